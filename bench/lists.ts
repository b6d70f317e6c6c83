/** The pages of the console's lists with a thousand users in the table and with a hundred thousand, in rounds that take turns. */
import { startEmulator } from '../local/endpoints/dynoxide.ts';
import { startHouse } from '../test/kit/house.ts';
import { crowd } from './kit/crowd.ts';
import { foundOrganisation } from './kit/organisation.ts';
import { figure, tableOf, targetsOf } from './kit/report.ts';

const COUNTS = [1000, Number(process.env['USERS'] ?? 100_000)] as const;
const ROUNDS = Number(process.env['ROUNDS'] ?? 21);
const BATCH = 10;

/** What a page that grows with the number of users would miss by far; a busy machine does not. */
const AT_MOST = 1.5;

interface Place {
  /** Asks for a page. */
  page(path: string): Promise<void>;
  /** The pages, by what they are called. */
  readonly paths: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** A house over an emulator of its own, which the users are put into. */
async function place(users: number): Promise<Place> {
  const emulator = await startEmulator(undefined, {});
  process.env['DYNAMODB_ENDPOINT'] = emulator.url;
  const house = await startHouse({ workers: 1 });
  delete process.env['DYNAMODB_ENDPOINT'];
  const { groupId } = await foundOrganisation(house);
  const tableName = house.deployment.tables[0]?.TableName ?? '';
  await crowd(users, emulator.url, tableName, groupId, new Date().toISOString());
  const { apiToken } = await house.owner();
  const ask = async (path: string): Promise<{ items: { id: string }[]; nextCursor?: string }> => {
    const answer = await fetch(`${house.baseUrl}/admin/v1${path}`, {
      headers: { authorization: `Bearer ${apiToken}` },
    });
    const body = (await answer.json()) as { items: { id: string }[]; nextCursor?: string };
    if (!answer.ok || body.items.length === 0) throw new Error(`${path} answered ${answer.status} or nothing`);
    return body;
  };
  const after = async (path: string, pages: number): Promise<string> => {
    let cursor = '';
    for (let page = 0; page < pages; page++) cursor = `&cursor=${(await ask(`${path}${cursor}`)).nextCursor ?? ''}`;
    return `${path}${cursor}`;
  };
  const [user] = (await ask('/users?userName=crowd-7')).items;
  const paths = new Map([
    ['users', '/users?limit=50'],
    ['users, the tenth page', await after('/users?limit=50', 9)],
    ['users by the beginning of a name', '/users?search=crowd-7&limit=50'],
    ['users by a name that all have', '/users?search=crowd&limit=50'],
    ['members of a group', `/groups/${groupId}/members?limit=50`],
    ['audit events', '/audit/events?limit=50'],
    ['events of a user', `/users/${user?.id ?? ''}/events`],
  ]);
  const close = async (): Promise<void> => {
    await house.close();
    await emulator.close();
  };
  return { page: async (path) => void (await ask(path)), paths, close };
}

async function timeOf({ page, paths }: Place, name: string): Promise<number> {
  const path = paths.get(name) ?? '';
  const begun = performance.now();
  for (let n = 0; n < BATCH; n++) await page(path);
  return (performance.now() - begun) / BATCH;
}

type Round = readonly [few: number, many: number];

async function measure([few, many]: readonly [Place, Place], name: string): Promise<Round[]> {
  for (const one of [few, many]) for (let n = 0; n < 3; n++) await timeOf(one, name);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const isEven = round % 2 === 0;
    const first = await timeOf(isEven ? few : many, name);
    const second = await timeOf(isEven ? many : few, name);
    rounds.push(isEven ? [first, second] : [second, first]);
  }
  return rounds;
}

/** The fastest rounds: what others do on the machine only ever makes one slower. */
const fastest = (times: readonly number[]): number => Math.min(...times);

function report(measured: ReadonlyMap<string, readonly Round[]>): string {
  const few = (rounds: readonly Round[]): number => fastest(rounds.map(([time]) => time));
  const many = (rounds: readonly Round[]): number => fastest(rounds.map(([, time]) => time));
  const ratio = (rounds: readonly Round[]): number => many(rounds) / few(rounds);
  const rows = [...measured].map(([name, rounds]) => [
    name,
    figure(few(rounds), 2),
    figure(many(rounds), 2),
    figure(ratio(rounds), 2),
  ]);
  const heads = COUNTS.map((count) => `${figure(count)} users, ms`);
  const targets = [...measured].map(([name, rounds]) => ({ what: name, measured: ratio(rounds), atMost: AT_MOST }));
  return `${tableOf([['page', ...heads, 'ratio'], ...rows])}\n\n${targetsOf(targets)}`;
}

const places: Place[] = [];
try {
  for (const users of COUNTS) places.push(await place(users));
  const pair = places as unknown as readonly [Place, Place];
  const measured = new Map<string, readonly Round[]>();
  for (const name of pair[0].paths.keys()) measured.set(name, await measure(pair, name));
  console.log(report(measured));
} finally {
  for (const { close } of places) await close();
}
