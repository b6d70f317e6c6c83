import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certificateOf } from '../../shared/apps/app-certificate.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type AdminApi, adminApi, type Answer, pointersOf } from './client.ts';

interface App {
  readonly id: string;
  readonly version: number;
  readonly signingCertificates: readonly string[];
  readonly [field: string]: unknown;
}

const pem = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const RSA = pem('golden/test-only-certificate.pem');
const EC = pem('attacks/keys/test-only-ec-certificate.pem');
const OTHER = pem('attacks/keys/test-only-stranger-certificate.pem');
const SHORT = pem('attacks/keys/test-only-short-certificate.pem');
const der = (text: string): string => new X509Certificate(text).raw.toString('base64');

let house: TestHouse;
let api: AdminApi;
beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
});
afterAll(() => house?.close());

let count = 0;
const fields = (more: Record<string, unknown> = {}): Record<string, unknown> => {
  const host = `app${++count}.example.org`;
  return {
    name: `App ${count}`,
    entityId: `https://${host}`,
    acs: [{ url: `https://${host}/acs`, index: 0 }],
    ...more,
  };
};
const register = (more: Record<string, unknown> = {}): Promise<App> => api.ok<App>('POST', '/apps', fields(more));
const refused = (more: Record<string, unknown>): Promise<Answer<unknown>> =>
  api.ask('POST', '/apps', { body: fields(more) });

