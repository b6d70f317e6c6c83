import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attribute } from '../kit/browser.ts';
import { accept } from '../kit/accept.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type AdminApi, adminApi, pointersOf } from './client.ts';
import { signIn } from './session.ts';

interface List<T> {
  readonly items: readonly T[];
}
interface Preview {
  readonly isAssigned: boolean;
  readonly audience: string;
  readonly recipients: readonly string[];
  readonly nameId: { readonly value: string };
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly sessionSeconds: number;
  readonly relayState?: string;
  readonly checks: readonly { readonly id: string; readonly outcome: string }[];
}

const ACCOUNT = '111122223333';
const NOBODY = 'a'.repeat(26);
const role = (name: string, account = ACCOUNT, partition = 'aws') => ({
  roleArn: `arn:${partition}:iam::${account}:role/${name}`,
  providerArn: `arn:${partition}:iam::${account}:saml-provider/samlet`,
});
const roles = (account = ACCOUNT): string => `/aws/accounts/${account}/roles`;

let house: TestHouse;
let api: AdminApi;
let adminId: string;

beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
  adminId = (await api.ok<List<{ id: string }>>('GET', '/users')).items[0]!.id;
  await api.ok('POST', '/aws/accounts', { id: ACCOUNT, name: 'Production' });
});
afterAll(() => house?.close());

describe('an AWS account', () => {
  it('is registered once, with twelve digits and a partition that exists', async () => {
    const twice = await api.ask('POST', '/aws/accounts', { body: { id: ACCOUNT, name: 'Again' } });
    expect([twice.status, pointersOf(twice)]).toEqual([409, ['/id']]);
    for (const [pointer, body] of [
      ['/id', { id: '12345', name: 'x' }],
      ['/id', { id: '11112222333a', name: 'x' }],
      ['/partition', { id: '999988887777', name: 'x', partition: 'aws-iso' }],
      ['/name', { id: '999988887777' }],
    ] as const) {
      const refused = await api.ask('POST', '/aws/accounts', { body });
      expect([refused.status, pointersOf(refused)]).toEqual([422, [pointer]]);
    }
  });

  it('is renamed and found by its name', async () => {
    const renamed = await api.change('PATCH', `/aws/accounts/${ACCOUNT}`, { name: 'Orchard Production' });
    expect(renamed.status).toBe(200);
    expect((await api.ok<List<unknown>>('GET', '/aws/accounts?name=ORCHARD')).items).toHaveLength(1);
    expect((await api.ok<List<unknown>>('GET', '/aws/accounts?name=prod')).items).toEqual([]);
  });

  it.each([
    ['aws', '123400000001', 'urn:amazon:webservices', 'https://signin.aws.amazon.com/saml'],
    ['aws-us-gov', '123400000002', 'urn:amazon:webservices:govcloud', 'https://signin.amazonaws-us-gov.com/saml'],
    ['aws-cn', '123400000003', 'urn:amazon:webservices:cn-north-1', 'https://signin.amazonaws.cn/saml'],
  ])('of the partition %s has its audience and endpoint', async (partition, id, audience, acs) => {
    await api.ok('POST', '/aws/accounts', { id, name: partition, partition });
    await api.ok('POST', roles(id), role('Dev', id, partition));
    const preview = await api.ok<Preview>('GET', `${roles(id)}/Dev/preview?userId=${adminId}`);
    expect(preview).toMatchObject({ audience, recipients: [acs], isAssigned: false });
    const wrong = await api.ask('POST', roles(id), { body: role('Other', id, partition === 'aws' ? 'aws-cn' : 'aws') });
    expect([wrong.status, pointersOf(wrong)]).toEqual([422, ['/roleArn']]);
  });

  it('goes with its roles and assignments, and comes back without them', async () => {
    const id = '444455556666';
    await api.ok('POST', '/aws/accounts', { id, name: 'Passing' });
    for (const name of ['A', 'B']) {
      await api.ok('POST', roles(id), role(name, id));
      await api.ok('PUT', `${roles(id)}/${name}/assignments/users/${adminId}`, {});
    }
    expect((await api.change('DELETE', `/aws/accounts/${id}`)).status).toBe(204);
    expect((await api.ask('GET', `${roles(id)}/A`)).status).toBe(404);
    expect((await api.ask('DELETE', `/aws/accounts/${id}`, { headers: { 'if-match': '*' } })).status).toBe(404);
    await api.ok('POST', '/aws/accounts', { id, name: 'Back' });
    expect(await api.ok('GET', roles(id))).toEqual({ items: [] });
    await api.ok('POST', roles(id), role('A', id));
    expect(await api.ok('GET', `${roles(id)}/A/assignments`)).toEqual({ items: [] });
  });
});

