import { type Branding, BRANDING } from '../settings/branding.ts';
import { type PasswordRules, PASSWORD_RULES } from '../settings/passwords.ts';
import { type ProductRules, PRODUCT_RULES } from '../settings/product.ts';
import { SETTINGS_KEY, valuesIn } from '../settings/section.ts';
import { SESSION_RULES } from '../settings/sessions.ts';
import { type Tracing, TRACING } from '../settings/tracing.ts';
import { entityOf } from '../table/entity.ts';
import type { Item } from '../table/table.ts';

export { SETTINGS_KEY };

/** What is kept from the first start. */
interface Founding {
  /** Our name in every message and in every trust policy: stored at the first start, and the same for ever. */
  readonly entityId: string;
  /** Sessions that began before this count rose are dead, everybody's. */
  readonly epoch: number;
  /** How long a session lasts at the most, in seconds. */
  readonly sessionSeconds: number;
}

/** What holds for the whole of one Samlet. */
export interface TenantSettings extends Founding {
  /** A session that was not used for this long ends, in seconds. */
  readonly idleSeconds?: number;
  readonly branding: Branding;
  readonly passwords: PasswordRules;
  readonly product: ProductRules;
  readonly tracing: Tracing;
}

/** A working day: NIST SP 800-63B-4 allows 24 hours at AAL2. */
export const SESSION_SECONDS = 10 * 3600;

/** The settings of a first start. */
export const firstSettings = (baseUrl: string): Founding => ({
  entityId: `${baseUrl}/saml/metadata`,
  epoch: 0,
  sessionSeconds: SESSION_SECONDS,
});

/** The settings out of an item that was read, or `undefined`. */
export function settingsOf(item: Item | undefined): TenantSettings | undefined {
  const founding = entityOf<Founding>(item);
  if (!founding) return undefined;
  const { maxMinutes, idleMinutes } = valuesIn(item, SESSION_RULES);
  return {
    entityId: founding.entityId,
    epoch: founding.epoch,
    sessionSeconds: maxMinutes * 60,
    ...(idleMinutes === undefined ? {} : { idleSeconds: idleMinutes * 60 }),
    ...chosenBy(item),
  };
}

/** What was chosen, or holds by itself, also before there are any settings. */
export const chosenBy = (
  item: Item | undefined,
): Pick<TenantSettings, 'branding' | 'passwords' | 'product' | 'tracing'> => ({
  branding: valuesIn(item, BRANDING),
  passwords: valuesIn(item, PASSWORD_RULES),
  product: valuesIn(item, PRODUCT_RULES),
  tracing: valuesIn(item, TRACING),
});
