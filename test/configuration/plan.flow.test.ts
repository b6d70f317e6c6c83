import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DirectApi } from '../admin/direct.ts';
import { inShort, must, ORCHARD, openScene, planOf } from './scene.ts';

let api: DirectApi;

beforeAll(async () => {
  api = await openScene();
});
afterAll(() => api?.close());

const faultsIn = async (document: unknown, query = ''): Promise<{ pointer: string; detail: string }[]> => {
  const headers = { 'content-type': typeof document === 'string' ? 'application/yaml' : 'application/json' };
  const answer = await api.ask('PUT', `/config${query}`, { body: document, headers });
  expect(answer.status).toBe(422);
  return answer.body['errors'] as { pointer: string; detail: string }[];
};

describe('a plan', () => {
  it('makes everything of an empty house, each after what it leans on, and does none of it', async () => {
    const plan = await planOf(api, ORCHARD);
    expect(inShort(plan)).toEqual([
      'create group Engineering',
      'create group Finance',
      'create app Wiki',
      'create app-assignment Wiki for group Engineering',
      'create app-assignment Wiki for user ida',
      'create aws-account Production',
      'update aws-app Amazon',
      'create aws-role Developer in 111122223333',
      'create aws-role-assignment Developer in 111122223333 for group Engineering',
      'create aws-role-assignment Developer in 111122223333 for user ida',
      'create policy Engineers at AWS',
      'create policy Nobody in Finance at the wiki',
      'update default-policy the default policy',
      'update settings branding',
      'update settings sessions',
    ]);
    expect([plan.creates, plan.updates, plan.deletes]).toEqual([11, 4, 0]);
    expect(await must(api, 'GET', '/config')).toMatchObject({
      groups: [],
      apps: [],
      aws: { apps: [], accounts: [] },
      policies: [],
    });
    expect((await must<{ changes: unknown[] }>(api, 'GET', `/config/plans/${plan.id}`)).changes).toEqual(plan.changes);
  });

  it('has the same hash for the same changes, and another for others', async () => {
    const [one, same, other] = [
      await planOf(api, ORCHARD),
      await planOf(api, ORCHARD),
      await planOf(api, { samlet: 1 }),
    ];
    expect(one.planHash).toBe(same.planHash);
    expect(other.planHash).not.toBe(one.planHash);
  });

  it('tells every fault by its place and its line, and plans nothing', async () => {
    const faults = await faultsIn(`samlet: 1
groups:
  - displayName: Engineering
  - displayName: ENGINEERING
apps:
  - entityId: https://wiki.example.org
    name: Wiki
    acs:
      - { url: "http://wiki.example.org/acs", index: 0 }
    assignments:
      - group: Nobody
      - user: nobody
aws:
  accounts:
    - id: "111122223333"
      name: Production
      roles:
        - roleArn: arn:aws:iam::999988887777:role/Developer
          providerArn: arn:aws:iam::999988887777:saml-provider/samlet
`);
    expect(faults.map(({ pointer, detail }) => [pointer, /^Line \d+/.exec(detail)?.[0]])).toEqual([
      ['/groups/1', 'Line 4'],
      ['/apps/0/acs/0/url', 'Line 9'],
      ['/apps/0/assignments/0/group', 'Line 11'],
      ['/apps/0/assignments/1/user', 'Line 12'],
      ['/aws/accounts/0/roles/0/roleArn', 'Line 18'],
    ]);
  });

  it('tells what does not fit the schema, in JSON as in YAML', async () => {
    expect(await faultsIn({ samlet: 2, groups: [{ name: 'x' }] })).toMatchObject([
      { pointer: '/samlet' },
      { pointer: '/groups/0/displayName' },
      { pointer: '/groups/0/name' },
    ]);
    const [fault] = await faultsIn('samlet: 1\naws:\n  accounts:\n    - id: 111122223333\n      name: x\n');
    expect(fault).toEqual({ pointer: '/aws/accounts/0/id', detail: 'Line 4: This must be a text.' });
  });

  it.each([
    ['a key twice', 'samlet: 1\nsamlet: 1\n', /^Line 2/],
    ['what is no YAML', 'samlet: [1\n', /^Line \d/],
    ['a tag of its own', 'samlet: !!js/function x\n', /^Line 1/],
    [
      'aliases without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`,
      /./,
    ],
    ['a prototype', 'samlet: 1\n__proto__: { a: 1 }\n', /./],
  ])('refuses %s', async (_what, yaml, words) => {
    expect((await faultsIn(yaml))[0]?.detail).toMatch(words);
  });
});
