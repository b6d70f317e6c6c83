import { recording } from '../audit/event.ts';
import { suppressionKey, suppressionOf } from '../mail/suppression.ts';
import type { Table, Write } from '../table/table.ts';
import { invited, listOnboarding, onboardingKey } from '../users/onboarding.ts';
import { type User, usersIn } from '../users/user.ts';
import { allResults } from './import-results.ts';
import { inviting } from './invite.ts';
import type { OnboardingAction, OnboardingInput } from './onboarding-input.ts';
import { findJob, type Job } from './job.ts';
import type { ImportPorts } from './ports.ts';
import type { JobKind } from './run-job.ts';

/** Users of one step: all that is done for them is one transaction. */
const BATCH = 12;

/** Users whose failure is told by name. */
const TOLD = 100;

interface Checkpoint {
  readonly cursor?: string;
  readonly done: number;
  readonly failed: number;
  readonly problems: readonly Problem[];
}

interface Problem {
  readonly userId: string;
  readonly reason: string;
}

/** The kind `onboarding`: activation mails, and their end, for many. */
export const onboardingKind =
  (ports: ImportPorts): JobKind =>
  async (job) => {
    const before = (job.checkpoint ?? { done: 0, failed: 0, problems: [] }) as Checkpoint;
    const input = job.input as unknown as OnboardingInput;
    const { userIds, next } = await nextUsers(input, before.cursor, ports);
    const effects = await effectsOn(userIds, input.action, { job, ports });
    const problems = effects.flatMap(({ problem }) => (problem ? [problem] : []));
    const checkpoint: Checkpoint = {
      done: before.done + userIds.length,
      failed: before.failed + problems.length,
      problems: [...before.problems, ...problems].slice(0, TOLD),
      ...(next === undefined ? {} : { cursor: next }),
    };
    const { done, failed } = checkpoint;
    const { total } = job.progress;
    const isEnd = next === undefined;
    await ports.nudge.nudge();
    return {
      writes: effects.flatMap(({ writes }) => writes),
      checkpoint,
      progress: { done, failed, ...(isEnd ? { total: done } : total === undefined ? {} : { total }) },
      ...(isEnd ? { result: { users: done, failed, problems: checkpoint.problems } } : {}),
    };
  };

/** The users of the next step, and where the one after it goes on. */
async function nextUsers(
  input: OnboardingInput,
  cursor: string | undefined,
  { table, now }: ImportPorts,
): Promise<{ userIds: readonly string[]; next?: string }> {
  if (input.userIds) {
    const end = Number(cursor ?? '0') + BATCH;
    const userIds = input.userIds.slice(end - BATCH, end);
    return { userIds, ...(end < input.userIds.length ? { next: String(end) } : {}) };
  }
  if (input.importJobId) return createdBy(table, input.importJobId, Number(cursor ?? '0'));
  const page = { limit: BATCH, now, ...(cursor ? { after: cursor } : {}) };
  const { items, next } = await listOnboarding(table, input.status ?? 'not-invited', page);
  return { userIds: items.map(({ userId }) => userId), ...(next ? { next } : {}) };
}

/** Those who were created by the rows of an import, as the table itself has them. */
async function createdBy(
  table: Table,
  jobId: string,
  after: number,
): Promise<{ userIds: readonly string[]; next?: string }> {
  const { row = 0 } = ((await findJob(table, jobId))?.checkpoint as { place?: { row: number } } | null)?.place ?? {};
  const { items, next } = await allResults(table, jobId, { after, last: row, limit: BATCH });
  const userIds = items.flatMap(({ outcome, userId }) => (outcome === 'created' && userId ? [userId] : []));
  return { userIds, ...(next ? { next } : {}) };
}

interface Effect {
  readonly writes: readonly Write[];
  readonly problem?: Problem;
}

async function effectsOn(
  userIds: readonly string[],
  action: OnboardingAction,
  { job, ports }: { job: Job; ports: ImportPorts },
): Promise<readonly Effect[]> {
  const users = new Map((await usersIn(ports.table).findAll(userIds)).map((user) => [user.id, user]));
  const found = userIds.flatMap((id) => users.get(id) ?? []);
  const items = await ports.table.findAll(found.flatMap(({ id, email }) => [onboardingKey(id), suppressionKey(email)]));
  return Promise.all(
    [...new Set(userIds)].map(async (userId): Promise<Effect> => {
      const user = users.get(userId);
      const at = found.findIndex(({ id }) => id === userId);
      const suppressed = suppressionOf(items[2 * at + 1]);
      const reason = refusal(user, action, { state: items[2 * at]?.['state'], isSuppressed: suppressed !== undefined });
      if (!user || reason) return { writes: [], problem: { userId, reason: reason ?? '' } };
      const writes = action === 'expire' ? expiring(user, ports) : (await inviting(user, ports)).writes;
      return { writes: [...writes, eventOf(user, action, job, ports)] };
    }),
  );
}

function refusal(
  user: User | undefined,
  action: OnboardingAction,
  { state, isSuppressed }: { state: unknown; isSuppressed: boolean },
): string | undefined {
  if (!user) return 'There is no such user.';
  if (user.hasPassword) return 'The user has a password already.';
  if (user.adminRole !== undefined) return 'The user is an administrator: invite them by themselves.';
  if (!user.active) return 'The user is disabled.';
  if (action === 'expire') return state === 'INVITED' ? undefined : 'The user has no link that works.';
  if (isSuppressed) return 'Mails to this address came back: correct the address, or let mails go to it again.';
  return action === 'send' && state === 'INVITED' ? 'The user was invited before: resend the mail.' : undefined;
}

/** The writes that end a user's links, by raising the epoch that they are held against. */
export function expiring(user: User, { table, now }: Pick<ImportPorts, 'table' | 'now'>): Write[] {
  const at = now().toISOString();
  const after: User = { ...user, epoch: user.epoch + 1, version: user.version + 1, updatedAt: at };
  const { pk, sk } = onboardingKey(user.id);
  return usersIn(table)
    .changing(user, after)
    .map((write) =>
      write.do === 'put' && write.item.pk === pk && write.item.sk === sk
        ? invited(user.id, { invitedAt: at, linkExpiresAt: at, mailId: '' })
        : write,
    );
}

function eventOf(user: User, action: OnboardingAction, { by, requestId, id }: Job, { ids, now }: ImportPorts): Write {
  return recording({
    id: ids.id(),
    at: now().toISOString(),
    actor: by,
    action: action === 'expire' ? 'user.activation-expire' : 'user.activation-sent',
    target: `USER#${user.id}`,
    outcome: 'success',
    requestId,
    details: { jobId: id },
  });
}
