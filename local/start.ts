/** `npm start`: synthesizes the stack, runs it on this machine, and makes it ready to be tried. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Demo, startDemoBeside } from './demo.ts';
import { type DevFile, firstStart } from './first-start.ts';
import { type House, openHouse } from './house.ts';
import { seed } from './seed.ts';
import { StartFailure } from './start-failure.ts';
import { synthesize } from './synth.ts';
import { readAssembly } from './template/assembly.ts';

/** What was asked for on the command line and in the environment. */
interface Wanted {
  readonly port: number;
  readonly data: string;
  readonly isEmpty: boolean;
}

const step = (line: string): void => console.log(`  ${line}`);

function wanted(): Wanted {
  const isEmpty = isEmptyIn(process.argv.slice(2));
  const port = Number(process.env['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_533) {
    throw new StartFailure(`PORT is "${process.env['PORT']}": it must be a number from 1 to 65533`);
  }
  return { port, isEmpty, data: resolve(process.env['SAMLET_DATA'] ?? '.samlet') };
}

function isEmptyIn(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { empty: { type: 'boolean', default: false } } }).values.empty;
  } catch (cause) {
    throw new StartFailure(
      `"${args.join(' ')}" is not known: the only argument is --empty, as in npm start -- --empty`,
      {
        cause,
      },
    );
  }
}

async function start(
  { port, data, isEmpty }: Wanted,
  onOpen: (open: { close(): Promise<void> }) => void,
): Promise<void> {
  const startedAt = performance.now();
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const assembly = join(data, 'cdk.out');
  step((await synthesize(assembly)) ? 'synthesized the stack' : 'the stack is as it was: nothing to synthesize');
  const house = await openHouse({
    assembly: readAssembly(assembly),
    data,
    port,
    endpointsPort: port + 2,
    onStep: step,
    onTrouble: (line) => console.error(`  ! ${line}`),
    ...(process.env['SAMLET_RECORD'] ? { record: process.env['SAMLET_RECORD'] } : {}),
  });
  onOpen(house);
  const demo = await startDemoBeside(port + 1, house.baseUrl, join(data, 'demo')).catch((error: unknown) => {
    const isBusy = (error as { code?: string }).code === 'EADDRINUSE';
    throw isBusy ? new StartFailure(`port ${port + 1} is taken, where the demo runs: choose another PORT`) : error;
  });
  if (demo) onOpen(demo);
  const dev = await prepare(house, { data, isEmpty, demo });
  step(`ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  welcome(dev, demo);
}

async function prepare(
  house: House,
  { data, isEmpty, demo }: { data: string; isEmpty: boolean; demo: Demo | undefined },
): Promise<DevFile> {
  const { isFirst, ...dev } = await firstStart(house, data);
  if (isFirst) step('made the first owner through the one-time set-up link');
  if (isFirst && !isEmpty && demo) {
    await fetch(`${house.baseUrl}/sign-in`, { redirect: 'manual' }); // makes the certificates, which apps are given
    await seed(dev, demo.url).catch((cause: unknown) => {
      const { message } = cause as Error;
      throw new StartFailure(`the demo organisation could not be made (${message}): delete ${data} and start again`, {
        cause,
      });
    });
    step('made the demo organisation');
  }
  return dev;
}

function welcome({ baseUrl, admin, mailboxUrl }: DevFile, demo: Demo | undefined): void {
  console.log(`
Samlet   ${baseUrl}
user     ${admin.username}
password ${admin.password}
mailbox  ${mailboxUrl}${demo ? `\ndemo     ${demo.url}` : ''}

Ctrl-C ends everything.`);
}

/** One sentence for what somebody can mend; the whole story for what is our own fault. */
function tell(error: unknown): void {
  if (error instanceof StartFailure) console.error(`Samlet cannot start: ${error.message.replace(/\.$/, '')}.`);
  else console.error(error);
}

async function main(): Promise<void> {
  const opened: { close(): Promise<void> }[] = [];
  const end = async (code: number): Promise<void> => {
    setTimeout(() => process.exit(code), 900).unref(); // whatever hangs must not keep people waiting
    await Promise.allSettled(opened.map((open) => open.close()));
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(0));
  try {
    await start(wanted(), (open) => opened.push(open));
  } catch (error) {
    tell(error);
    await end(1);
  }
}

await main();
