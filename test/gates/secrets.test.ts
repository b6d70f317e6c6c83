import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sha256Text } from '../../shared/base/bytes.ts';
import { PASSWORD } from '../iam/people.ts';
import { playAll } from '../iam/scenario.ts';
import { call } from '../iam/scene.ts';
import { NEW_PASSWORD } from '../iam/steps/account.ts';
import { enterConsole } from '../kit/console.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { logOf, requestsIn } from '../kit/log.ts';
import type { RawAnswer } from '../kit/raw-http.ts';
import { type RawTable, rawTable } from '../kit/raw-table.ts';
import { crawl, failEverywhere, tableWhileAMailWaits } from './exposing.ts';
import { keptOf, misplaced, type Place, type Secret, secretsOfTheHouse, unfolded } from './secrets.ts';
import { cookiesOf } from './session.ts';

jest.setTimeout(180_000); // thousands of requests: the machine may be busy with others

const MISTYPED = 'porcupine marmalade 8';

let house: TestHouse;
let table: RawTable;
let told: readonly RawAnswer[];
let shown: readonly RawAnswer[];
let links: readonly string[];
let session: string;
let secrets: readonly Secret[];
let places: readonly Place[];

beforeAll(async () => {
  house = await startHouse();
  table = rawTable(house);
  const { url } = (await house.invoke('admin', { samlet: 'setup' })) as { url: string };
  const link = new URL(url).hash.slice(1);
  const scene = { house, dev: await house.owner() };
  await playAll(house);
  const cookie = await cookiesOf(house, scene.dev.admin);
  const body = { name: 'canary', scopes: ['read'] };
  const { token } = await call<{ token: string }>(scene, 'POST /api-tokens', 201, { body });
  told = await failEverywhere(scene, { cookie, token, link, mistyped: MISTYPED });
  const second = await enterConsole(house.baseUrl, await cookiesOf(house, scene.dev.admin)); // the first has ended: the password was set anew
  shown = await crawl(scene, second);
  const waiting = await tableWhileAMailWaits(scene, table);

  links = house.mailbox.mails.flatMap(({ text }) => /#([\w-]{43})\s/.exec(text)?.[1] ?? []);
  const [browser = '', claim = '', own = ''] = second.split('; ').map((pair) => pair.split('=')[1] ?? '');
  session = claim.split('.')[2] ?? '';
  const passwords = [PASSWORD, NEW_PASSWORD, MISTYPED, scene.dev.admin.password];
  secrets = [
    ...passwords.map((value) => ({ name: `the password ${value}`, value, isGuessable: true })),
    ...links.map((value) => ({ name: 'a link', value, mayBeIn: ['the mails'] })),
    { name: 'the set-up link', value: link, mayBeIn: ['the answers to whoever sent it'] },
    { name: 'the browser’s name', value: browser },
    { name: 'the session’s secret', value: session },
    { name: 'the secret of the console', value: own.split('.')[2] ?? '' },
    { name: 'an ended session’s secret', value: cookie.split('.').at(-1) ?? '' },
    ...[scene.dev.apiToken, token].map((text) => ({ name: 'an API token', value: text.split('_').slice(2).join('_') })),
    ...secretsOfTheHouse(house),
  ];
  const ids = [...told, ...shown].map(({ headers }) => headers['x-request-id'] ?? '');
  const written: readonly Place[] = [
    ['the log', await logOf(house, (text) => ids.every((id) => text.includes(id)))],
    ['the table', JSON.stringify(await table.all())],
    ['the table while a mail waited', waiting],
    ['the mails', JSON.stringify(house.mailbox.mails)],
    ['the record of calls', JSON.stringify(house.recorder.calls)],
    ['the answers to whoever sent it', textOfAll(told)],
    ['the answers', textOfAll(shown)],
  ];
  places = written.map(([place, text]) => [place, unfolded(text)]);
});
afterAll(async () => {
  table?.close();
  await house?.close();
});

const textOfAll = (answers: readonly RawAnswer[]): string =>
  answers.map(({ headers, body }) => JSON.stringify(headers) + body).join('\n');

const textOf = (name: string): string => places.find(([place]) => place === name)![1];

describe('a secret', () => {
  it('is seen nowhere but where it is meant to be', () => {
    expect(misplaced(secrets, places)).toEqual([]);
  });

  it('is told to nobody as what is kept of it, be it a hash or sealed', async () => {
    const kept = keptOf(await table.all());
    expect(kept.length).toBeGreaterThan(20);
    expect(new Set(kept.map(({ name }) => name.split(' of ')[0])).size).toBeGreaterThan(1);
    const told = places.filter(([place]) => !place.startsWith('the table') && place !== 'the record of calls');
    expect(misplaced(kept, told)).toEqual([]);
  });

  it('was really there to be seen', () => {
    const statuses = new Set(told.map(({ status }) => status));
    expect([200, 303, 401, 410, 422, 500].filter((status) => !statuses.has(status))).toEqual([]);
    expect(shown.filter(({ status }) => status === 200).length).toBeGreaterThan(30);
    expect(requestsIn(textOf('the log')).filter(({ status }) => status === 500).length).toBeGreaterThan(10);
    expect(secrets.filter(({ value }) => value.length < 15)).toEqual([]);
    expect([links.length >= 10, secretsOfTheHouse(house).length]).toEqual([true, 6]);
    for (const link of links) expect(textOf('the mails')).toContain(link);
    expect(textOf('the table')).toContain(sha256Text(session));
    expect(textOf('the table while a mail waited')).toContain(sha256Text(links.at(-1)!));
  });

  it('would be found, as it is or encoded, in every place', () => {
    const known: Secret = { name: 'known', value: 'a secret / of "many" signs', isGuessable: true };
    const { value } = known;
    const hex = Buffer.from(value).toString('hex');
    for (const text of [value, JSON.stringify(value), encodeURIComponent(value), hex, sha256Text(value)]) {
      expect(misplaced([known], [['here', `… ${text} …`]])).toEqual(['known in here']);
    }
    const inside = Buffer.from(`before ${value} behind`).toString('base64');
    expect(misplaced([known], [['here', unfolded(JSON.stringify({ inside }))]])).toEqual(['known in here']);
  });
});
