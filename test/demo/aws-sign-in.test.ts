import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDemo } from '../../local/demo/start.ts';
import { answer, attribute, type Change, endpointAt } from './aws-response.ts';
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Developer,arn:aws:iam::111122223333:saml-provider/Samlet';
const PATH = '/aws/us-west-2.signin.aws.amazon.com/saml';

let dataDir: string;
let idp: IdentityProvider;
let demo: Awaited<ReturnType<typeof startDemo>>;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'samlet-demo-'));
  idp = await startIdentityProvider();
  demo = await startDemo({ port: 0, samletUrl: idp.url, dataDir });
});

afterAll(async () => {
  await demo.close();
  await idp.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A response of now by the trusted issuer; a test may change its more hostile parts. */
function fresh(change: Change = {}): string {
  const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
  const issuer = `<saml:Issuer>${idp.entityId}</saml:Issuer>`;
  const xml = answer({
    responseIssuer: issuer,
    issuer,
    assertionAttributes: `ID="_a${Math.random()}" Version="2.0" IssueInstant="${at(-1)}"`,
    confirmation: (acs) =>
      `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(300)}" Recipient="${acs}"/></saml:SubjectConfirmation>`,
    conditions: `NotBefore="${at(-60)}" NotOnOrAfter="${at(300)}"`,
    role: attribute('Role', ROLE),
    ...change,
  });
  return Buffer.from(xml).toString('base64');
}

const post = (SAMLResponse: string, { path = PATH, url = demo.url, RelayState = '' } = {}): Promise<Response> =>
  fetch(url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ SAMLResponse, RelayState }) });

interface Told {
  readonly ok: boolean;
  readonly notes: readonly string[];
  readonly rules: readonly { readonly id: string; readonly ok: boolean }[];
  readonly role: string;
  readonly account: string;
  readonly sessionName: string;
  readonly relayState: string;
}

/** Follows to where the stand-in leads. */
async function result(SAMLResponse: string, RelayState = ''): Promise<{ told: Told; html: string }> {
  const location = (await post(SAMLResponse, { RelayState })).headers.get('location')!;
  const [told, html] = await Promise.all([fetch(`${location}.json`), fetch(location)]);
  return { told: (await told.json()) as Told, html: await html.text() };
}

describe('the address of AWS’s sign-in on this machine', () => {
  it('lets in, and tells programs as whom', async () => {
    const { told, html } = await result(fresh(), 'https://us-west-2.console.aws.amazon.com/');
    expect(told.rules.filter(({ ok }) => !ok)).toEqual([]);
    expect(told).toMatchObject({
      ok: true,
      role: 'Developer',
      account: '111122223333',
      sessionName: 'ada@example.org',
      relayState: 'https://us-west-2.console.aws.amazon.com/',
    });
    expect(html).toContain('You are signed in as');
    expect(html.match(/class="kept"/g)).toHaveLength(told.rules.length);
  });

  it('leads on to another origin, as AWS does, whichever it was called by', async () => {
    const answered = await post(fresh());
    expect(answered.status).toBe(302);
    expect(answered.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/aws\/result\/[a-f0-9]{32}$/);
    const other = await post(fresh(), { url: demo.url.replace('localhost', '127.0.0.1') });
    expect(other.headers.get('location')).toMatch(/^http:\/\/localhost:\d+\/aws\/result\//);
  });

  it('shows the broken rule in red, and does not say that anybody is signed in', async () => {
    const { told, html } = await result(fresh({ audience: 'urn:other' }));
    expect(told.ok).toBe(false);
    expect(told.rules.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['audience']);
    expect(html).toContain('You are not signed in');
    expect(html).not.toContain('You are signed in as');
    expect(html.match(/class="broken"/g)).toHaveLength(1);
  });

  it('notes a replay, which AWS says nothing about', async () => {
    const message = fresh();
    expect((await result(message)).told.notes).toEqual([]);
    const { told, html } = await result(message);
    expect(told.ok).toBe(true);
    expect(told.notes).toEqual([expect.stringContaining('a replay')]);
    expect(html).toContain('a replay');
  });

  it('escapes whatever it shows', async () => {
    const evil = '&lt;img src=x onerror=alert(1)&gt;&quot;&apos;&lt;/pre&gt;&lt;script&gt;alert(2)&lt;/script&gt;';
    const { html } = await result(
      fresh({
        nameId: `<saml:NameID Format="${evil}">${evil}</saml:NameID>`,
        audience: evil,
        sessionName: attribute('RoleSessionName', evil),
        role: attribute('Role', evil),
        more: attribute(`PrincipalTag:${evil}`, evil) + attribute('SourceIdentity', evil),
      }),
      '"><script>alert(3)</script>',
    );
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html.match(/<\/pre>/g)).toHaveLength(3);
    expect(html).not.toMatch(/<img|<script>|"><script/);
  });

  it('runs no script that is not its own', async () => {
    const location = (await post(fresh())).headers.get('location')!;
    const { headers } = await fetch(location);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it.each([
    '',
    '%%%',
    'aGVsbG8=',
    Buffer.from('<a/>').toString('base64'),
    Buffer.from('<!DOCTYPE a><a/>').toString('base64'),
  ])('shows what is wrong with the message “%s”', async (message) => {
    const { told, html } = await result(message);
    expect(told.ok).toBe(false);
    expect(html).toContain('You are not signed in');
  });

  it('is nowhere but where AWS is, and takes nothing but a POST', async () => {
    expect((await post(fresh(), { path: '/aws/evil.example/saml' })).status).toBe(404);
    expect((await post(fresh(), { path: '/aws/signin.aws.amazon.com/oauth' })).status).toBe(404);
    expect((await fetch(demo.url + PATH)).status).toBe(405);
    expect((await fetch(`${demo.url}/aws/result/${'0'.repeat(32)}`)).status).toBe(404);
  });

  it('takes a message for the endpoint of one provider', async () => {
    const path = '/saml/acs/SAMLSP4SHN3UIS2D558H46';
    const { acsUrl } = endpointAt('us-west-2.signin.aws.amazon.com', path);
    const there = `/aws/us-west-2.signin.aws.amazon.com${path}`;
    const location = (await post(fresh(), { path: there })).headers.get('location')!;
    const { rules } = (await (await fetch(`${location}.json`)).json()) as Told;
    expect(rules.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['destination', 'recipient']);
    expect(acsUrl).toContain(path);
  });
});
