import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../shared/audit/bucket.ts';
import { eventsOfHour } from '../../shared/audit/event.ts';
import { groupsIn } from '../../shared/groups/group.ts';
import { DEFAULT_POLICY, POLICIES_KEY, type Policy } from '../../shared/policy/policies.ts';
import type { User } from '../../shared/users/user.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
let appId: string;
let ada: User;
const ISSUER = 'https://wiki.example.org';

beforeAll(async () => {
  world = await startWorld();
  ada = await world.user('ada');
  appId = (await world.app({ entityId: ISSUER }, ada)).id;
});
afterAll(() => world.close());
beforeEach(() => policies());

/** Puts policies in place, the default last. */
const policies = (...list: Partial<Policy>[]): Promise<void> => {
  const policies = [...list.map((fields, at) => ({ ...DEFAULT_POLICY, id: `p${at}`, ...fields })), DEFAULT_POLICY];
  return world.table.commit([{ do: 'put', item: { ...POLICIES_KEY, policies, version: 1 } }]);
};

async function signedIn(): Promise<Browser> {
  const browser = world.browser();
  await browser.post((await browser.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
  return browser;
}

const isAssertion = ({ fields }: Shown): boolean =>
  Buffer.from(fields['SAMLResponse'] ?? '', 'base64').includes(':status:Success');
const isAsked = ({ html }: Shown): boolean => html.includes('name="password"');
const eventsOf = async (action: string) =>
  (await eventsOfHour(world.table, hourOf(world.ports.now().toISOString()))).filter((event) => event.action === action);

describe('a policy that denies', () => {
  it('keeps its group out of its app, and names itself on the page and in the log', async () => {
    const at = world.ports.now().toISOString();
    const group = { id: 'g'.repeat(26), displayName: 'Guests', createdAt: at, updatedAt: at, version: 1 };
    await world.table.commit(groupsIn(world.table).creating(group));
    await policies({ name: 'No guests', access: 'deny', apps: [appId], groups: [group.id] });
    const browser = await signedIn();
    expect(isAssertion(await browser.get(`/go/apps/${appId}`))).toBe(true);

    await world.table.commit(groupsIn(world.table).adding({ userId: ada.id, groupId: group.id }, at));
    const shown = await browser.get(`/go/apps/${appId}`);
    expect(shown.status).toBe(403);
    expect(shown.html).toContain('The policy that decided: No guests');
    expect((await eventsOf('sign-in.refuse')).at(-1)).toMatchObject({
      actor: { type: 'user', id: ada.id },
      target: `APP#${appId}`,
      outcome: 'refused',
      reason: 'policy-allows',
      details: { policy: 'No guests', policyId: 'p0' },
    });
    await world.table.commit(groupsIn(world.table).removing({ userId: ada.id, groupId: group.id }));
  });

  it('is told to an app that asked, as a status without an assertion', async () => {
    await policies({ name: 'Closed', access: 'deny', apps: [appId] });
    const shown = await (await signedIn()).get(redirected(authnRequest({ issuer: ISSUER })));
    const answer = Buffer.from(shown.fields['SAMLResponse'] ?? '', 'base64').toString();
    expect(answer).toContain('RequestDenied');
    expect(answer).not.toContain('Assertion ');
  });

  it('keeps people out of the portal before a session begins', async () => {
    await policies({ name: 'No portal', access: 'deny', apps: ['portal'] });
    const browser = world.browser();
    const shown = await browser.post((await browser.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
    expect(shown.status).toBe(403);
    expect(isAsked(await browser.get('/'))).toBe(true);
  });

  it('ends nothing by itself, yet holds for open sessions at once', async () => {
    const browser = await signedIn();
    await policies({ name: 'No portal', access: 'deny', apps: ['portal'] });
    expect((await browser.get('/')).status).toBe(403);
    await policies();
    expect((await browser.get('/')).status).toBe(200);
  });
});

describe('a policy that lets proofs grow old', () => {
  it('asks again once the proof is older, and goes on with the new one', async () => {
    await policies({ name: 'Hourly', apps: [appId], proofMaxMinutes: 60 });
    const browser = await signedIn();
    expect(isAssertion(await browser.get(`/go/apps/${appId}`))).toBe(true);
    world.pass(3601);
    const asked = await browser.get(`/go/apps/${appId}`);
    expect(isAsked(asked)).toBe(true);
    expect(isAssertion(await browser.post(asked.action, { username: 'ada', password: PASSWORD }))).toBe(true);
    expect(isAssertion(await browser.get(`/go/apps/${appId}`))).toBe(true);
  });

  it('asks each time at 0, and not for other apps', async () => {
    await policies({ name: 'Each time', apps: [appId], proofMaxMinutes: 0 });
    const other = await world.app({ entityId: 'https://books.example.org' }, ada);
    const browser = await signedIn();
    expect(isAsked(await browser.get(`/go/apps/${appId}`))).toBe(true);
    expect(isAssertion(await browser.get(`/go/apps/${other.id}`))).toBe(true);
  });

  it('leaves the portal usable at 0, for five minutes', async () => {
    await policies({ name: 'Each time', apps: 'all', proofMaxMinutes: 0 });
    const browser = await signedIn();
    expect(isAsked(await browser.get('/'))).toBe(false);
    world.pass(301);
    expect(isAsked(await browser.get('/'))).toBe(true);
    expect(isAsked(await browser.get('/account'))).toBe(true);
  });
});

it('records which policy let somebody in', async () => {
  await policies({ name: 'Staff', apps: [appId] });
  await (await signedIn()).get(`/go/apps/${appId}`);
  expect((await eventsOf('sign-in.allow')).at(-1)).toMatchObject({ details: { policy: 'Staff', policyId: 'p0' } });
});
