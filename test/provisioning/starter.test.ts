import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newApiToken, revokingToken } from '../../shared/admin/api-token.ts';
import type { Actor } from '../../shared/audit/event.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { findJob, jobCreating, newJob } from '../../shared/provisioning/job.ts';
import { runJob } from '../../shared/provisioning/run-job.ts';
import { whileAllowed } from '../../shared/provisioning/starter.ts';
import type { Write } from '../../shared/table/table.ts';
import { newUser, type User, usersIn } from '../../shared/users/user.ts';
import { logged } from '../kit/logged.ts';
import { startTable, type TestTable } from '../kit/table.ts';

const now = (): Date => new Date('2026-11-24T12:00:00.000Z');
let started: TestTable;
beforeAll(async () => {
  started = await startTable(now);
});
afterAll(() => started.close());

/** Runs a job of three steps for a user, who is changed after the first. @returns the steps that were done, and its end */
async function runFor(
  id: string,
  change: (user: User) => User,
  { by = { type: 'user', id }, also = [] }: { by?: Actor; also?: readonly Write[] } = {},
): Promise<unknown[]> {
  const { table } = started;
  const users = usersIn(table);
  const fields = { userName: id, email: `${id}@example.org`, active: true, adminRole: 'administrator' } as const;
  const user = newUser(fields, { id, now });
  await table.commit(users.creating(user));
  const asked = { kind: 'counting', input: {}, by, root: id, requestId: 'r' };
  const job = newJob(asked, { ids: randomIds, now });
  await table.commit(jobCreating(job));
  let steps = 0;
  const counting = whileAllowed('imports.write', table, async () => {
    steps += 1;
    if (steps === 1) await table.commit([...users.changing(user, change({ ...user, version: 2 })), ...also]);
    const done = steps === 3 ? { result: {} } : {};
    return { writes: [], checkpoint: steps, progress: { done: steps, failed: 0 }, ...done };
  });
  const queue = { wake: () => Promise.resolve() };
  const kinds = { counting: () => Promise.resolve(counting) };
  await logged(() => runJob(job.id, { table, queue, ids: randomIds, now, kinds }, () => true));
  const { state, failure } = (await findJob(table, job.id))!;
  return [steps, state, failure];
}

it('A job goes on while whoever began it may do what it does', async () => {
  expect(await runFor('ada', (user) => ({ ...user, title: 'Dr' }))).toEqual([3, 'done', undefined]);
});

it.each<[string, (user: User) => User]>([
  ['disabled', (user) => ({ ...user, active: false })],
  ['an auditor', (user) => ({ ...user, adminRole: 'auditor' })],
  ['no administrator', ({ adminRole: _role, ...user }) => user],
])('A job ends before its next step once whoever began it is %s', async (what, change) => {
  const words = expect.stringContaining('no longer allowed');
  expect(await runFor(`user-${what.length}`, change)).toEqual([1, 'failed', words]);
});

it('A job that a token began ends once the token is revoked, and not before', async () => {
  const begin = async (name: string, isRevoked: boolean): Promise<unknown[]> => {
    const made = { name, scopes: ['write'], days: 1, createdBy: name } as const;
    const { token, write } = newApiToken(made, { ids: randomIds, now });
    await started.table.commit([write]);
    const also = isRevoked ? [revokingToken(token.id)] : [];
    return runFor(name, (user) => ({ ...user, title: 'Dr' }), { by: { type: 'token', id: token.id }, also });
  };
  expect(await begin('kept', false)).toEqual([3, 'done', undefined]);
  expect(await begin('revoked', true)).toEqual([1, 'failed', expect.stringContaining('no longer allowed')]);
});
