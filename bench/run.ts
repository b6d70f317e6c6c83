/**
 * bench/ measures what Samlet promises to be cheap, as ratios within one run. `npm run bench` runs every program and puts
 * what it prints into docs/performance.md; `npm run bench -- cold calls` runs some of them.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

const PROGRAMS = ['signing', 'calls', 'bundle', 'cold', 'memory', 'users', 'lists'] as const;
const PAGE = join(import.meta.dirname, '../docs/performance.md');

const marksOf = (name: string): readonly [string, string] => [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];

/** When and where it was measured; the load tells how much of the machine others had. */
function conditions(command: string): string {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gibibytes} GiB`;
  const load = loadavg()[0]?.toFixed(1) ?? '';
  return `\`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${machine}, Node ${process.version}, load ${load}.`;
}

/** Runs a program. @throws {Error} if it fails */
function run(name: string): string {
  const program = join(import.meta.dirname, `${name}.ts`);
  const { status, stdout } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`bench/${name}.ts failed`);
  return stdout.toString().trim();
}

/** Puts a text between its marks. @throws {Error} if the page has none */
function put(name: string, text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = marksOf(name);
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/performance.md has no place for ${name}`);
  writeFileSync(PAGE, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(PROGRAMS as readonly string[]).includes(name));
if (unknown.length > 0) throw new Error(`there is no bench/${unknown[0]}.ts; there are ${PROGRAMS.join(', ')}`);
for (const name of PROGRAMS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`── ${name}`);
  const text = run(name);
  console.log(text);
  put(name, `${conditions(process.env['SIGN_INS'] ? 'npm run soak' : `npm run bench -- ${name}`)}\n\n${text}`);
}
