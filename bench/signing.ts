/** What one signed response costs, as a ratio to one raw signature of the same key in the same round. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { figure, median, tableOf, targetsOf } from './kit/report.ts';
import type { Batch } from './signing/peer-process.ts';
import { BASE, type PeerName, PEERS, UNVERIFIED } from './signing/peers.ts';
import { verifyResponse } from './signing/verify.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 21);
const BATCH_MICROS = 150_000;
const WARM_UP_MICROS = 1_500_000;
const NAMES = Object.keys(PEERS) as PeerName[];

async function batch(child: ChildProcess, micros: number): Promise<Batch> {
  child.send(micros);
  const [done] = (await once(child, 'message')) as [Batch];
  return done;
}

async function start(name: PeerName): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'signing/peer-process.ts'), [name], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await once(child, 'message');
  const { last } = await batch(child, WARM_UP_MICROS);
  if (!UNVERIFIED.includes(name)) await verifyResponse(last);
  return child;
}

type Rounds = readonly Readonly<Record<PeerName, number>>[];

/** Each round runs every peer once, in an order that turns, so that a noisy moment befalls all alike. */
async function measure(children: ReadonlyMap<PeerName, ChildProcess>): Promise<Rounds> {
  const rounds: Record<PeerName, number>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const order = NAMES.map((_, index) => NAMES[(index + round) % NAMES.length] ?? BASE);
    const taken: [PeerName, number][] = [];
    for (const name of order) {
      const child = children.get(name);
      if (child) taken.push([name, (await batch(child, BATCH_MICROS)).cpuMicros]);
    }
    rounds.push(Object.fromEntries(taken) as Record<PeerName, number>);
  }
  return rounds;
}

const ratios = (rounds: Rounds, name: PeerName): number[] =>
  rounds.map((round) => round[name] / round[BASE]).toSorted((a, b) => a - b);

function report(rounds: Rounds): string {
  const rows = NAMES.map((name) => {
    const all = ratios(rounds, name);
    const [low, high] = [all[Math.floor(all.length * 0.1)] ?? 0, all[Math.floor(all.length * 0.9)] ?? 0];
    const cpu = figure(median(rounds.map((round) => round[name])));
    return [name, cpu, figure(median(all), 2), `${figure(low, 2)}–${figure(high, 2)}`];
  });
  const own = median(ratios(rounds, 'Samlet'));
  const library = median(ratios(rounds, 'Samlet, the key left out'));
  return `${tableOf([['peer', 'CPU, µs', 'ratio', 'p10–p90'], ...rows])}

${targetsOf([
  { what: 'a signed response with a local key', measured: own, atMost: 1.25 },
  { what: 'the library, the key left out', measured: library, atMost: 0.1 },
])}`;
}

const children = new Map<PeerName, ChildProcess>();
try {
  for (const name of NAMES) children.set(name, await start(name));
  console.log(report(await measure(children)));
} finally {
  for (const child of children.values()) child.kill();
}
