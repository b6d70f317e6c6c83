import { differenceOf, merged } from '../admin/change.ts';
import { removeAllOf } from '../admin/removal.ts';
import { type AuditEvent, recording } from '../audit/event.ts';
import { groupsIn } from '../groups/group.ts';
import type { ConditionFailed, Write } from '../table/table.ts';
import { changedUser } from '../users/changed-user.ts';
import { normalName } from '../users/normal-name.ts';
import { newUser, type User, type UserFields, userRefusal, usersIn } from '../users/user.ts';
import { isRefusal } from '../base/refusal.ts';
import { RowFault } from './csv-file.ts';
import type { Known } from './import-lookup.ts';
import type { Outcome } from './import-results.ts';
import type { Wanted } from './import-row.ts';
import type { Job } from './job.ts';
import type { ImportPorts } from './ports.ts';

/** A row that is worked off. */
export interface Row {
  readonly number: number;
  readonly wanted: Wanted;
  readonly job: Job;
}

/** What a row comes to, before it is done: the outcome, whom it is about, and the writes that do it. */
export interface Effect {
  readonly outcome: Exclude<Outcome, 'failed'>;
  readonly userId?: string;
  readonly writes: readonly Write[];
  /** Names and addresses that it takes or sets free, in the form in which they are compared. */
  readonly touches: readonly string[];
  /** For what goes in several transactions: what comes first (once), and the writes that end it. */
  readonly before?: { readonly writes: readonly Write[]; finish(): Promise<readonly Write[]> };
}

/** What a row would do as things stand. @throws {RowFault} where it cannot be done */
export function effectOf(row: Row, known: Known, ports: ImportPorts): Effect {
  const user = known.named(row.wanted.userName);
  if (row.wanted.action === 'create') return creation(row, user, known, ports);
  if (!user) throw new RowFault('There is no user of this name.');
  if (user.adminRole !== undefined) throw new RowFault('The user is an administrator; files change none.');
  return row.wanted.action === 'update' ? change(row, user, known, ports) : deletion(row, user, ports);
}

function creation(row: Row, user: User | undefined, known: Known, ports: ImportPorts): Effect {
  const { userName, email } = row.wanted;
  if (user || known.isTaken(userName)) throw new RowFault('userName: This user name is taken.');
  if (email && known.isTaken(email)) throw new RowFault('email: This mail address belongs to another user.');
  const fields = row.wanted.fields as unknown as Pick<UserFields, 'userName' | 'email'>;
  const made = newUser({ active: true, ...fields }, { id: ports.ids.id(), now: ports.now });
  return {
    outcome: 'created',
    userId: made.id,
    touches: [],
    writes: [
      ...usersIn(ports.table).creating(made),
      ...joining(row, made.id, known, ports).filter(({ do: verb }) => verb !== 'check'),
      ...groupChecks(row, made.id, known, ports),
      eventOf(row, 'user.create', made.id, { after: { ...fields, ...groupsOf(row) } }, ports),
    ],
  };
}

function change(row: Row, before: User, known: Known, ports: ImportPorts): Effect {
  const { fields } = row.wanted;
  // A file that has a column for one field of the organisation's own leaves the others as they are.
  const custom =
    fields['custom'] === undefined ? {} : { custom: { ...before.custom, ...(fields['custom'] as object) } };
  const after = changedUser(before, merged(before, { ...fields, ...custom }), ports.now);
  const difference = differenceOf(before, after);
  const isSame = Object.keys(difference.after ?? {}).length === 0;
  const joins = joining(row, before.id, known, ports);
  if (isSame && joins.length === 0) return { outcome: 'unchanged', userId: before.id, touches: [], writes: [] };
  const { after: changed } = difference;
  return {
    outcome: 'updated',
    userId: before.id,
    touches: [before.userName, before.email].map(normalName),
    writes: [
      ...usersIn(ports.table).changing(before, after),
      ...joins.filter(({ do: verb }) => verb !== 'check'),
      ...groupChecks(row, before.id, known, ports),
      eventOf(
        row,
        'user.update',
        before.id,
        { before: difference.before, after: { ...changed, ...groupsOf(row) } },
        ports,
      ),
    ],
  };
}

/** As the API deletes: first they can no longer sign in, then everything of theirs goes, then the user. */
function deletion(row: Row, user: User, ports: ImportPorts): Effect {
  if (normalName(user.email) !== normalName(row.wanted.email ?? '')) {
    throw new RowFault('email: The user of this name has another mail address.');
  }
  const users = usersIn(ports.table);
  const disabled: User = { ...user, active: false, epoch: user.epoch + 1, version: user.version + 1 };
  const told = { before: { userName: user.userName, email: user.email } };
  return {
    outcome: 'deleted',
    userId: user.id,
    touches: [],
    writes: [],
    before: {
      writes: [...users.changing(user, disabled), eventOf(row, 'user.delete', user.id, told, ports)],
      finish: async () => {
        await removeAllOf(ports.table, { type: 'USER', id: user.id });
        const left = await users.find(user.id);
        return left ? users.deleting(left) : [];
      },
    },
  };
}

const groupsOf = ({ wanted: { groups } }: Row): { groups?: readonly string[] } => (groups.length > 0 ? { groups } : {});

/** The writes that put a user into the groups that they are not in yet. @throws {RowFault} for a group that there is not */
function joining({ wanted: { groups } }: Row, userId: string, known: Known, ports: ImportPorts): Write[] {
  const at = ports.now().toISOString();
  return groups.flatMap((name) => {
    const group = known.group(name);
    if (!group) throw new RowFault(`groups: There is no group “${name.slice(0, 64)}”.`);
    if (known.isMember(userId, group.id)) return [];
    return groupsIn(ports.table).adding({ userId, groupId: group.id }, at);
  });
}

/** The checks that the groups still stand; the user is written in the same transaction, which is check enough. */
const groupChecks = (row: Row, userId: string, known: Known, ports: ImportPorts): Write[] =>
  joining(row, userId, known, ports).filter((write) => write.do === 'check' && write.key.pk.startsWith('GROUP#'));

function eventOf(
  { job, number }: Row,
  action: string,
  userId: string,
  told: Pick<AuditEvent, 'before' | 'after'>,
  { ids, now }: ImportPorts,
): Write {
  return recording({
    id: ids.id(),
    at: now().toISOString(),
    actor: job.by,
    action,
    target: `USER#${userId}`,
    outcome: 'success',
    requestId: job.requestId,
    ...told,
    details: { jobId: job.id, row: number },
  });
}

/** What a commit that failed means for a row; `undefined` where something moved, and the row is to be looked at again. */
export function faultOf(failed: ConditionFailed, writes: readonly Write[]): RowFault | undefined {
  const refusal = userRefusal(failed, writes);
  const [fault] = isRefusal(refusal, 'ALREADY_EXISTS') ? refusal.faults : [];
  return fault && new RowFault(`${fault.pointer.slice(1)}: ${fault.detail}`);
}
