import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDemo } from '../../local/demo/start.ts';
import { readSpMetadata, type SpMetadata } from '../../shared/saml/sp-metadata.ts';
import { attribute as htmlAttribute } from '../kit/browser.ts';
import {
  type IdentityProvider,
  inflated,
  logoutRequestFor,
  logoutResponseFor,
  responseFor,
  startIdentityProvider,
} from './identity-provider.ts';

const PROVIDERS = ['orchard-wiki', 'ledgerly', 'tidepool-crm'] as const;
const EMAIL = { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', value: 'ada@example.org' };

let dataDir: string;
let idp: IdentityProvider;
let demo: Awaited<ReturnType<typeof startDemo>>;
const metadata = new Map<string, SpMetadata>();
const of = (provider: string): SpMetadata => metadata.get(provider)!;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'samlet-demo-'));
  idp = await startIdentityProvider();
  demo = await startDemo({ port: 0, samletUrl: idp.url, dataDir });
  for (const provider of PROVIDERS) {
    const xml = await (await fetch(`${demo.url}/sp/${provider}/metadata`)).text();
    metadata.set(provider, readSpMetadata(xml, { now: new Date() }));
  }
});

afterAll(async () => {
  await demo.close();
  await idp.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A browser with the one cookie that a provider gives it. */
function visitor(provider: string) {
  let cookie = '';
  const send = async (path: string, form?: Record<string, string>): Promise<Response> => {
    const url = path.startsWith('http') ? path : `${demo.url}/sp/${provider}${path}`;
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  return { send, home: async () => (await send('/')).text() };
}

/** The AuthnRequest with which a provider sends a stranger to Samlet. */
async function asked(
  browser: ReturnType<typeof visitor>,
): Promise<{ id: string; xml: string; query: URLSearchParams }> {
  const answer = await browser.send('/login');
  const query =
    answer.status === 303 ? new URL(answer.headers.get('location')!).searchParams : fieldsOf(await answer.text());
  const message = query.get('SAMLRequest')!;
  const xml = answer.status === 303 ? inflated(message) : Buffer.from(message, 'base64').toString('utf8');
  return { id: / ID="([^"]+)"/.exec(xml)![1]!, xml, query };
}

const fieldsOf = (html: string): URLSearchParams =>
  new URLSearchParams(
    [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => [
      htmlAttribute(tag, 'name') ?? '',
      htmlAttribute(tag, 'value') ?? '',
    ]),
  );

async function signedIn(provider: string, values?: readonly string[]) {
  const browser = visitor(provider);
  const { id } = await asked(browser);
  const { entityId, acs, encryptionCertificates } = of(provider);
  const SAMLResponse = responseFor({
    issuer: idp.entityId,
    audience: entityId,
    acsUrl: acs[0]!.url,
    inResponseTo: id,
    nameId: EMAIL,
    ...(values ? { values } : {}),
    ...(encryptionCertificates[0] ? { encryptTo: encryptionCertificates[0] } : {}),
  });
  return { browser, SAMLResponse, answer: await browser.send('/acs', { SAMLResponse, RelayState: 'there' }) };
}

describe('the demo', () => {
  it('says on each page that it is one', async () => {
    for (const path of ['/', ...PROVIDERS.map((provider) => `/sp/${provider}/`)])
      expect(await (await fetch(demo.url + path)).text()).toContain('runs on this machine only');
  });

  it('answers to no other name, so that no page elsewhere can read it', async () => {
    const status = await new Promise((resolve) => {
      request(demo.url, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)).end();
    });
    expect(status).toBe(421);
  });

  it('keeps its keys for its owner alone, and across a restart', async () => {
    const file = join(dataDir, 'keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file, 'utf8');
    const again = await startDemo({ port: 0, samletUrl: idp.url, dataDir });
    await again.close();
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('takes no more than a SAML message needs', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1);
    expect((await fetch(`${demo.url}/sp/ledgerly/acs`, { method: 'POST', body })).status).toBe(413);
  });
});

describe('a service provider of the demo', () => {
  it.each([
    ['orchard-wiki', { requestsSigned: false, encrypted: 0, binding: 'redirect' }],
    ['ledgerly', { requestsSigned: true, encrypted: 0, binding: 'redirect' }],
    ['tidepool-crm', { requestsSigned: true, encrypted: 1, binding: 'post' }],
  ])('%s tells Samlet by its metadata what it wants', (provider, wanted) => {
    const { requestsSigned, encryptionCertificates, signingCertificates, logout, displayName, acs } = of(provider);
    expect({ requestsSigned, encrypted: encryptionCertificates.length, binding: logout?.binding }).toEqual(wanted);
    expect(signingCertificates).toHaveLength(1);
    expect(displayName).toBeTruthy();
    expect(acs[0]!.url).toBe(`${demo.url}/sp/${provider}/acs`);
  });

  it('asks in its own way: unsigned, signed in the query, signed in the message', async () => {
    const wiki = await asked(visitor('orchard-wiki'));
    const ledgerly = await asked(visitor('ledgerly'));
    const crm = await asked(visitor('tidepool-crm'));
    expect(wiki.query.has('Signature')).toBe(false);
    expect(wiki.xml).not.toContain('SignatureValue');
    expect(ledgerly.query.get('SigAlg')).toContain('rsa-sha256');
    expect(crm.xml).toContain('rsa-sha256');
  });

  it.each(PROVIDERS)('%s lets in whom Samlet sends, and shows what it was told', async (provider) => {
    const { browser, answer } = await signedIn(provider, ['Ada <script>alert(1)</script> "&']);
    expect(answer.status).toBe(303);
    const html = await browser.home();
    expect(html).toContain('Ada &lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;');
    expect(html).not.toContain('<script>alert');
    for (const shown of ['ada@example.org', '_session1', 'there']) expect(html).toContain(shown);
    expect(html).toContain(provider === 'tidepool-crm' ? 'encrypted; decrypted' : 'in clear');
  });

  it('refuses a response with a byte changed', async () => {
    const browser = visitor('orchard-wiki');
    const { entityId, acs } = of('orchard-wiki');
    const good = responseFor({ issuer: idp.entityId, audience: entityId, acsUrl: acs[0]!.url, nameId: EMAIL });
    const SAMLResponse = Buffer.from(Buffer.from(good, 'base64').toString().replace('Ada', 'Eve')).toString('base64');
    expect((await browser.send('/acs', { SAMLResponse })).status).toBe(400);
    expect(await browser.home()).toContain('Sign in with Samlet');
  });

  it('refuses what it did not ask for if it signs its requests, and takes it if it does not', async () => {
    const statuses = PROVIDERS.map(async (provider) => {
      const { entityId, acs } = of(provider);
      const SAMLResponse = responseFor({
        issuer: idp.entityId,
        audience: entityId,
        acsUrl: acs[0]!.url,
        nameId: EMAIL,
      });
      return (await visitor(provider).send('/acs', { SAMLResponse })).status;
    });
    expect(await Promise.all(statuses)).toEqual([303, 400, 400]);
  });

  it('refuses a response to a request that was answered', async () => {
    const { browser, SAMLResponse } = await signedIn('ledgerly');
    expect((await browser.send('/acs', { SAMLResponse })).status).toBe(400);
  });

  it.each(['', '%%%', 'aGVsbG8=', Buffer.from('<a/>').toString('base64')])(
    'refuses the message “%s” with a page',
    async (message) => {
      expect((await visitor('ledgerly').send('/acs', { SAMLResponse: message })).status).toBe(400);
      expect((await visitor('ledgerly').send('/slo', { SAMLRequest: message })).status).toBe(400);
    },
  );

  it.each(PROVIDERS)('%s signs out here and asks Samlet to do so, signed', async (provider) => {
    const { browser } = await signedIn(provider);
    const leaving = await browser.send('/logout', {});
    const url = new URL(leaving.headers.get('location')!);
    expect(url.pathname).toBe('/saml/logout');
    expect(url.searchParams.has('Signature')).toBe(true);
    const request = inflated(url.searchParams.get('SAMLRequest')!);
    expect(request).toContain('_session1');
    expect(await browser.home()).toContain('Sign in with Samlet');
    const answer = logoutResponseFor(idp.entityId, of(provider).logout!.url, / ID="([^"]+)"/.exec(request)![1]!);
    expect((await browser.send(answer)).headers.get('location')).toContain('notice=out');
  });

  it.each([
    ['ledgerly', 'redirect'],
    ['tidepool-crm', 'post'],
  ] as const)('%s ends the session that Samlet names by %s, and says so', async (provider, binding) => {
    const { browser } = await signedIn(provider);
    const message = logoutRequestFor(idp.entityId, of(provider).logout!.url, EMAIL, binding);
    const answer = await (binding === 'post'
      ? visitor(provider).send('/slo', { SAMLRequest: message })
      : visitor(provider).send(message));
    const url = new URL(answer.headers.get('location')!);
    expect(inflated(url.searchParams.get('SAMLResponse')!)).toContain('status:Success');
    expect(url.searchParams.has('Signature')).toBe(true);
    expect(await browser.home()).toContain('Sign in with Samlet');
  });

  it('ends no session by a logout message that is not signed', async () => {
    const { browser } = await signedIn('ledgerly');
    const url = new URL(logoutRequestFor(idp.entityId, of('ledgerly').logout!.url, EMAIL, 'redirect'));
    url.searchParams.delete('Signature');
    expect((await visitor('ledgerly').send(url.href)).status).toBe(400);
    expect(await browser.home()).toContain('Signed in');
  });
});
