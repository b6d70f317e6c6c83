import { addressOf } from '../iam/people.ts';
import { call, type Scene } from '../iam/scene.ts';
import { NEW_PASSWORD } from '../iam/steps/account.ts';
import { type RawAnswer, type RawRequest, sendRaw } from '../kit/raw-http.ts';
import type { RawTable } from '../kit/raw-table.ts';
import { oneOfEverything } from './organisation.ts';
import { ALL_ROUTES, requestOf } from './requests.ts';
import { pairOf } from './session.ts';

const OURS = { 'sec-fetch-site': 'same-origin' };

/** What is sent where it belongs. */
export interface Sent {
  readonly cookie: string;
  readonly token: string;
  readonly link: string;
  /** A password that is not the owner's. */
  readonly mistyped: string;
}

/** Which calls fail in each round: none; all of the table's; those alone that come last and carry everything. */
const ROUNDS = [{}, { operation: undefined }, { operation: 'TransactWriteItems' }] as const;

/** Sends secrets where they belong, while all is well and while the table fails. @returns what was answered */
export async function failEverywhere(scene: Scene, sent: Sent): Promise<RawAnswer[]> {
  const { house } = scene;
  const answers: RawAnswer[] = [];
  for (const round of ROUNDS) {
    const requests = await requestsWith(scene, sent);
    const rule = 'operation' in round && round.operation ? { operation: round.operation } : {};
    const fault = { kind: 'error', code: 'ValidationException' } as const;
    if ('operation' in round) house.faults.inject({ service: 'dynamodb', times: 1_000, fault, ...rule });
    for (const request of requests) answers.push(await sendRaw(house.baseUrl, request));
    house.faults.clear();
  }
  return answers;
}

async function requestsWith({ house, dev }: Scene, { cookie, token, link, mistyped }: Sent): Promise<RawRequest[]> {
  const { username, password } = dev.admin;
  const begun = await sendRaw(house.baseUrl, { method: 'GET', path: '/sign-in', headers: OURS });
  const signIn = { path: begun.headers['location'] ?? '', cookie: begun.cookies.map(pairOf).join('; ') };
  const others = ['/activate', '/reset-password', '/set-up', '/account/password'].map((path) => ({ path, cookie }));
  const right = { username, password, current: password, confirm: password };
  const wrong = { username, password: mistyped, current: mistyped, confirm: NEW_PASSWORD };
  const posts = [wrong, right].flatMap((typed) =>
    [signIn, ...others].map((form) => ({
      method: 'POST',
      path: form.path,
      headers: { ...OURS, cookie: form.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...typed, token: link, userName: 'eve', email: addressOf('eve') }).toString(),
    })),
  );
  return [
    ...posts,
    { method: 'GET', path: '/admin/v1/identity', headers: { authorization: `Bearer ${token}` } },
    { method: 'GET', path: '/', headers: { ...OURS, cookie } },
  ];
}

/** Reads everything that can be read, as an owner. @returns what was shown */
export async function crawl(scene: Scene, cookie: string): Promise<RawAnswer[]> {
  const params = await oneOfEverything(scene);
  const { items: users } = await call<{ items: { id: string }[] }>(scene, 'GET /users?limit=200', 200);
  const paths = [
    ...ALL_ROUTES.filter((route) => route.startsWith('GET ')).map((route) => requestOf(route, params).path),
    ...users.flatMap(({ id }) =>
      ['', '/sessions', '/groups', '/events', '/access'].map((more) => `/admin/v1/users/${id}${more}`),
    ),
    '/admin/v1/config?members=true',
    ...(await eachOf(scene, 'traces')),
    ...(await eachOf(scene, 'jobs')),
    ...(await eachOf(scene, 'imports')),
    ...(await eachOf(scene, 'imports')).map((path) => `${path}/rows`),
  ];
  const answers: RawAnswer[] = [];
  for (const path of paths) {
    answers.push(await sendRaw(scene.house.baseUrl, { method: 'GET', path, headers: { ...OURS, cookie } }));
  }
  return answers;
}

/** The address of every thing of a list. */
async function eachOf(scene: Scene, list: string): Promise<string[]> {
  const { items } = await call<{ items: { id: string }[] }>(scene, `GET /${list}?limit=200`, 200);
  return items.map(({ id }) => `/admin/v1/${list}/${id}`);
}

/** The table at a moment when a link waits in the outbox; the mail goes out after that. */
export async function tableWhileAMailWaits(scene: Scene, table: RawTable): Promise<string> {
  const { house } = scene;
  const address = addressOf('wanda');
  const { id } = await call(scene, 'POST /users', 201, { body: { userName: 'wanda', email: address } });
  house.faults.inject({ service: 'ses', fault: { kind: 'error', code: 'MessageRejected' } });
  await call(scene, `POST /users/${id}/activation`, 202);
  if ((await house.mailsTo(address)).length > 0) throw new Error('the mail did not wait');
  const items = await table.all();
  const mail = items.find(({ pk, userId }) => pk.startsWith('OUTBOX#') && userId === id)!;
  await table.rewrite(mail, 'dueAt', 0);
  if ((await house.mailsTo(address)).length !== 1) throw new Error('the mail did not go');
  return JSON.stringify(items);
}