describe('an administrator who registers an app', () => {
  it('may say everything of it, and reads back what was said', async () => {
    const said = fields({
      description: 'Pages',
      acs: [
        { url: 'https://a.example.org/acs', index: 1, isDefault: true },
        { url: 'https://b.example.org/acs', index: 5 },
      ],
      logout: { binding: 'redirect', url: 'https://a.example.org/slo', responseUrl: 'https://a.example.org/slo/done' },
      startUrl: 'https://a.example.org/start',
      signingCertificates: [RSA, EC, der(OTHER)],
      encryptionCertificate: RSA,
      encryptionAlgorithm: 'aes128-gcm',
      requestsSigned: true,
      signResponse: true,
      nameIdFormat: 'unspecified',
      nameIdField: 'employeeNumber',
      attributes: [
        {
          name: 'mail',
          nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
          friendlyName: 'Mail',
          source: { from: 'profile', field: 'email' },
        },
        { name: 'badge', source: { from: 'custom', name: 'badge' } },
        { name: 'groups', source: { from: 'groups', groupIds: [] } },
        { name: 'tier', source: { from: 'constant', values: ['gold', 'silver'] } },
      ],
      relayState: 'home',
      overrideRelayState: true,
      relayStateHosts: ['a.example.org', '*.wiki.example.org'],
      sessionSeconds: 3600,
    });
    const { body, status, headers } = await api.ask<App>('POST', '/apps', { body: said });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/admin/v1/apps/${body.id}`);
    expect(body).toMatchObject({
      ...said,
      signingCertificates: [der(RSA), der(EC), der(OTHER)],
      encryptionCertificate: der(RSA),
      idpInitiated: false,
      enabled: true,
      kind: 'saml',
    });
    expect(await api.ok('GET', `/apps/${body.id}`)).toEqual(body);
  });

  it('gets the defaults that are safe', async () => {
    expect(await register()).toMatchObject({
      enabled: true,
      signAssertion: true,
      signResponse: false,
      nameIdFormat: 'persistent',
      idpInitiated: false,
      requestsSigned: false,
      overrideRelayState: false,
    });
  });

  it.each([
    ['/acs', { acs: [] }],
    ['/acs/0/url', { acs: [{ url: 'javascript:alert(1)', index: 0 }] }],
    ['/acs/0/url', { acs: [{ url: 'http://wiki.example.org/acs', index: 0 }] }],
    ['/acs/0/index', { acs: [{ url: 'https://a.example.org/', index: 70_000 }] }],
    [
      '/acs',
      {
        acs: [
          { url: 'https://a.example.org/', index: 0 },
          { url: 'https://b.example.org/', index: 0 },
        ],
      },
    ],
    [
      '/acs',
      {
        acs: [
          { url: 'https://a.example.org/', index: 0 },
          { url: 'https://a.example.org/', index: 1 },
        ],
      },
    ],
    [
      '/acs',
      {
        acs: [
          { url: 'https://a.example.org/', index: 0, isDefault: true },
          { url: 'https://b.example.org/', index: 1, isDefault: true },
        ],
      },
    ],
    ['/logout/url', { logout: { binding: 'redirect', url: 'data:text/html,x' } }],
    [
      '/logout/responseUrl',
      { logout: { binding: 'post', url: 'https://a.example.org/', responseUrl: 'javascript:1' } },
    ],
    ['/logout/binding', { logout: { binding: 'soap', url: 'https://a.example.org/' } }],
    ['/startUrl', { startUrl: 'javascript:alert(1)' }],
    ['/startUrl', { startUrl: '' }],
    ['/relayState', { relayState: 'javascript:alert(1)' }],
    ['/relayState', { overrideRelayState: true }],
    ['/relayStateHosts/0', { relayStateHosts: ['*.org'] }],
    ['/signingCertificates/1', { signingCertificates: [RSA, SHORT] }],
    ['/signingCertificates/0', { signingCertificates: ['MIIB'] }],
    ['/signingCertificates/0', { signingCertificates: [`${RSA}${OTHER}`] }],
    ['/signingCertificates', { signingCertificates: Array.from({ length: 11 }, () => RSA) }],
    ['/encryptionCertificate', { encryptionCertificate: EC }],
    ['/encryptionAlgorithm', { encryptionAlgorithm: 'aes128-cbc' }],
    ['/signingCertificates', { requestsSigned: true }],
    ['/idpInitiated', { requestsSigned: true, signingCertificates: [RSA], idpInitiated: true }],
    ['/signAssertion', { signAssertion: false }],
    ['/nameIdFormat', { nameIdFormat: 'kerberos' }],
    ['/nameIdField', { nameIdField: 'constructor' }],
    ['/attributes/0/source/from', { attributes: [{ name: 'a', source: { from: 'script' } }] }],
    ['/attributes/0/source/values', { attributes: [{ name: 'a', source: { from: 'constant', values: [] } }] }],
    ['/sessionSeconds', { sessionSeconds: 59 }],
    ['/entityId', { entityId: 'urn:amazon:webservices' }],
    ['/kind', { kind: 'aws' }],
    ['/id', { id: 'a'.repeat(26) }],
  ])('is told of %s when it is wrong: %j', async (pointer, more) => {
    const answer = await refused(more);
    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it('is told when it is more than can be kept', async () => {
    const attributes = Array.from({ length: 50 }, (_, n) => ({
      name: `a${n}`,
      source: { from: 'constant', values: Array.from({ length: 50 }, () => 'x'.repeat(1000)) },
    }));
    expect((await refused({ attributes })).status).toBe(413);
  });

  it('registers an entity ID once', async () => {
    const { entityId } = await register();
    const twice = await api.ask('POST', '/apps', { body: fields({ entityId }) });
    expect([twice.status, pointersOf(twice)]).toEqual([409, ['/entityId']]);
  });
});

describe('an administrator who changes an app', () => {
  it('brings a field back to its default with null', async () => {
    const { id } = await register({
      signResponse: true,
      description: 'x',
      signingCertificates: [RSA],
      nameIdFormat: 'transient',
    });
    const nothing = {
      signResponse: null,
      description: null,
      signingCertificates: null,
      nameIdFormat: null,
      attributes: null,
      enabled: null,
      signAssertion: null,
    };
    const { body } = await api.change('PATCH', `/apps/${id}`, nothing);
    expect(body).toMatchObject({
      signResponse: false,
      signingCertificates: [],
      nameIdFormat: 'persistent',
      attributes: [],
      enabled: true,
      signAssertion: true,
    });
    expect(body).not.toHaveProperty('description');
  });

  it('cannot take away what the rest rests on', async () => {
    const { id } = await register({ signingCertificates: [RSA], requestsSigned: true });
    const without = await api.change('PATCH', `/apps/${id}`, { signingCertificates: null });
    expect([without.status, pointersOf(without)]).toEqual([422, ['/signingCertificates']]);
    const tile = await api.change('PATCH', `/apps/${id}`, { idpInitiated: true });
    expect(pointersOf(tile)).toEqual(['/idpInitiated']);
    expect(pointersOf(await api.change('PATCH', `/apps/${id}`, { entityId: 'https://x.example.org' }))).toEqual([
      '/entityId',
    ]);
  });

  it('sees when certificates end', async () => {
    const { id } = await register({ signingCertificates: [RSA, EC], encryptionCertificate: RSA });
    const { items } = await api.ok<{ items: Record<string, string>[] }>('GET', `/apps/${id}/certificates`);
    expect(items.map(({ use, key }) => [use, key])).toEqual([
      ['signing', 'rsa 2048'],
      ['signing', 'ec prime256v1'],
      ['encryption', 'rsa 2048'],
    ]);
    expect(items[0]).toMatchObject({
      notAfter: new X509Certificate(RSA).validToDate.toISOString(),
      fingerprint: new X509Certificate(RSA).fingerprint256,
    });
  });

  it('leaves nobody assigned who was assigned to an app of the same entity ID before', async () => {
    const user = await api.ok<{ id: string }>('POST', '/users', { userName: 'nora', email: 'nora@example.org' });
    const app = await register();
    await api.ok('PUT', `/apps/${app.id}/assignments/users/${user.id}`);
    expect((await api.change('DELETE', `/apps/${app.id}`)).status).toBe(204);
    expect((await api.ask('DELETE', `/apps/${app.id}`, { headers: { 'if-match': '*' } })).status).toBe(404);
    const again = await register({ entityId: app['entityId'] });
    expect(again.id).toBe(app.id);
    expect(await api.ok('GET', `/apps/${app.id}/assignments`)).toEqual({ items: [] });
  });
});

describe('an assignment of an app', () => {
  it('needs an app and somebody who exist, and is taken away once', async () => {
    const app = await register();
    const user = await api.ok<{ id: string }>('POST', '/users', { userName: 'omar', email: 'omar@example.org' });
    const path = `/apps/${app.id}/assignments/users/${user.id}`;
    expect((await api.ask('PUT', path)).status).toBe(204);
    expect((await api.ask('PUT', path)).status).toBe(204);
    expect(await api.ok('GET', `/apps/${app.id}/assignments`)).toEqual({ items: [{ type: 'USER', id: user.id }] });
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.ask('DELETE', path)).status).toBe(404);
    const nobody = 'a'.repeat(26);
    for (const wrong of [
      `/apps/${app.id}/assignments/users/${nobody}`,
      `/apps/${app.id}/assignments/groups/${user.id}`,
      `/apps/${nobody}/assignments/users/${user.id}`,
      `/apps/${app.id}/assignments/robots/${user.id}`,
    ]) {
      expect((await api.ask('PUT', wrong)).status).toBe(404);
    }
  });

  it('is previewed with what the app would be told', async () => {
    const user = await api.ok<{ id: string }>('POST', '/users', {
      userName: 'pia',
      email: 'pia@example.org',
      custom: { badge: '7' },
    });
    const group = await api.ok<{ id: string }>('POST', '/groups', { displayName: 'Preview' });
    await api.ok('PUT', `/groups/${group.id}/members/${user.id}`);
    const app = await register({
      nameIdFormat: 'emailAddress',
      attributes: [
        { name: 'badge', source: { from: 'custom', name: 'badge' } },
        { name: 'none', source: { from: 'custom', name: 'constructor' } },
        { name: 'groups', source: { from: 'groups' } },
      ],
    });
    await api.ok('PUT', `/apps/${app.id}/assignments/groups/${group.id}`);
    expect(await api.ok('GET', `/apps/${app.id}/preview?userId=${user.id}`)).toEqual({
      isAssigned: true,
      audience: app['entityId'],
      nameId: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', value: 'pia@example.org' },
      attributes: [
        { name: 'badge', values: ['7'] },
        { name: 'groups', values: ['Preview'] },
      ],
      findings: [
        expect.objectContaining({ level: 'warning', pointer: '/startUrl' }),
        { level: 'note', pointer: '/attributes/1', detail: 'none has no value for this user and is not sent.' },
      ],
      checks: expect.arrayContaining([expect.objectContaining({ id: 'audience', outcome: 'ok' })]),
    });
    expect(pointersOf(await api.ask('GET', `/apps/${app.id}/preview?userId=${'a'.repeat(26)}`))).toEqual(['/userId']);
  });
});

const keyOf = (text: string, use: string): string =>
  `<KeyDescriptor${use && ` use="${use}"`}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${der(text)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`;

const metadata = (entityId: string, { role = '', inside = '', acs = `${entityId}/acs` } = {}): string =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}">` +
  `<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"${role}>${inside}` +
  `<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acs}" index="0"/>` +
  `</SPSSODescriptor></EntityDescriptor>`;

describe('an app that comes with its metadata', () => {
  const SIGNED = ' AuthnRequestsSigned="true"';
  const upload = (xml: string): Promise<Answer<App>> =>
    api.ask<App>('POST', '/apps/metadata', { body: xml, headers: { 'content-type': 'application/samlmetadata+xml' } });

  it('is registered from the document as it is, or as a field', async () => {
    const entityId = 'https://md1.example.org';
    const made = await upload(metadata(entityId));
    expect([made.status, made.body]).toMatchObject([
      201,
      { entityId, name: entityId, acs: [{ url: `${entityId}/acs`, index: 0 }] },
    ]);
    const named = await api.ok<App>('POST', '/apps/metadata', {
      xml: metadata('https://md2.example.org'),
      name: 'Two',
    });
    expect(named['name']).toBe('Two');
  });

  const uses = ['signing', 'encryption', ''].flatMap((first) =>
    ['-', 'signing', 'encryption', ''].map((second) => [first, second] as const),
  );
  it.each(uses)('keeps keys for what they are: “%s” and “%s”', async (first, second) => {
    const entityId = `https://use-${first}-${second || 'both'}.example.org`;
    const keys = [[RSA, first] as const, ...(second === '-' ? [] : [[OTHER, second] as const])];
    const { body } = await upload(metadata(entityId, { inside: keys.map(([text, use]) => keyOf(text, use)).join('') }));
    const signing = keys.filter(([, use]) => use !== 'encryption').map(([text]) => der(text));
    const encryption = keys.filter(([, use]) => use !== 'signing').map(([text]) => der(text));
    expect(body.signingCertificates).toEqual(signing);
    expect(body['encryptionCertificate']).toBe(encryption[0]);
  });

  it('is refused when it signs its requests and has no key to verify them with', async () => {
    const made = await upload(metadata('https://md3.example.org', { role: SIGNED, inside: keyOf(RSA, 'encryption') }));
    expect([made.status, pointersOf(made)[0]]).toEqual([422, '/xml']);
    const good = await upload(metadata('https://md3.example.org', { role: SIGNED, inside: keyOf(RSA, '') }));
    expect(good.body).toMatchObject({ requestsSigned: true, idpInitiated: false });
  });

  it.each([
    ['no XML', 'hello'],
    ['nothing', ' '],
    ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${metadata('https://md4.example.org')}`],
    ['an address that runs', metadata('https://md4.example.org', { acs: 'javascript:alert(1)' })],
    ['plain http', metadata('https://md4.example.org', { acs: 'http://md4.example.org/acs' })],
    ['a wildcard', metadata('https://md4.example.org', { acs: 'https://*.example.org/acs' })],
    ['AWS itself', metadata('urn:amazon:webservices', { acs: 'https://signin.aws.amazon.com/saml' })],
    ['a short key', metadata('https://md4.example.org', { inside: keyOf(SHORT, 'signing') })],
  ])('is refused with %s', async (_what, xml) => {
    const made = await upload(xml);
    expect([made.status, pointersOf(made)[0]]).toEqual([422, '/xml']);
  });

  it('is refreshed by its metadata, and never made weaker', async () => {
    const entityId = 'https://md5.example.org';
    const { body: app } = await upload(metadata(entityId, { role: SIGNED, inside: keyOf(RSA, '') }));
    const path = `/apps/${app.id}/metadata`;
    const refresh = (xml: string): Promise<Answer<App>> =>
      api.ask<App>('PUT', path, { body: { xml }, headers: { 'if-match': '*' } });
    const renewed = await refresh(metadata(entityId, { acs: `${entityId}/acs2`, inside: keyOf(OTHER, 'signing') }));
    expect(renewed.body).toMatchObject({
      acs: [{ url: `${entityId}/acs2`, index: 0 }],
      signingCertificates: [der(OTHER)],
      encryptionCertificate: der(RSA),
      requestsSigned: true,
    });
    expect((await refresh(metadata(entityId))).status).toBe(422);
    expect((await refresh(metadata('https://else.example.org'))).status).toBe(422);
    expect((await api.ask('PUT', path, { body: { xml: metadata(entityId) } })).status).toBe(428);
  });
});

describe('our side', () => {
  it('is told to whoever sets an app up', async () => {
    // The first sign-in page makes the certificates.
    await fetch(`${house.baseUrl}/sign-in`);
    const app = await register({ idpInitiated: true });
    const side = await api.ok<Record<string, string>>('GET', `/apps/${app.id}/idp`);
    expect(side).toMatchObject({
      loginUrl: `${house.baseUrl}/saml/sso`,
      logoutUrl: `${house.baseUrl}/saml/slo`,
      launchUrl: `${house.baseUrl}/go/apps/${app.id}`,
    });
    const document = await fetch(side['metadataUrl'] ?? '');
    expect([document.status, await document.text()]).toEqual([200, expect.stringContaining(side['entityId'] ?? '?')]);
    const certificate = await (await fetch(side['certificateUrl'] ?? '')).text();
    const identity = await api.ok<{ certificates: { active: { pem: string } } }>('GET', '/identity');
    expect(identity.certificates.active.pem).toBe(certificate);
    expect(certificateOf(certificate, 'signing')).toBe(der(certificate));
  });
});

describe('the house behind all this', () => {
  it('was never asked for a right that it has not, and never failed', () => {
    expect(house.troubles).toEqual([]);
  });
});
