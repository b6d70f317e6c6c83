import { ConditionFailed, type Key, listAll, type Table, type Write } from '../table/table.ts';

/** Writes of one transaction: DynamoDB takes a hundred at the most. */
const BATCH = 50;

/**
 * Removes the assignments of an app or role that is not there: after it was deleted, and before one of the same name is
 * registered. An app's ID comes from its entity ID and a role's from its name, so what a deletion that was cut short
 * left behind would open the new one to whoever could open the old one. Those of an owner that is there are let be.
 */
export async function sweepAssignments(table: Table, partition: string, owner: Key): Promise<void> {
  const absent: Write = { do: 'check', key: owner, when: [{ attribute: 'pk', is: 'absent' }] };
  const left = await listAll(table, { pk: partition, prefix: 'ASSIGN#' });
  try {
    for (let at = 0; at < left.length; at += BATCH) {
      const removals = left.slice(at, at + BATCH).map(({ pk, sk }): Write => ({ do: 'remove', key: { pk, sk } }));
      await table.commit([absent, ...removals]);
    }
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error; // somebody registered it meanwhile, and swept before
  }
}
