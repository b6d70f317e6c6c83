import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appIdOf, type Principal } from '../../shared/apps/app.ts';
import {
  awsAccountKey,
  type AwsRole,
  awsRoleKey,
  type RoleAssignment,
  roleAssignmentKey,
} from '../../shared/aws-access/aws-account.ts';
import { KEY_RING_KEY, keyRingOf } from '../../shared/keys/key-ring.ts';
import { type User, userKey } from '../../shared/users/user.ts';
import { hourOf } from '../../shared/audit/bucket.ts';
import { eventsOfHour } from '../../shared/audit/event.ts';
import { accept } from '../kit/accept.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
let user: User;
let ada: Browser;

const ACCOUNT = '111122223333';
const AWS = 'https://aws.amazon.com/SAML/Attributes/';
const ACS = 'https://signin.aws.amazon.com/saml';
const REGIONAL = 'https://eu-west-1.signin.aws.amazon.com/saml';

beforeAll(async () => {
  world = await startWorld();
  user = await world.user('ada', { department: 'Analysis' });
  const acs = [
    { url: ACS, index: 0, isDefault: true },
    { url: REGIONAL, index: 1 },
  ];
  await world.app({
    entityId: 'urn:amazon:webservices',
    kind: 'aws',
    name: 'AWS',
    acs,
    nameIdFormat: 'persistent',
    attributes: [],
  });
  const at = new Date().toISOString();
  const account = { id: ACCOUNT, name: 'Production', partition: 'aws', createdAt: at, updatedAt: at, version: 1 };
  await world.table.commit([{ do: 'create', item: { ...awsAccountKey(ACCOUNT), ...account } }]);
  await role('Developer', { tagSession: true, sourceIdentity: true });
  await assign('Developer', {
    sessionSeconds: 43_200,
    relayState: 'https://eu-west-1.console.aws.amazon.com/ec2',
    tags: { Department: '{department}', Missing: '{title}' },
  });
  await role('ReadOnly');
  await role('Unassigned');
  await assign('ReadOnly', { sessionSeconds: 900 });
  ada = world.browser();
  await ada.post((await ada.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
});
afterAll(() => world.close());

async function role(name: string, fields: Partial<AwsRole> = {}): Promise<void> {
  const arn = `arn:aws:iam::${ACCOUNT}`;
  const item = {
    ...awsRoleKey(ACCOUNT, name),
    accountId: ACCOUNT,
    name,
    roleArn: `${arn}:role/${name}`,
    providerArn: `${arn}:saml-provider/Samlet`,
    maxSessionSeconds: 14_400,
    tagSession: false,
    sourceIdentity: false,
    version: 1,
    ...fields,
  };
  await world.table.commit([{ do: 'create', item }]);
}

async function assign(roleName: string, fields: Partial<RoleAssignment> = {}): Promise<void> {
  const principal: Principal = { type: 'USER', id: user.id };
  const key = roleAssignmentKey(ACCOUNT, roleName, principal);
  const item = {
    ...key,
    accountId: ACCOUNT,
    roleName,
    principal,
    gsi1pk: `USER#${user.id}`,
    gsi1sk: `AWSROLE#${ACCOUNT}#${roleName}`,
    ...fields,
  };
  await world.table.commit([{ do: 'put', item }]);
}

const go = (path: string, site = 'same-origin'): Promise<Shown> =>
  ada.get(`/go/aws/${path}`, { 'sec-fetch-site': site });

async function accepted({ fields }: Shown) {
  const { certificate } = keyRingOf(await world.table.find(KEY_RING_KEY))!.active;
  return accept(fields['SAMLResponse']!, certificate);
}

describe('a role in an AWS account', () => {
  it('is taken with one assertion that names it alone, and everything that AWS reads', async () => {
    const shown = await go(`${ACCOUNT}/Developer`);
    const assertion = await accepted(shown);
    expect([shown.action, assertion.recipient, assertion.audience]).toEqual([ACS, ACS, 'urn:amazon:webservices']);
    expect(assertion.inResponseTo).toBeUndefined();
    expect(assertion.nameId).toMatch(/^[a-z2-7]{40}$/);
    expect(assertion.attributes).toEqual({
      [`${AWS}Role`]: [`arn:aws:iam::${ACCOUNT}:role/Developer,arn:aws:iam::${ACCOUNT}:saml-provider/Samlet`],
      [`${AWS}RoleSessionName`]: ['ada@example.org'],
      [`${AWS}SessionDuration`]: ['14400'],
      [`${AWS}SourceIdentity`]: ['ada'],
      [`${AWS}PrincipalTag:Department`]: ['Analysis'],
    });
    expect(shown.fields['RelayState']).toBe('https://eu-west-1.console.aws.amazon.com/ec2');
  });

  it('is told neither tags nor source identity that its trust policy does not allow', async () => {
    const { attributes } = await accepted(await go(`${ACCOUNT}/ReadOnly`));
    expect(Object.keys(attributes)).toEqual(['Role', 'RoleSessionName', 'SessionDuration'].map((name) => AWS + name));
    expect(attributes[`${AWS}SessionDuration`]).toEqual(['900']);
  });

  it('is entered by a Region’s own address, if that is registered', async () => {
    expect((await go(`${ACCOUNT}/ReadOnly?region=eu-west-1`)).action).toBe(REGIONAL);
    expect((await go(`${ACCOUNT}/ReadOnly?region=ap-south-1`)).status).toBe(403);
    expect((await go(`${ACCOUNT}/ReadOnly?region=evil.example%2f`)).status).toBe(422);
  });

  it('leads to where the bookmark says, if that is a console', async () => {
    const to = 'https://us-east-2.console.aws.amazon.com/s3/home?region=us-east-2';
    expect((await go(`${ACCOUNT}/ReadOnly?to=${encodeURIComponent(to)}`)).fields['RelayState']).toBe(to);
  });

  it.each([
    'https://console.aws.amazon.com.evil.example/',
    'https://evil.example/console.aws.amazon.com',
    'http://console.aws.amazon.com/',
    'https://user@console.aws.amazon.com/',
    'https://console.aws.amazon.com:8443/',
    'https://console.amazonaws-us-gov.com/',
    'javascript:alert(1)',
    '//console.aws.amazon.com/',
  ])('does not lead to %s', async (to) => {
    const shown = await go(`${ACCOUNT}/ReadOnly?to=${encodeURIComponent(to)}`);
    expect([shown.status, shown.fields['SAMLResponse']]).toEqual([422, undefined]);
  });

  it('that is not assigned reads like one that does not exist, and like an unknown account', async () => {
    const shape = ({ status, html }: Shown) => [status, html.replaceAll(/request-\d+/g, '')];
    const unassigned = shape(await go(`${ACCOUNT}/Unassigned`));
    expect(unassigned[0]).toBe(403);
    expect(shape(await go(`${ACCOUNT}/Nowhere`))).toEqual(unassigned);
    expect(shape(await go('999999999999/ReadOnly'))).toEqual(unassigned);
  });

  it.each([
    '',
    '?to=https%3A%2F%2Fevil.example%2F',
    '?to=https%3A%2F%2Fconsole.amazonaws-us-gov.com%2F',
    '?region=eu-west-1',
    '?region=ap-south-1',
    '?region=nowhere',
  ])('shows neither a stranger nor a user without it whether its account exists, asked %j', async (query) => {
    const shape = ({ status, html }: Shown) => [status, html.replaceAll(/request-\d+|sign-in\/[a-z2-7]{26}/g, '')];
    const doors = [`${ACCOUNT}/Unassigned`, '999999999999/Unassigned'];
    const [stranger, another] = await Promise.all(doors.map((door) => world.browser().get(`/go/aws/${door}${query}`)));
    expect(shape(stranger!)).toEqual(shape(another!));
    const [known, unknown] = await Promise.all(doors.map((door) => go(`${door}${query}`)));
    expect(shape(known!)).toEqual(shape(unknown!));
  });

  it('that a stranger asked for is refused after the sign-in in the same words as one of an unknown account', async () => {
    const signedInFor = async (door: string): Promise<unknown[]> => {
      const stranger = world.browser();
      const { action } = await stranger.get(`/go/aws/${door}`);
      const { status, html } = await stranger.post(action, { username: 'ada', password: PASSWORD });
      return [status, html.replaceAll(/request-\d+/g, '')];
    };
    const unknown = await signedInFor('999999999999/Unassigned');
    expect(unknown[0]).toBe(403);
    expect(await signedInFor(`${ACCOUNT}/Unassigned`)).toEqual(unknown);
  });

  it('is one click away from another site’s link, and not less', async () => {
    const asked = await go(`${ACCOUNT}/ReadOnly`, 'cross-site');
    expect(asked.fields['SAMLResponse']).toBeUndefined();
    expect((await ada.post(asked.action, {})).fields['SAMLResponse']).toBeDefined();
  });

  it.each(['readonly', 'READONLY', 'rEADoNLY'])(
    'is written down by its own name when asked for as %s',
    async (name) => {
      const allowed = async () =>
        (await eventsOfHour(world.table, hourOf(new Date().toISOString()))).filter(
          ({ action }) => action === 'sign-in.allow',
        );
      const before = new Set((await allowed()).map(({ id }) => id));
      expect((await go(`${ACCOUNT}/${name}`)).status).toBe(200);
      const made = (await allowed()).filter(({ id }) => !before.has(id));
      expect(made.map(({ target }) => target)).toEqual([`AWSROLE#${ACCOUNT}#ReadOnly`]);
    },
  );

  it('waits behind the sign-in of whoever is not signed in, and opens then', async () => {
    const bob = world.browser('198.51.100.20');
    const form = await bob.get(`/go/aws/${ACCOUNT}/ReadOnly`);
    expect(form.html).toContain('name="password"');
    const shown = await bob.post(form.action, { username: 'ada', password: PASSWORD });
    expect((await accepted(shown)).attributes[`${AWS}Role`]?.[0]).toContain('role/ReadOnly,');
  });

  it('is closed for a user who was disabled, with the session still open', async () => {
    const other = await world.user('grace');
    const grace = world.browser('198.51.100.21');
    await grace.post((await grace.get('/sign-in')).action, { username: 'grace', password: PASSWORD });
    await world.table.commit([{ do: 'change', key: userKey(other.id), set: { active: false } }]);
    const shown = await grace.get(`/go/aws/${ACCOUNT}/ReadOnly`, { 'sec-fetch-site': 'same-origin' });
    expect(shown.fields['SAMLResponse']).toBeUndefined();
  });

  it('is closed with the app of its partition', async () => {
    const key = { pk: `APP#${appIdOf('urn:amazon:webservices')}`, sk: 'APP' };
    await world.table.commit([{ do: 'change', key, set: { enabled: false } }]);
    expect((await go(`${ACCOUNT}/ReadOnly`)).status).toBe(403);
    await world.table.commit([{ do: 'change', key, set: { enabled: true } }]);
    expect((await go(`${ACCOUNT}/ReadOnly`)).status).toBe(200);
  });
});
