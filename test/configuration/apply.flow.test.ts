import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '../../shared/admin/operations.ts';
import { eventsOfHour } from '../../shared/audit/event.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { planJob } from '../../shared/configuration/plan-job.ts';
import { findJob, type Job } from '../../shared/provisioning/job.ts';
import { runJob } from '../../shared/provisioning/run-job.ts';
import type { Table } from '../../shared/table/table.ts';
import { type DirectApi, dyingAt } from '../admin/direct.ts';
import { inShort, must, ORCHARD, openScene, planOf, type PlanAnswer } from './scene.ts';

let api: DirectApi;

beforeAll(async () => {
  api = await openScene();
});
afterAll(() => api?.close());

let offset = 0;
const now = (): Date => new Date(Date.now() + offset * 1000);

/** Runs a job as `provisioning` does; whoever ran it before has lost the lease. */
async function run(jobId: string, table: Table = api.table): Promise<Job> {
  offset += 60;
  const kinds = {
    configuration: () => Promise.resolve(planJob({ ports: { ...api.ports, table }, operations: OPERATIONS })),
  };
  await runJob(
    jobId,
    { table, kinds, queue: { wake: () => Promise.resolve() }, ids: randomIds, now },
    () => true,
  ).catch(() => undefined);
  return (await findJob(api.table, jobId))!;
}

const begin = async ({ id, planHash }: PlanAnswer, more: object = {}): Promise<string> =>
  (await must<{ jobId: string }>(api, 'POST', `/config/plans/${id}/apply`, { planHash, ...more })).jobId;

/** Plans a document and carries it out. */
async function apply(document: unknown, query = ''): Promise<Job> {
  return run(await begin(await planOf(api, document, query), { confirmDeletions: true }));
}

const exported = (query = ''): Promise<Record<string, unknown>> => must(api, 'GET', `/config${query}`);