describe('AWS as an app', () => {
  const awsApp = async (): Promise<string> =>
    (await api.ok<List<{ id: string; entityId: string }>>('GET', '/apps?name=AWS')).items.find(
      ({ entityId }) => entityId === 'urn:amazon:webservices',
    )?.id ?? '';

  it('takes regional endpoints in the order that the administrator wants, and no other address', async () => {
    const id = await awsApp();
    const regional = ['eu-central-1', 'us-west-2'].map((region, index) => ({
      url: `https://${region}.signin.aws.amazon.com/saml`,
      index,
    }));
    const acs = [...regional, { url: 'https://signin.aws.amazon.com/saml', index: 2 }];
    expect((await api.change('PATCH', `/apps/${id}`, { acs })).body).toMatchObject({ acs });
    await api.ok('POST', roles(), role('Regional'));
    const { recipients } = await api.ok<Preview>('GET', `${roles()}/Regional/preview?userId=${adminId}`);
    expect(recipients).toEqual(acs.map(({ url }) => url));
    for (const url of [
      'https://signin.aws.amazon.com.evil.example/saml',
      'https://evil.example/saml',
      'https://signin.amazonaws.cn/saml',
    ]) {
      const refused = await api.change('PATCH', `/apps/${id}`, { acs: [{ url, index: 0 }] });
      expect([refused.status, pointersOf(refused)]).toEqual([422, ['/acs/0/url']]);
    }
  });

  it('cannot be made another kind of app, assigned by itself, or lost while accounts need it', async () => {
    const id = await awsApp();
    for (const body of [
      { signAssertion: false, signResponse: true },
      { idpInitiated: false },
      { attributes: [] },
      { encryptionCertificate: 'x' },
    ]) {
      const refused = await api.change('PATCH', `/apps/${id}`, body);
      expect([refused.status, pointersOf(refused)]).toEqual([422, Object.keys(body).map((field) => `/${field}`)]);
    }
    expect((await api.ask('PUT', `/apps/${id}/assignments/users/${adminId}`)).status).toBe(409);
    expect((await api.change('DELETE', `/apps/${id}`)).status).toBe(409);
  });
});

