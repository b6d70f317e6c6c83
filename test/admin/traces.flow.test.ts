import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, type Person } from '../iam/people.ts';
import { register } from '../iam/apps.ts';
import { call, type Scene } from '../iam/scene.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { askByConsole, enterConsole } from '../kit/console.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { logOf } from '../kit/log.ts';
import { rawTable } from '../kit/raw-table.ts';
import { attribute } from '../kit/browser.ts';
import { type AdminApi, adminApi, pointersOf } from './client.ts';
import { signIn } from './session.ts';

interface Trace {
  readonly id: string;
  readonly at: string;
  readonly outcome: string;
  readonly user?: { readonly id: string; readonly userName: string };
  readonly viewer: { readonly ip: string };
  readonly decision: { readonly words: string; readonly whatToDo?: readonly string[] };
  readonly steps: readonly { readonly what: string }[];
  readonly request?: { readonly xml?: string; readonly requestId: string };
  readonly response?: {
    readonly xml: string;
    readonly signatures: readonly { readonly kind: string; readonly ledger: string; readonly digest?: string }[];
  };
  readonly checks: readonly { readonly id: string; readonly outcome: string; readonly found?: string }[];
  readonly isRedacted: boolean;
}
interface List {
  readonly items: readonly {
    readonly id: string;
    readonly at: string;
    readonly outcome: string;
    readonly userId?: string;
  }[];
  readonly nextCursor?: string;
}
interface Explanation {
  readonly kind: string;
  readonly explanation: string;
  readonly errors: readonly { readonly id: string }[];
  readonly checks: readonly { readonly id: string; readonly outcome: string }[];
  readonly traces: readonly { readonly id: string }[];
  readonly events: readonly { readonly action: string }[];
}

let house: TestHouse;
let scene: Scene;
let api: AdminApi;
let ada: Person;
let issued: string;
let samlResponse: string;
let shown: string;

const ACCOUNT = '111122223333';

const responseIn = async (answer: Promise<Response>): Promise<string> => {
  const tag = /<input[^>]*name="SAMLResponse"[^>]*>/.exec(await (await answer).text())?.[0] ?? '';
  return attribute(tag, 'value') ?? '';
};

beforeAll(async () => {
  house = await startHouse();
  scene = { house, dev: await house.owner() };
  api = await adminApi(house);
  ada = await person(scene, 'ada');
  const { entityId } = await register(scene, 'wiki', {
    fields: { attributes: [{ name: 'mail', source: { from: 'profile', field: 'email' } }] },
    assignedTo: [`users/${ada.id}`],
  });
  const destination = `${house.baseUrl}/saml/sso`;
  const answer = await ada.visitor.get(redirected(authnRequest({ issuer: entityId, destination }), 'deep'));
  issued = answer.headers.get('x-request-id') ?? '';
  samlResponse = await responseIn(Promise.resolve(answer));
  await call(scene, 'POST /aws/accounts', 201, { body: { id: ACCOUNT, name: 'Production' } });
  const arns = {
    roleArn: `arn:aws:iam::${ACCOUNT}:role/Reader`,
    providerArn: `arn:aws:iam::${ACCOUNT}:saml-provider/Samlet`,
  };
  await call(scene, `POST /aws/accounts/${ACCOUNT}/roles`, 201, { body: arns });
  await call(scene, `PUT /aws/accounts/${ACCOUNT}/roles/Reader/assignments/users/${ada.id}`, 204, { body: {} });
  await ada.visitor.get(`/go/aws/${ACCOUNT}/Reader`);
  const refused = await ada.visitor.get(`/go/aws/${ACCOUNT}/Admin`);
  shown = refused.headers.get('x-request-id') ?? '';
});
afterAll(() => house?.close());

const read = (id: string): Promise<Trace> => api.ok<Trace>('GET', `/traces/${id}`);
const explained = (text: string): Promise<Explanation> => api.ok<Explanation>('POST', '/explanations', { text });

/** The trace as an administrator of this role reads it in a browser. */
async function readAs(role: string, id: string): Promise<{ status: number; body: Trace; text: string }> {
  const { username, password, id: userId } = await person(scene, role);
  const table = rawTable(house);
  await table.rewrite({ pk: `USER#${userId}`, sk: 'USER' }, 'adminRole', role);
  table.close();
  const session = await signIn(house.baseUrl, username, password);
  const cookie = await enterConsole(house.baseUrl, session.cookie);
  const answer = await askByConsole(house.baseUrl, cookie, `GET /traces/${id}`);
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text) as Trace, text };
}