describe('a plan that is carried out', () => {
  it('makes the house what the document says, and planning it again changes nothing', async () => {
    const job = await apply(ORCHARD);
    expect(job).toMatchObject({ state: 'done', progress: { done: 15, total: 15 } });
    expect(await planOf(api, ORCHARD)).toMatchObject({ changes: [] });
    expect(await planOf(api, ORCHARD, '?prune=true')).toMatchObject({ changes: [] });
  });

  it.each(['', '?members=true'])(
    'is exported so that it comes back as no change, in JSON and YAML (%s)',
    async (query) => {
      const json = await exported(query);
      expect((await planOf(api, json, '?prune=true')).changes).toEqual([]);
      const { text } = await must<{ text: string }>(api, 'GET', `/config${query}`, undefined, {
        accept: 'application/yaml',
      });
      expect((await planOf(api, text, '?prune=true')).changes).toEqual([]);
      expect(text).toContain('displayName: Engineering');
      expect(JSON.stringify(await exported(query))).toBe(JSON.stringify(json));
    },
  );

  it('names the plan in the event of each change, as done by whoever began it', async () => {
    const plan = await planOf(api, { samlet: 1, groups: [{ displayName: 'Orchestra' }] });
    await run(await begin(plan));
    const events = await eventsOfHour(api.table, new Date().toISOString().slice(0, 13));
    const made = events.find(
      ({ action, after }) => action === 'group.create' && after?.['displayName'] === 'Orchestra',
    );
    const began = events.find(({ action, target }) => action === 'config.apply' && target === `PLAN#${plan.id}`);
    expect(made).toMatchObject({ details: { plan: plan.id }, actor: began?.actor, requestId: began?.requestId });
  });

  it('deletes nothing that it was not told to, and what it deletes only when that is confirmed', async () => {
    const some = { samlet: 1, groups: [{ displayName: 'Engineering', description: 'Everybody who builds' }] };
    expect((await planOf(api, some)).changes).toEqual([]);
    const plan = await planOf(api, some, '?prune=true').catch((error: Error) => error.message);
    expect(plan).toMatchObject({ deletes: 2 });
    const { id, planHash } = plan as PlanAnswer;
    const refused = await api.ask('POST', `/config/plans/${id}/apply`, { body: { planHash } });
    expect([refused.status, refused.body['errors']]).toMatchObject([422, [{ pointer: '/confirmDeletions' }]]);
    const wrong = await api.ask('POST', `/config/plans/${id}/apply`, { body: { planHash: 'x'.repeat(43) } });
    expect([wrong.status, wrong.body['errors']]).toMatchObject([422, [{ pointer: '/planHash' }]]);
    expect(((await exported())['groups'] as unknown[]).length).toBe(3);
  });

  it('is begun once: who asks again is told of the same job', async () => {
    const plan = await planOf(api, { samlet: 1 });
    const jobId = await begin(plan);
    expect(await begin(plan)).toBe(jobId);
    await run(jobId);
  });

  it('stops before what somebody changed meanwhile, and says what it was', async () => {
    const plan = await planOf(api, {
      samlet: 1,
      groups: [
        { displayName: 'Aardvarks' },
        { displayName: 'Finance', description: 'Counts' },
        { displayName: 'Zebras' },
      ],
    });
    expect(inShort(plan)).toEqual(['create group Aardvarks', 'update group Finance', 'create group Zebras']);
    const { items } = await must<{ items: { id: string }[] }>(api, 'GET', '/groups?displayName=Finance');
    await must(api, 'PATCH', `/groups/${items[0]!.id}`, { description: 'By hand' }, { 'if-match': '*' });
    const job = await run(await begin(plan));
    expect(job).toMatchObject({ state: 'failed', progress: { done: 1 } });
    expect(job.failure).toMatch(/^Change 2 of 3 \(update group Finance\) was refused.*Somebody else changed it/);
    expect(JSON.stringify(await exported())).toContain('By hand');
    expect(JSON.stringify(await exported())).not.toContain('Zebras');
  });

  it('stops before a role assignment that somebody wrote meanwhile, which has no version', async () => {
    const changed = ORCHARD.replace('sessionSeconds: 3600', 'sessionSeconds: 7200');
    const plan = await planOf(api, changed);
    expect(inShort(plan)).toContain('update aws-role-assignment Developer in 111122223333 for group Engineering');
    const { items } = await must<{ items: { id: string }[] }>(api, 'GET', '/groups?displayName=Engineering');
    const path = `/aws/accounts/111122223333/roles/Developer/assignments/groups/${items[0]!.id}`;
    await must(api, 'PUT', path, { sessionSeconds: 900 });
    expect(await run(await begin(plan))).toMatchObject({ state: 'failed' });
    expect(JSON.stringify(await exported())).toContain('"sessionSeconds":900');
    expect(await apply(ORCHARD)).toMatchObject({ state: 'done' });
    expect(await planOf(api, ORCHARD)).toMatchObject({ changes: [] });
  });

  it('puts policies into the order of the document, and leaves those after them that it does not have', async () => {
    expect(await apply(ORCHARD)).toMatchObject({ state: 'done' });
    const { policies } = (await exported()) as { policies: { name: string }[] };
    const first = { name: 'First', apps: ['portal'] };
    expect(await apply({ samlet: 1, policies: [first, policies[1]] })).toMatchObject({ state: 'done' });
    const after = (await exported())['policies'] as { name: string }[];
    expect(after.map(({ name }) => name)).toEqual(['First', policies[1]!.name, policies[0]!.name]);
    expect(await apply({ samlet: 1, policies }, '?prune=true')).toMatchObject({ state: 'done' });
    expect((await exported())['policies']).toEqual(policies);
  });

  it('stops before a policy that somebody changed meanwhile, whatever else was changed in the list', async () => {
    const { items } = await must<{ items: { id: string; name: string }[] }>(api, 'GET', '/policies');
    const changed = ORCHARD.replace('proofMaxMinutes: 60\n', 'proofMaxMinutes: 30\n');
    const [plan, another] = [await planOf(api, changed), await planOf(api, changed)];
    const patch = (id: string, body: object) => must(api, 'PATCH', `/policies/${id}`, body, { 'if-match': '*' });
    await patch(items.at(-1)!.id, { description: 'By hand' });
    expect(await run(await begin(plan))).toMatchObject({ state: 'done' });
    await patch(items[0]!.id, { proofMaxMinutes: 5 });
    expect(await run(await begin(another))).toMatchObject({ state: 'failed' });
    expect(JSON.stringify(await exported())).toContain('"proofMaxMinutes":5');
  });

  it('does not lock every owner out', async () => {
    const job = await apply({ samlet: 1, policies: [{ name: 'Nobody', apps: ['console'], access: 'deny' }] });
    expect(job).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('no owner could reach the console'),
    });
  });

  it('ends the same wherever it is killed, with one event for each change', async () => {
    const wanted = async (table?: (commits: number) => Table, kills: readonly number[] = []): Promise<unknown> => {
      expect(
        await apply(
          {
            samlet: 1,
            groups: [],
            apps: [],
            aws: { accounts: [] },
            policies: [],
            defaultPolicy: {},
            settings: { sessions: {}, branding: {} },
          },
          '?prune=true',
        ),
      ).toMatchObject({
        state: 'done',
      });
      const plan = await planOf(api, ORCHARD);
      const jobId = await begin(plan);
      for (const commits of kills) await run(jobId, table!(commits));
      expect(await run(jobId)).toMatchObject({ state: 'done' });
      const events = await eventsOfHour(api.table, new Date().toISOString().slice(0, 13));
      const of = events
        .filter(({ details }) => details?.['plan'] === plan.id)
        .map(({ action, target, after }) => `${action} ${target} ${JSON.stringify(after)}`);
      expect(new Set(of).size).toBe(of.length);
      return { document: await exported(), events: of.length };
    };
    const whole = await wanted();
    for (let killed = 2; killed < 20; killed += 1) {
      expect(await wanted((commits) => dyingAt(api.table, commits), [killed])).toEqual(whole);
    }
    expect(await wanted((commits) => dyingAt(api.table, commits), [3, 4, 3, 2, 5])).toEqual(whole);
  }, 60_000);

  it('changes nothing more once whoever began it may not any more', async () => {
    const plan = await planOf(api, { samlet: 1, groups: [{ displayName: 'Late' }] });
    const jobId = await begin(plan);
    await api.table.commit([{ do: 'change', key: { pk: `JOB#${jobId}`, sk: 'JOB' }, set: { root: 'a'.repeat(26) } }]);
    expect(await run(jobId)).toMatchObject({ state: 'failed', failure: expect.stringContaining('no longer allowed') });
    expect(JSON.stringify(await exported())).not.toContain('Late');
  });
});