describe('a role', () => {
  it.each([
    ['/pair', { pair: 'x' }],
    ['/pair', { pair: `${role('X').roleArn},${role('X', '999988887777').providerArn}` }],
    ['/providerArn', { ...role('X'), providerArn: role('X', '999988887777').providerArn }],
    ['/roleArn', { ...role('X'), roleArn: 'arn:aws:iam::111122223333:user/X' }],
    ['/roleArn', role('X', '999988887777')],
    ['', { roleArn: role('X').roleArn }],
    ['', { ...role('X'), pair: 'x' }],
    ['', {}],
    ['/maxSessionSeconds', { ...role('X'), maxSessionSeconds: 3599 }],
    ['/maxSessionSeconds', { ...role('X'), maxSessionSeconds: 43_201 }],
    ['/maxSessionSeconds', { ...role('X'), maxSessionSeconds: 3600.5 }],
  ])('is refused for %j: %j', async (pointer, body) => {
    const refused = await api.ask('POST', roles(), { body });
    expect(refused.status).toBe(422);
    expect(pointersOf(refused)).toContain(pointer);
  });

  it('comes as a pair in brackets, and is known by its name whatever the case', async () => {
    const { roleArn, providerArn } = role('Admin', ACCOUNT);
    const made = await api.ask('POST', roles(), { body: { pair: ` [${providerArn}] , [${roleArn}]` } });
    expect([made.status, made.headers.get('location')]).toEqual([201, `/admin/v1${roles()}/Admin`]);
    expect(made.body).toMatchObject({
      roleArn,
      providerArn,
      name: 'Admin',
      maxSessionSeconds: 3600,
      tagSession: false,
      sourceIdentity: false,
    });
    const twice = await api.ask('POST', roles(), { body: role('ADMIN') });
    expect([twice.status, pointersOf(twice)]).toEqual([409, ['/roleArn']]);
  });

  it('is changed within AWS’s bounds, and back to its defaults with null', async () => {
    await api.ok('POST', roles(), { ...role('Change'), description: 'x', maxSessionSeconds: 7200, tagSession: true });
    const back = await api.change('PATCH', `${roles()}/Change`, {
      description: null,
      maxSessionSeconds: null,
      tagSession: null,
    });
    expect(back.body).toMatchObject({ maxSessionSeconds: 3600, tagSession: false });
    expect(back.body).not.toHaveProperty('description');
    const provider = await api.change('PATCH', `${roles()}/Change`, { providerArn: ` [${role('x').providerArn}2] ` });
    expect(provider.body).toMatchObject({ providerArn: `${role('x').providerArn}2` });
    const elsewhere = await api.change('PATCH', `${roles()}/Change`, {
      providerArn: role('x', '999988887777').providerArn,
    });
    expect([elsewhere.status, pointersOf(elsewhere)]).toEqual([422, ['/providerArn']]);
  });

  it('begins without the assignments of an earlier one of its name', async () => {
    await api.ok('POST', roles(), role('Again'));
    await api.ok('PUT', `${roles()}/Again/assignments/users/${adminId}`, {});
    expect((await api.change('DELETE', `${roles()}/Again`)).status).toBe(204);
    expect((await api.ask('DELETE', `${roles()}/Again`, { headers: { 'if-match': '*' } })).status).toBe(404);
    await api.ok('POST', roles(), role('Again'));
    expect(await api.ok('GET', `${roles()}/Again/assignments`)).toEqual({ items: [] });
  });
});