describe('a sign-in', () => {
  it('leaves a trace whose digest is the one in the ledger', async () => {
    const trace = await read(issued);
    expect(trace.response!.signatures).toMatchObject([{ kind: 'assertion', ledger: 'equal' }]);
    const table = rawTable(house);
    const entry = (await table.all()).find(({ pk, requestId }) => pk.startsWith('LEDGER#') && requestId === issued)!;
    table.close();
    expect(trace.response!.signatures[0]!.digest).toBe(entry['digest']);
  });

  it('is shown with both messages, its steps, and rules that are all kept', async () => {
    const trace = await read(issued);
    expect(trace.request!.xml).toContain('<samlp:AuthnRequest');
    expect(trace.response!.xml).toContain('<saml:NameID');
    expect(trace.steps.map(({ what }) => what.split(/[ (]/).slice(0, 4).join(' '))).toEqual([
      'The user proved who',
      'The app’s request came',
      'An assertion was signed',
    ]);
    expect(trace.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(trace.checks.find(({ id }) => id === 'signature-holds')?.outcome).toBe('ok');
    expect(trace.checks.length).toBeGreaterThan(12);
  });

  it('to AWS is held against AWS’s rules, too', async () => {
    const { items } = await api.ok<List>('GET', `/traces?userId=${ada.id}&outcome=issued`);
    const trace = await read(items[0]!.id);
    const rules = trace.checks.filter(({ id }) => id.startsWith('aws-'));
    expect(rules.length).toBeGreaterThan(8);
    expect(rules.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it('that was refused is found by the number on its page, with what to do', async () => {
    const { items } = await api.ok<List>('GET', `/traces?requestId=${shown}`);
    expect(items).toMatchObject([{ id: shown, outcome: 'shown', userId: ada.id, code: 'NOT_ASSIGNED' }]);
    const trace = await read(shown);
    expect(trace.decision.words).toContain('The person was shown a page');
    expect(trace.decision.whatToDo!.length).toBeGreaterThan(0);
  });
});

describe('a list of traces', () => {
  it('is newest first, by pages that hold each trace once', async () => {
    const all = (await api.ok<List>('GET', '/traces?limit=200')).items;
    expect(all.length).toBe(3);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const paged: string[] = [];
    let cursor = '';
    do {
      const page: List = await api.ok('GET', `/traces?limit=2${cursor}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor !== '' && paged.length < 100);
    expect(paged).toEqual(all.map(({ id }) => id));
  });

  it('is narrowed by app, outcome, user and time', async () => {
    const ids = async (query: string) => (await api.ok<List>('GET', `/traces?${query}`)).items.map(({ id }) => id);
    const { items } = await api.ok<List>('GET', '/traces');
    const { at } = items.find(({ id }) => id === issued)!;
    expect(await ids(`from=${at}&to=${at}`)).toEqual([issued]);
    expect(await ids(`from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`)).toEqual([]);
    expect(await ids('outcome=shown')).toEqual([shown]);
    expect(await ids(`userId=${'a'.repeat(26)}`)).toEqual([]);
    expect(await ids('requestId=nobodys=')).toEqual([]);
  });

  it.each([
    ['/from', 'from=yesterday'],
    ['/to', 'to=2026-13-01T00:00:00Z'],
    ['/outcome', 'outcome=lost'],
    ['/cursor', `cursor=${Buffer.from('x').toString('base64url')}`],
    ['/requestId', 'requestId=%20'],
  ])('refuses what is wrong with %s', async (pointer, query) => {
    const answer = await api.ask('GET', `/traces?${query}`);
    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });
});

describe('who looks at a trace', () => {
  it.each([
    ['administrator', false],
    ['help-desk', false],
    ['auditor', true],
  ])('as %s sees personal data redacted: %s', async (role, isRedacted) => {
    const { status, body, text } = await readAs(role, issued);
    expect([status, body.isRedacted]).toEqual([200, isRedacted]);
    expect(text.includes('ada@orchard.example')).toBe(!isRedacted);
    expect([body.user!.userName, body.viewer.ip === 'redacted']).toEqual([isRedacted ? 'redacted' : 'ada', isRedacted]);
    expect(body.response!.signatures[0]!.ledger).toBe('equal');
  });

  it('as app-administrator sees none', async () => {
    expect((await readAs('app-administrator', issued)).status).toBe(403);
  });
});

describe('a text that is pasted', () => {
  it('is our own response: whose, for whom, and whether the signature holds', async () => {
    const answer = await explained(`SAMLResponse=${encodeURIComponent(samlResponse)}`);
    expect(answer.kind).toBe('saml-response');
    expect(answer.explanation).toContain('made by this Samlet');
    const outcomes = new Map(answer.checks.map(({ id, outcome }) => [id, outcome]));
    expect([outcomes.get('signature-holds'), outcomes.get('our-issuer'), outcomes.get('our-acs')]).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
    expect(answer.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it('is our own response with one letter changed, which its signature tells', async () => {
    const changed = Buffer.from(samlResponse, 'base64').toString().replace('ada@orchard', 'bob@orchard');
    const { checks } = await explained(changed);
    expect(checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(['signature-holds']);
  });

  it('is the request of an app: whether it would be admitted', async () => {
    const good = authnRequest({ issuer: 'https://wiki.example.org', destination: `${house.baseUrl}/saml/sso` });
    const bad = authnRequest({ issuer: 'https://wiki.example.org', destination: 'https://elsewhere.example.org/sso' });
    const outcomes = async (xml: string) => (await explained(xml)).checks.map(({ id, outcome }) => `${id} ${outcome}`);
    expect(await outcomes(good)).toEqual(['request-admitted ok', 'request-met ok', 'request-age ok']);
    expect(await outcomes(bad)).toEqual(['request-admitted failed', 'request-age ok']);
  });

  it('is the number of an error page: its trace and its events', async () => {
    const answer = await explained(`Something failed. Request number: ${shown}`);
    expect([answer.kind, answer.traces.map(({ id }) => id)]).toEqual(['request-id', [shown]]);
    expect((await explained(issued)).events.map(({ action }) => action)).toEqual(['sign-in.allow']);
  });

  it('is an error of AWS, a number of AWS, or nothing that is known', async () => {
    expect((await explained('InvalidIdentityToken: Response signature invalid')).errors.map(({ id }) => id)).toEqual([
      'aws-signature-invalid',
    ]);
    const number = await explained('RequestId 0f3d2a4e-1111-2222-3333-444455556666');
    expect([number.kind, number.explanation.includes('CloudTrail')]).toEqual(['request-id', true]);
    expect((await explained('hello')).kind).toBe('unknown');
    expect((await explained('')).kind).toBe('unknown');
  });

  it('is kept nowhere and stands in no log', async () => {
    const secret = 'pasted-canary-31415926';
    const text = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${secret}"/>`;
    const headers = { 'idempotency-key': 'paste-once' };
    const answer = await api.ask('POST', '/explanations', { body: { text }, headers });
    expect(answer.status).toBe(200);
    const table = rawTable(house);
    expect(JSON.stringify(await table.all())).not.toContain(secret);
    table.close();
    const number = answer.headers.get('x-request-id') ?? '';
    expect(await logOf(house, (log) => log.includes(number))).not.toContain(secret);
  });

  it('is refused where it is too large', async () => {
    const answer = await api.ask('POST', '/explanations', { body: { text: 'x'.repeat(300_001) } });
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/text']]);
  });
});

describe('what a trace holds', () => {
  it('is no value of a signature, no cookie and no password', async () => {
    const wire = Buffer.from(samlResponse, 'base64').toString();
    const [, value = ''] = /<ds:SignatureValue>([^<]+)</.exec(wire) ?? [];
    const table = rawTable(house);
    const traces = JSON.stringify((await table.all()).filter(({ pk }) => /^TRACES?#/.test(pk)));
    table.close();
    expect(traces).toContain(issued);
    expect(value.length).toBeGreaterThan(300);
    const cookies = [...ada.visitor.cookies.values()].flatMap((text) => text.split('.').at(-1) ?? []);
    expect(cookies.length).toBeGreaterThan(0);
    for (const secret of [value, ada.password, scene.dev.admin.password, ...cookies]) {
      expect(traces).not.toContain(secret);
      expect(traces).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
    }
  });
});
