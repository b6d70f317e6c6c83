import type { RefusalCode } from '../base/refusal.ts';
import { SAMLET_ERRORS } from './samlet-errors.ts';

/** What was decided of a sign-in, as a trace has it. */
export interface Decided {
  readonly outcome: 'issued' | 'told' | 'shown';
  /** The rule that decided, or why it failed. */
  readonly reason: string;
  readonly code?: RefusalCode;
}

/** A decision in words: what came of it, why, and what is to be done. */
export interface DecisionWords {
  readonly words: string;
  readonly cause?: string;
  readonly whatToDo?: readonly string[];
}

const ENDS = {
  issued: 'The app was sent an assertion.',
  told: 'The app was told that there is no assertion for it.',
  shown: 'The person was shown a page; the app was told nothing.',
} as const;

/** The rules of the decision, in words; others are told by their names. */
const RULES: Readonly<Record<string, string | undefined>> = {
  password: 'The user had proved by password who they are, and the target is assigned to them.',
  assigned: 'The target is not assigned to the user.',
  'target-enabled': 'The app is switched off.',
  'user-active': 'The user is disabled.',
  'context-possible': 'The app asked for a way of signing in that is not offered.',
  'proof-needed': 'A proof was needed, and there was none that counted.',
};

/** Says what was decided, and by what. */
export function decisionWords({ outcome, reason, code }: Decided): DecisionWords {
  const why = RULES[reason] ?? (code === undefined ? `The rule that decided: ${reason}.` : `The reason: ${reason}.`);
  const known = code && SAMLET_ERRORS[code];
  return {
    words: `${ENDS[outcome]} ${why}`,
    ...(known ? { cause: known.cause, whatToDo: known.steps } : {}),
  };
}
