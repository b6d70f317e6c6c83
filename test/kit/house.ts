import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mail } from '../../local/endpoints/mailbox.ts';
import { type DevFile, firstStart } from '../../local/first-start.ts';
import { type House, openHouse } from '../../local/house.ts';
import { synthesizeShared } from '../../local/synth.ts';
import { type Assembly, readAssembly } from '../../local/template/assembly.ts';

/** The whole of Samlet as it is deployed, started within a test: real functions, real emulator, real front door. */
export interface TestHouse extends House {
  /** The first owner and an API token, made through the set-up link. */
  owner(): Promise<DevFile>;
  /** Works off the outbox, then tells the mails to an address, newest first. */
  mailsTo(address: string): Promise<readonly Mail[]>;
  /** What went wrong while it ran: denied calls, functions that crashed. */
  readonly troubles: readonly string[];
  /** The folder that holds its log, its secrets and its keys. */
  readonly data: string;
}

/** How a test wants its house. */
export interface TestHouseOptions {
  readonly workers?: number;
  /** Takes something out of the template or puts something in, as a negative control. */
  readonly change?: (assembly: Assembly) => Assembly;
  readonly standInUrl?: string;
}

/** Where the tests of all processes put the stack that they synthesize. */
export const SHARED_SYNTH = join(tmpdir(), `samlet-synth-${process.getuid?.() ?? 0}`);

/** Starts a house on free ports. The stack is synthesized once for each state of the sources; test keys are made once. */
export async function startHouse({ workers, change, standInUrl }: TestHouseOptions = {}): Promise<TestHouse> {
  const directory = await synthesizeShared(SHARED_SYNTH);
  const assembly = readAssembly(directory);
  const data = mkdtempSync(join(tmpdir(), 'samlet-house-'));
  const troubles: string[] = [];
  borrowKeys(directory, data);
  const house = await openHouse({
    assembly: change ? change(assembly) : assembly,
    data,
    port: 0,
    keepsTable: false,
    clock: false,
    onTrouble: (line) => troubles.push(line),
    ...(workers === undefined ? {} : { maxWorkers: workers }),
    ...(standInUrl === undefined ? {} : { standInUrl }),
  });
  lendKeys(directory, data);
  const closeHouse = house.close;
  let dev: Promise<DevFile> | undefined;
  return Object.assign(house, {
    troubles,
    data,
    owner: () => (dev ??= firstStart(house, data)),
    mailsTo: async (address: string) => {
      await house.jobs.settle();
      await house.jobs.runSchedules();
      // A mail that another run of the outbox had claimed meanwhile is on its way, and not yet here.
      await house.jobs.settle();
      return house.mailbox.mails.filter(({ to }) => to.includes(address)).toReversed();
    },
    close: async () => {
      await closeHouse();
      rmSync(data, { recursive: true, force: true });
    },
  });
}

/** RSA keys take a second to make; those of another test house do as well. */
function borrowKeys(directory: string, data: string): void {
  if (existsSync(join(directory, 'kms.json'))) copyFileSync(join(directory, 'kms.json'), join(data, 'kms.json'));
}

function lendKeys(directory: string, data: string): void {
  if (existsSync(join(directory, 'kms.json'))) return;
  const fresh = join(directory, `kms.json.${process.pid}`);
  copyFileSync(join(data, 'kms.json'), fresh);
  renameSync(fresh, join(directory, 'kms.json'));
}
