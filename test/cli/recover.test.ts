import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DevFile } from '../../local/first-start.ts';
import { visitorOf } from '../../local/http-client.ts';
import { signIn } from '../admin/session.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { logOf } from '../kit/log.ts';
import { rawTable } from '../kit/raw-table.ts';
import { type Lambda, serveLambda } from './lambda.ts';
import { CREDENTIALS, type Ended, runCli } from './run.ts';

const NEW = 'porcupine marmalade 8 quartz';

let house: TestHouse;
let dev: DevFile;
let lambda: Lambda | undefined;
beforeAll(async () => {
  house = await startHouse();
});
afterEach(() => lambda?.close());
afterAll(() => house?.close());

async function recover(args: readonly string[] = []): Promise<Ended & { link: URL | undefined }> {
  lambda = await serveLambda(async (_name, event) => ({ kind: 'result', result: await house.invoke('admin', event) }));
  const ended = await runCli('recover', { ...CREDENTIALS, AWS_ENDPOINT_URL_LAMBDA: lambda.url }, args);
  const [url] = /^http\S+$/m.exec(ended.said) ?? [];
  return { ...ended, link: url ? new URL(url) : undefined };
}

async function claim(link: URL | undefined, fields: Readonly<Record<string, string>> = {}): Promise<number> {
  const visitor = visitorOf(house.baseUrl);
  await visitor.get(link?.pathname ?? '');
  const typed = { ...fields, token: link?.hash.slice(1) ?? '', password: NEW, confirm: NEW };
  return (await visitor.post(link?.pathname ?? '', typed)).status;
}

const api = async <T>(path: string, init: RequestInit = {}): Promise<T> =>
  (await (
    await fetch(`${house.baseUrl}/admin/v1${path}`, { ...init, headers: { authorization: `Bearer ${dev.apiToken}` } })
  ).json()) as T;

/** Asks for a change of whatever version there is. */
const send = async <T = object>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> => {
  const answer = await fetch(`${house.baseUrl}/admin/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${dev.apiToken}`, 'if-match': '*', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : {}) as T };
};

describe('npm run recover', () => {
  it('sends whoever has no owner yet to the set-up', async () => {
    expect((await recover()).complained).toContain('npm run setup makes the first');
    dev = await house.owner();
  });

  it('lets an owner who is locked out set a new password, once, and tells every owner', async () => {
    const { code, link } = await recover(['--owner', dev.admin.username]);
    expect([code, link?.pathname]).toEqual([0, '/recover']);
    const visitor = visitorOf(house.baseUrl);
    for (let tries = 0; tries < 12; tries += 1)
      await signIn(house.baseUrl, dev.admin.username, 'a password that is wrong').catch(() => undefined);
    await expect(signIn(house.baseUrl, dev.admin.username, dev.admin.password)).rejects.toThrow('429');
    await visitor.get('/recover');
    const typed = { token: link?.hash.slice(1) ?? '', password: NEW, confirm: NEW };
    expect((await visitor.post('/recover', typed)).status).toBe(303);
    expect(await claim(link)).toBe(410);
    const form = (await visitor.get('/go/console')).headers.get('location') ?? '';
    await visitor.get(form);
    const entered = await visitor.post(form, { username: dev.admin.username, password: NEW });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/console']);
    const [mail] = await house.mailsTo('admin@orchard.example');
    expect(mail?.subject).toBe('The recovery of owners was used');
  });

  it('makes one more owner beside those that there are, if nobody is named', async () => {
    const { link } = await recover();
    expect(link?.pathname).toBe('/set-up');
    expect(await claim(link, { userName: 'second', email: 'second@orchard.example' })).toBe(303);
    expect(await claim(link, { userName: 'third', email: 'third@orchard.example' })).toBe(410);
    const { items } = await api<{ items: { userName: string }[] }>('/administrators?role=owner');
    expect(items.map(({ userName }) => userName)).toEqual(['admin', 'second']);
    const mails = await house.mailsTo('admin@orchard.example');
    expect(mails.filter(({ subject }) => subject === 'The recovery of owners was used')).toHaveLength(2);
  });

  it('gets past the policies for an hour, and the last owner whom they let in keeps role and account', async () => {
    const { items } = await api<{ items: { id: string; version: number }[] }>('/administrators?role=owner');
    const [first, second] = items;
    const group = await send<{ id: string }>('POST', '/groups', { displayName: 'Barred' });
    await send('PUT', `/groups/${group.body.id}/members/${second!.id}`);
    const bar = { name: 'Barred', groups: [group.body.id], apps: ['console'], access: 'deny' };
    expect((await send('POST', '/policies', bar)).status).toBe(201);
    const lost = [
      await send('PUT', `/groups/${group.body.id}/members/${first!.id}`),
      await send('DELETE', `/administrators/${first!.id}`),
      await send('PUT', `/administrators/${first!.id}`, { role: 'auditor' }),
      await send('PATCH', `/users/${first!.id}`, { active: false }),
      await send('DELETE', `/users/${first!.id}`),
    ];
    for (const { status, body } of lost)
      expect([status, JSON.stringify(body)]).toEqual([
        409,
        expect.stringContaining('no owner could reach the console'),
      ]);
    const visitor = visitorOf(house.baseUrl);
    const form = (await visitor.get('/go/console')).headers.get('location') ?? '';
    await visitor.get(form);
    const entered = await visitor.post(form, { username: 'second', password: NEW });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/console']);
    expect((await send('DELETE', `/administrators/${second!.id}`)).status).toBe(204);
  });

  it('names no owner who is none', async () => {
    const { code, complained } = await recover(['--owner', 'nobody']);
    expect([code, complained.trim()]).toEqual([
      1,
      'No way back in: Samlet has no owner nobody: leave --owner out to make a new one.',
    ]);
  });

  it('is in the audit log, and its links are nowhere', async () => {
    const { link } = await recover();
    const table = rawTable(house);
    const items = JSON.stringify(await table.all());
    table.close();
    expect(items).toContain('owner.recovery-link');
    expect(items).toContain('owner.recover"');
    const secret = link?.hash.slice(1) ?? 'none';
    const seen = [items, await logOf(house, () => true), JSON.stringify(house.mailbox.mails)];
    expect(seen.filter((text) => text.includes(secret))).toEqual([]);
    expect(house.troubles).toEqual([]);
  });
});
