import type { Section } from './section.ts';

/** How long somebody stays signed in, in minutes. */
export interface SessionRules {
  /** The absolute end, whatever is done in between. */
  readonly maxMinutes: number;
  /** A session that was not used for this long ends. @default it does not */
  readonly idleMinutes?: number;
}

/** A working day: NIST SP 800-63B-4 allows 24 hours at AAL2. */
export const SESSION_MINUTES = 600;

/** The section. */
export const SESSION_RULES: Section<SessionRules> = { name: 'sessions', defaults: { maxMinutes: SESSION_MINUTES } };
