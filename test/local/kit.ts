import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type House, openHouse, type HouseOptions } from '../../local/house.ts';
import { fixtureStack } from './fixtures/stack.ts';

/** A house over the small stack, with everything in a folder that goes with it. */
export async function fixtureHouse(options: Partial<HouseOptions> = {}): Promise<House & { troubles: string[] }> {
  const data = mkdtempSync(join(tmpdir(), 'samlet-local-'));
  const troubles: string[] = [];
  const house = await openHouse({
    assembly: fixtureStack(),
    data,
    port: 0,
    keepsTable: false,
    clock: false,
    onTrouble: (line) => troubles.push(line),
    ...options,
  });
  const closeHouse = house.close;
  const close = async (): Promise<void> => {
    await closeHouse();
    rmSync(data, { recursive: true, force: true });
  };
  return Object.assign(house, { troubles, close });
}

/** Makes the function `web` call AWS. */
export const callBy = (
  house: House,
  service: string,
  command: string,
  input: object,
): Promise<Record<string, unknown>> =>
  house.invoke('web', { call: { service, command, input } }) as Promise<Record<string, unknown>>;
