/** What a warm `sso` holds, and whether it stays so: sign-ins with an open session, one after another. */
import { startHouse, type TestHouse } from '../test/kit/house.ts';
import { foundOrganisation } from './kit/organisation.ts';
import { figure, tableOf, targetsOf } from './kit/report.ts';
import { visitsOf } from './kit/visits.ts';
import { type Measured, warmFunction } from './kit/warm-function.ts';

/** Sign-ins that are done in all; `npm run soak` does 100,000. */
const COUNT = Number(process.env['SIGN_INS'] ?? 20_000);
const SAMPLES = 8;
const BATCH = 250;

interface Sample extends Measured {
  readonly done: number;
}

async function signInsOf(house: TestHouse, event: object, count: number, flags: readonly string[]): Promise<Sample[]> {
  const sso = await warmFunction(house, 'sso', flags);
  const samples: Sample[] = [];
  const first = await sso.run(event, 1);
  if (!first.body.includes('name="SAMLResponse"')) throw new Error('no response was issued');
  samples.push({ ...first, done: 1 });
  for (let done = BATCH; done <= count; done += BATCH) {
    const measured = await sso.run(event, BATCH);
    house.recorder.clear();
    if (done === 1000 || done % (count / SAMPLES) === 0) samples.push({ ...measured, done });
  }
  sso.close();
  return samples;
}

const megabytes = (bytes: number): string => figure(bytes / 1e6, 1);
const rowsOf = (samples: readonly Sample[]): string[][] =>
  samples.map(({ done, rss, heapUsed, cpuMicros }) => [
    figure(done),
    megabytes(rss),
    megabytes(heapUsed),
    done === 1 ? '' : figure(cpuMicros / BATCH),
  ]);

const house = await startHouse({ workers: 1 });
try {
  const { app } = visitsOf(house, await foundOrganisation(house));
  const samples = await signInsOf(house, app, COUNT, []);
  const small = await signInsOf(house, app, Math.min(COUNT, 4000), ['--max-semi-space-size=4']);
  const half = samples.find(({ done }) => done >= COUNT / 2);
  const last = samples.at(-1);
  const head = ['sign-ins', 'RSS, MB', 'heap, MB', 'CPU a sign-in, µs'];
  const [rss, halfRss] = [last?.rss ?? Number.NaN, half?.rss ?? Number.NaN];
  console.log(`${tableOf([head, ...rowsOf(samples)])}

With a young generation of 4 MB (\`--max-semi-space-size=4\`), which shows what it really needs:

${tableOf([head, ...rowsOf(small.slice(-1))])}

${targetsOf([
  { what: 'MB of RSS at the end', measured: rss / 1e6, atMost: 120, digits: 0 },
  {
    what: 'MB of RSS at the end, young generation of 4 MB',
    measured: (small.at(-1)?.rss ?? 0) / 1e6,
    atMost: 120,
    digits: 0,
  },
  {
    what: `RSS after ${figure(COUNT)} sign-ins to RSS after ${figure(half?.done ?? 0)}`,
    measured: rss / halfRss,
    atMost: 1.1,
  },
])}`);
} finally {
  await house.close();
}
