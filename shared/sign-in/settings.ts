import type { Item, Key } from '../table/table.ts';
import { entityOf } from '../table/entity.ts';

/** What holds for the whole of one Samlet. */
export interface TenantSettings {
  /** Our name in every message and in every trust policy: stored at the first start, and the same for ever. */
  readonly entityId: string;
  /** Sessions that began before this count rose are dead, everybody's. */
  readonly epoch: number;
  /** How long a session lasts at the most, in seconds. */
  readonly sessionSeconds: number;
}

/** Where the settings stand. */
export const SETTINGS_KEY: Key = { pk: 'SETTINGS', sk: 'SETTINGS' };

/** A working day: NIST SP 800-63B-4 allows 24 hours at AAL2. */
export const SESSION_SECONDS = 10 * 3600;

/** The settings of a first start. */
export const firstSettings = (baseUrl: string): TenantSettings => ({
  entityId: `${baseUrl}/saml/metadata`,
  epoch: 0,
  sessionSeconds: SESSION_SECONDS,
});

/** The settings out of an item that was read, or `undefined`. */
export const settingsOf = (item: Item | undefined): TenantSettings | undefined => entityOf<TenantSettings>(item);
