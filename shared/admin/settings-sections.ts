import { BRANDING_SECTION } from './section-branding.ts';
import { MAIL_SECTION } from './section-mail.ts';
import { PASSWORD_SECTION, PRODUCT_SECTION, SESSION_SECTION, TRACING_SECTION } from './section-rules.ts';
import type { SettingsSection } from './settings-section.ts';

/**
 * Every section of the settings. A new one is a file like `section-rules.ts` and a line here: the API takes, checks,
 * keeps, tells and describes what it says.
 */
export const SECTIONS: readonly SettingsSection[] = [
  BRANDING_SECTION,
  MAIL_SECTION,
  SESSION_SECTION,
  PASSWORD_SECTION,
  PRODUCT_SECTION,
  TRACING_SECTION,
];
