/** How long a fresh process takes until a bundled handler is loaded, as a ratio to a handler that does nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFolder, bundleFunction, FUNCTIONS } from '../lib/bundle.ts';
import { VARIABLES } from '../shared/config.ts';
import { figure, median, tableOf, targetsOf } from './kit/report.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 31);
const folder = mkdtempSync(join(tmpdir(), 'samlet-cold-'));
const empty = join(folder, 'empty.mjs');
writeFileSync(empty, 'export const handler = async () => ({ statusCode: 200 });\n');
const FILES: Readonly<Record<string, string>> = {
  empty,
  ...Object.fromEntries(FUNCTIONS.map((name) => [name, join(bundleFolder(name), 'index.mjs')])),
};

/** Everything that any function is told; what it says does not matter, since nothing is called. */
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.values(VARIABLES).map((name) => [name, 'x'])),
  [VARIABLES.baseUrl]: 'https://sso.example.org',
  [VARIABLES.originSecrets]: '{"current":"x"}',
  [VARIABLES.outboxQueue]: 'https://sqs.example.org/queue',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
};

interface Start {
  /** Milliseconds since the process began. */
  readonly wall: number;
  /** CPU of the process, in milliseconds. */
  readonly cpu: number;
}

/** The process counts its own time, so starting it is not part of it. */
const TELL =
  'const{user,system}=process.cpuUsage();console.log(JSON.stringify({wall:performance.now(),cpu:(user+system)/1000}))';

function startOf(file: string): Start {
  const code = `await import(${JSON.stringify(`file://${file}`)});${TELL}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { env: environment });
  if (stderr.length > 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as Start;
}

for (const name of FUNCTIONS) bundleFunction(name);
const names = Object.keys(FILES);
const rounds: Readonly<Record<string, Start>>[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const order = names.map((_, index) => names[(index + round) % names.length] ?? '');
  const starts = Object.fromEntries(order.map((name) => [name, startOf(FILES[name] ?? '')]));
  if (round > 0) rounds.push(starts); // the first one reads the files from disk
}
rmSync(folder, { recursive: true, force: true });

const of = (name: string, what: keyof Start): number[] => rounds.map((round) => round[name]?.[what] ?? Number.NaN);
const ratio = (name: string, what: keyof Start): number =>
  median(of(name, what).map((value, round) => value / (of('empty', what)[round] ?? Number.NaN)));
const rows = names.map((name) => [
  name === 'empty' ? 'an empty handler' : `\`${name}\``,
  figure(median(of(name, 'wall')), 1),
  figure(ratio(name, 'wall'), 2),
  figure(median(of(name, 'cpu')), 1),
  figure(ratio(name, 'cpu'), 2),
]);
console.log(`${tableOf([['function', 'time, ms', 'ratio', 'CPU, ms', 'ratio'], ...rows])}

${targetsOf(FUNCTIONS.map((name) => ({ what: `CPU of \`${name}\``, measured: ratio(name, 'cpu'), atMost: 3 })))}`);
