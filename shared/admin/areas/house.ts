import { CONFIGURATION_OPERATIONS } from '../configuration.ts';
import { MAIL_PREVIEW_OPERATIONS } from '../mail-preview.ts';
import { POLICY_OPERATIONS } from '../policies.ts';
import { POLICY_EFFECT_OPERATIONS } from '../policy-effect.ts';
import { LOGO_OPERATIONS } from '../settings-logo.ts';
import { SETTINGS_OPERATIONS } from '../settings.ts';
import type { Operation } from '../operation.ts';

/** What holds for everybody: policies, settings, and the configuration as a document. */
export const OPERATIONS: readonly Operation[] = [
  ...POLICY_OPERATIONS,
  ...POLICY_EFFECT_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...LOGO_OPERATIONS,
  ...MAIL_PREVIEW_OPERATIONS,
  ...CONFIGURATION_OPERATIONS,
];