describe('an assignment of a role', () => {
  const path = `${roles()}/Tagged/assignments/users`;
  beforeAll(() =>
    api.ok('POST', roles(), { ...role('Tagged'), maxSessionSeconds: 7200, tagSession: true, sourceIdentity: true }),
  );

  const tags = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));

  it.each([
    ['/sessionSeconds', { sessionSeconds: 899 }],
    ['/sessionSeconds', { sessionSeconds: 43_201 }],
    ['/relayState', { relayState: 'https://console.aws.amazon.com.evil.example/' }],
    ['/relayState', { relayState: 'https://console.amazonaws.cn/' }],
    ['/relayState', { relayState: 'javascript:alert(1)' }],
    ['/tags', { tags: tags(51) }],
    ['/tags', { tags: { Team: 'a', TEAM: 'b' } }],
    ['/tags/aws:x', { tags: { 'aws:x': 'a' } }],
    ['/tags/k', { tags: { k: 'x'.repeat(257) } }],
    ['/tags/k', { tags: { k: '{password}' } }],
    [`/tags/${'k'.repeat(129)}`, { tags: { ['k'.repeat(129)]: 'x' } }],
    ['/transitiveTagKeys/0', { transitiveTagKeys: ['Team'] }],
    ['/roleArn', { roleArn: 'x' }],
  ])('is refused for %s', async (pointer, body) => {
    const refused = await api.ask('PUT', `${path}/${adminId}`, { body });
    expect([refused.status, pointersOf(refused)]).toEqual([422, [pointer]]);
  });

  it('has no tags where the trust policy allows none', async () => {
    await api.ok('POST', roles(), role('Plain'));
    const refused = await api.ask('PUT', `${roles()}/Plain/assignments/users/${adminId}`, {
      body: { tags: { a: 'b' } },
    });
    expect(pointersOf(refused)).toEqual(['/tags']);
  });

  it('needs a role and somebody who exist', async () => {
    expect((await api.ask('PUT', `${path}/${NOBODY}`, { body: {} })).status).toBe(404);
    expect((await api.ask('PUT', `${roles()}/Nothing/assignments/users/${adminId}`, { body: {} })).status).toBe(404);
    expect((await api.ask('DELETE', `${path}/${NOBODY}`)).status).toBe(404);
  });

  it('is previewed exactly as it is issued', async () => {
    const group = await api.ok<{ id: string }>('POST', '/groups', { displayName: 'Deployers' });
    await api.ok('PUT', `/groups/${group.id}/members/${adminId}`);
    await api.change('PATCH', `/users/${adminId}`, { department: 'R & D', email: 'ada+aws@orchard.example' });
    await api.ok('PUT', `${roles()}/Tagged/assignments/groups/${group.id}`, {
      sessionSeconds: 43_200,
      relayState: 'https://console.aws.amazon.com/group',
    });
    await api.ok('PUT', `${path}/${adminId}`, {
      sessionSeconds: 43_200,
      relayState: 'https://eu-central-1.console.aws.amazon.com/ec2/home',
      tags: { Team: '{department}', Empty: '{costCenter}' },
      transitiveTagKeys: ['Team'],
    });
    const preview = await api.ok<Preview>('GET', `${roles()}/Tagged/preview?userId=${adminId}`);
    expect(preview).toMatchObject({
      isAssigned: true,
      sessionSeconds: 7200,
      relayState: 'https://eu-central-1.console.aws.amazon.com/ec2/home',
    });
    expect(preview.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(preview.checks.filter(({ id }) => id.startsWith('aws-')).length).toBeGreaterThan(8);

    const { admin } = await house.owner();
    const { cookie } = await signIn(house.baseUrl, admin.username, admin.password);
    const page = await (
      await fetch(`${house.baseUrl}/go/aws/${ACCOUNT}/Tagged`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
    ).text();
    const inputOf = (name: string): string =>
      attribute(
        [...page.matchAll(/<input[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(`name="${name}"`)) ?? '',
        'value',
      ) ?? '';
    const { certificates } = await api.ok<{ certificates: { active: { pem: string } } }>('GET', '/identity');
    const issued = accept(inputOf('SAMLResponse'), certificates.active.pem.replaceAll(/-----[A-Z ]+-----|\n/g, ''));
    expect(issued.attributes).toEqual(Object.fromEntries(preview.attributes.map(({ name, values }) => [name, values])));
    expect(issued.attributes).toMatchObject({
      'https://aws.amazon.com/SAML/Attributes/RoleSessionName': ['ada+aws@orchard.example'],
      'https://aws.amazon.com/SAML/Attributes/PrincipalTag:Team': ['R  D'],
      'https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys': ['Team'],
      'https://aws.amazon.com/SAML/Attributes/SourceIdentity': ['admin'],
    });
    expect([issued.nameId, issued.audience, issued.recipient]).toEqual([
      preview.nameId.value,
      preview.audience,
      preview.recipients[0],
    ]);
    expect(inputOf('RelayState')).toBe(preview.relayState);
  });
});

describe('the house behind all this', () => {
  it('was never asked for a right that it has not, and never failed', () => {
    expect(house.troubles).toEqual([]);
  });
});
