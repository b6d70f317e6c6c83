import type { Section } from './section.ts';

/** What a new password must be. Kinds of characters are not asked for (NIST SP 800-63B-4 section 3.1.1.2). */
export interface PasswordRules {
  /** Characters at the least, 8 to 64, counted as Unicode code points; 15 where nothing else is proved (NIST). */
  readonly minLength: number;
  /** Whether passwords that attackers try first are refused. */
  readonly refusesCommon: boolean;
  /** Whether a password is refused that is made of the person's own names, their address or the organisation's name. */
  readonly refusesOwnWords: boolean;
  /** How many of the last passwords are refused, the present one among them, 0 to 10. */
  readonly history: number;
}

/** The section. */
export const PASSWORD_RULES: Section<PasswordRules> = {
  name: 'passwords',
  defaults: { minLength: 15, refusesCommon: true, refusesOwnWords: true, history: 0 },
};
