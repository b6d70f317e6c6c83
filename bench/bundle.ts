/** What is in each function's bundle; with `--check` it fails on what must not be. */
import { FUNCTIONS } from '../lib/bundle.ts';
import { faultsOf } from './kit/bundle-rules.ts';
import { heavyIn, weighConsole } from './kit/console-weight.ts';
import { type Contents, contentsOf, packageOf } from './kit/metafile.ts';
import { figure, tableOf } from './kit/report.ts';

const kilobytes = (bytes: number): string => figure(bytes / 1000, 1);

/** The heaviest packages that a cold start loads; ours are one. */
function heaviest({ parts }: Contents): string {
  const bytes = new Map<string, number>();
  for (const part of parts.filter(({ isLazy }) => !isLazy)) {
    const name = packageOf(part)?.replace(/^.*node_modules\//, '') ?? 'our own';
    bytes.set(name, (bytes.get(name) ?? 0) + part.bytes);
  }
  return [...bytes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([name, size]) => `${name} ${kilobytes(size)}`)
    .join(', ');
}

const all = FUNCTIONS.map(contentsOf);
const web = weighConsole();
const faults = [...all.flatMap(faultsOf), ...heavyIn(web)];
if (process.argv.includes('--check')) {
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} else {
  const rows = all.map((contents) => {
    const { name, atStart, later } = contents;
    const weights = [atStart.bytes, atStart.gzip, later.bytes, later.gzip].map(kilobytes);
    return [`\`${name}\``, ...weights, heaviest(contents)];
  });
  const head = ['function', 'at start, kB', 'gzip', 'lazy, kB', 'gzip', 'heaviest at start'];
  console.log(`${tableOf([head, ...rows])}\n`);
  console.log(
    `The console: ${kilobytes(web.first)} kB (gzip) before its first page, ${kilobytes(web.all)} kB with all pages.\n`,
  );
  console.log(
    faults.length > 0 ? faults.map((fault) => `- **${fault}**`).join('\n') : '- Nothing is in them that must not be.',
  );
}
