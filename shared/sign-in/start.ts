import { ensureKeyRing } from '../keys/first-certificates.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { ConditionFailed } from '../table/table.ts';
import type { Situation } from './gather.ts';
import type { Caller, Ports } from './ports.ts';
import { chosenBy, firstSettings, SETTINGS_KEY, settingsOf, type TenantSettings } from './settings.ts';

/** What every issue stands on: who we are, and the keys that say so. */
export interface Ground {
  readonly settings: TenantSettings;
  readonly keyRing: KeyRing;
}

/** Settings and keys as they were read; both are made at the first need of all, once and for ever. */
export async function groundOf({ settings, keyRing }: Situation, caller: Caller, ports: Ports): Promise<Ground> {
  if (settings && keyRing) return { settings, keyRing };
  const made = settings ?? (await ensureSettings(ports));
  const commonName = `Samlet ${new URL(ports.baseUrl).hostname}`.slice(0, 64);
  const { table, signingKeys, signingKeyIds } = ports;
  return {
    settings: made,
    keyRing:
      keyRing ??
      (await ensureKeyRing({
        table,
        signingKeys,
        signingKeyIds,
        now: ports.now(),
        requestId: caller.requestId,
        commonName,
      })),
  };
}

/** The settings; of several first starts at once, one decides what the entity ID is. */
async function ensureSettings({ table, baseUrl }: Ports): Promise<TenantSettings> {
  const first = firstSettings(baseUrl);
  try {
    const item = { ...SETTINGS_KEY, ...first };
    await table.commit([{ do: 'create', item }]);
    return { ...first, ...chosenBy(item) };
  } catch (error) {
    const found = error instanceof ConditionFailed ? settingsOf(error.found) : undefined;
    if (!found) throw error;
    return found;
  }
}
