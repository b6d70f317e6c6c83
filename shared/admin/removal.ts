import { type Principal, principalText } from '../apps/app.ts';
import { ConditionFailed, type Item, type Key, listAll, type Table, type Write } from '../table/table.ts';
import { userPartition } from '../users/user.ts';

/** Removals that go into one transaction. */
const BATCH = 50;

/** Removes what was listed, batch by batch; whatever dies in between, the same call again removes the rest. */
async function removeItems(table: Table, items: readonly Item[], under: readonly Write[] = []): Promise<number> {
  for (let at = 0; at < items.length; at += BATCH) {
    const keys = items.slice(at, at + BATCH).map(({ pk, sk }) => ({ pk, sk }));
    await table.commit([...under, ...keys.map((key): Write => ({ do: 'remove', key }))]);
  }
  return items.length;
}

/**
 * Removes the assignments in the partition of an app or role whose `owner` is not there: after it was deleted, and before
 * one of the same name is made, since whoever had the old one must not find themselves in the new one. Those of an owner
 * that is there, because somebody registers it at this moment, are let be.
 *
 * @returns how many there were
 */
export async function removeAssignments(table: Table, partition: string, owner: Key): Promise<number> {
  const isGone: Write = { do: 'check', key: owner, when: [{ attribute: 'pk', is: 'absent' }] };
  const left = await listAll(table, { pk: partition, prefix: 'ASSIGN#' });
  try {
    return await removeItems(table, left, [isGone]);
  } catch (error) {
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

/** Removes what belongs to a user or group: assignments and memberships by the index, and the rest of the partition. */
export async function removeAllOf(table: Table, principal: Principal): Promise<number> {
  const assignments = await listAll(table, { pk: principalText(principal), index: 'gsi1' });
  const others =
    principal.type === 'GROUP' ? await membershipsOf(table, principal.id) : await ownOf(table, principal.id);
  return removeItems(table, [...assignments, ...others]);
}

const membershipsOf = (table: Table, groupId: string): Promise<Item[]> =>
  listAll(table, { pk: `GROUP#${groupId}#MEMBERS`, index: 'gsi1' });

const ownOf = async (table: Table, userId: string): Promise<Item[]> =>
  (await listAll(table, { pk: userPartition(userId) })).filter(({ sk }) => sk !== 'USER');
