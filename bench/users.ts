/** The same sign-in with a hundred users in the table and with a hundred thousand, in rounds that take turns. */
import { startEmulator } from '../local/endpoints/dynoxide.ts';
import { startHouse } from '../test/kit/house.ts';
import { crowd } from './kit/crowd.ts';
import { foundOrganisation } from './kit/organisation.ts';
import { figure, median, tableOf, targetsOf } from './kit/report.ts';
import { visitsOf } from './kit/visits.ts';
import { type Measured, type WarmFunction, warmFunction } from './kit/warm-function.ts';

const COUNTS = [100, Number(process.env['USERS'] ?? 100_000)] as const;
const ROUNDS = Number(process.env['ROUNDS'] ?? 21);
const BATCH = 100;

interface Place {
  readonly users: number;
  readonly sso: WarmFunction;
  readonly event: object;
  close(): Promise<void>;
}

/** A house over an emulator of its own, which the users are put into. */
async function place(users: number): Promise<Place> {
  const emulator = await startEmulator(undefined, {});
  process.env['DYNAMODB_ENDPOINT'] = emulator.url;
  const house = await startHouse({ workers: 1 });
  delete process.env['DYNAMODB_ENDPOINT'];
  const organisation = await foundOrganisation(house);
  await crowd(users, emulator.url, house.deployment.tables[0]?.TableName ?? '', organisation.groupId);
  const sso = await warmFunction(house, 'sso');
  const close = async (): Promise<void> => {
    sso.close();
    await house.close();
    await emulator.close();
  };
  return { users, sso, event: visitsOf(house, organisation).app, close };
}

type Round = readonly [few: Measured, many: Measured];

async function measure([few, many]: readonly [Place, Place]): Promise<Round[]> {
  for (const { sso, event } of [few, many]) await sso.run(event, 1000);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? [few, many] : [many, few];
    const taken = new Map<Place, Measured>();
    for (const one of order) taken.set(one, await one.sso.run(one.event, BATCH));
    rounds.push([taken.get(few), taken.get(many)] as unknown as Round);
  }
  return rounds;
}

function report(rounds: readonly Round[]): string {
  const ratio = (of: (measured: Measured) => number): number => median(rounds.map(([few, many]) => of(many) / of(few)));
  const rows = COUNTS.map((users, index) => {
    const all = rounds.map((round) => round[index as 0 | 1]);
    const wall = figure(median(all.map(({ wallMs }) => wallMs / BATCH)), 2);
    return [figure(users), wall, figure(median(all.map(({ cpuMicros }) => cpuMicros / BATCH)))];
  });
  return `${tableOf([['users', 'time of a sign-in, ms', 'CPU of sso, µs'], ...rows])}

${targetsOf([
  { what: 'time, many users to few', measured: ratio(({ wallMs }) => wallMs), atMost: 1.1 },
  { what: 'CPU, many users to few', measured: ratio(({ cpuMicros }) => cpuMicros), atMost: 1.1 },
])}`;
}

const places: Place[] = [];
try {
  for (const users of COUNTS) places.push(await place(users));
  console.log(report(await measure(places as unknown as readonly [Place, Place])));
} finally {
  for (const { close } of places) await close();
}
