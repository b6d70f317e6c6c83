/** How fast a file of users is imported, and how much memory it takes: `node bench/import.ts [rows]`. */
import { setTimeout as pause } from 'node:timers/promises';
import { stageOn } from '../test/provisioning/kit.ts';
import { peopleFile } from '../test/provisioning/people.ts';
import { startTable } from '../test/kit/table.ts';
import { figure, tableOf } from './kit/report.ts';

const rows = Number(process.argv[2] ?? 5_000);
const started = await startTable(() => new Date());
const stage = stageOn(started.table, () => new Date());
const { file } = peopleFile(rows, 100);

/** The most memory that the process holds while something runs, in MB beyond what it held before. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const ended = { value: false };
  const watching = (async () => {
    while (!ended.value) {
      peak = Math.max(peak, process.memoryUsage().rss);
      await pause(20);
    }
  })();
  await work();
  ended.value = true;
  await watching;
  return (peak - before) / 1_000_000;
}

async function measured(mode: 'dry-run' | 'apply'): Promise<readonly string[]> {
  const job = await stage.job(file, { mode });
  const from = performance.now();
  const peak = await peakOf(() => stage.run(job));
  const perSecond = rows / ((performance.now() - from) / 1000);
  return [mode, String(rows), figure(perSecond, 0), figure(peak, 0)];
}

const figures = [await measured('dry-run'), await measured('apply')];
console.log(tableOf([['mode', 'rows', 'rows a second', 'memory beyond the start, MB'], ...figures]));
await started.close();
process.exit(0);
