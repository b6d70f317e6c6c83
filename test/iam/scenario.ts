import type { TestHouse } from '../kit/house.ts';
import type { Scene, Step } from './scene.ts';
import { ACCOUNT_STEPS } from './steps/account.ts';
import { APP_METADATA_STEPS } from './steps/app-metadata.ts';
import { AUDIT_STEPS } from './steps/audit.ts';
import { AWS_STEPS } from './steps/aws.ts';
import { CONFIGURATION_STEPS } from './steps/configuration.ts';
import { LOGOUT_STEPS } from './steps/logout.ts';
import { METADATA_STEPS } from './steps/metadata.ts';
import { ONBOARDING_STEPS } from './steps/onboarding.ts';
import { OUTBOX_STEPS } from './steps/outbox.ts';
import { ADMINISTRATION_STEPS } from './steps/administration.ts';
import { ADMINISTRATOR_STEPS } from './steps/administrators.ts';
import { POLICY_STEPS } from './steps/policies.ts';
import { SAML_STEPS } from './steps/saml.ts';
import { SETTINGS_STEPS } from './steps/settings.ts';
import { SIGN_IN_STEPS } from './steps/sign-in.ts';
import { TRACE_STEPS } from './steps/traces.ts';
import { USER_STEPS } from './steps/users.ts';

/**
 * The ways that the IAM proof walks: together they must use every right in the template, and nothing else. A new way
 * through Samlet comes with a step here; it stands on no other, but for the owner of the house.
 */
export const STEPS: readonly Step[] = [
  ...AUDIT_STEPS, // before any sweep has sealed the hours in which it writes
  ...SIGN_IN_STEPS,
  ...SAML_STEPS,
  ...AWS_STEPS,
  ...LOGOUT_STEPS,
  ...ACCOUNT_STEPS,
  ...CONFIGURATION_STEPS,
  ...METADATA_STEPS,
  ...USER_STEPS,
  ...ADMINISTRATION_STEPS,
  ...ADMINISTRATOR_STEPS,
  ...POLICY_STEPS,
  ...SETTINGS_STEPS,
  ...APP_METADATA_STEPS,
  ...TRACE_STEPS,
  ...ONBOARDING_STEPS,
  ...OUTBOX_STEPS,
];

/** Runs every step on a house; a step that fails is named. */
export async function playAll(house: TestHouse): Promise<void> {
  const scene: Scene = { house, dev: await house.owner() };
  for (const { name, run } of STEPS) {
    await run(scene).catch((cause: unknown) => {
      throw new Error(`${name}: ${(cause as Error).message}`, { cause });
    });
  }
}
