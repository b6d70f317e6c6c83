import type { Partition } from '../aws-access/partition.ts';
import type { AssertionFacts, ResponseFacts } from './response-facts.ts';

/** What became of a signature: by whose certificate it holds, or why it does not. */
export interface SignatureVerdict {
  /** Which part bears it. */
  readonly on: 'response' | 'assertion';
  readonly outcome: 'ours' | 'shown' | 'changed' | 'refused' | 'ledger' | 'ledger-differs' | 'unknown';
  /** Why it is refused, in words. */
  readonly why?: string;
}

/** An app, as far as rules look at it. */
export interface KnownApp {
  readonly name: string;
  readonly entityId: string;
  readonly acsUrls: readonly string[];
}

/** What rules go by besides the message. */
export interface Judging {
  /** The moment at which it is judged: now, or when it was sent. */
  readonly now: Date;
  /** Our own entity ID, once there is one. */
  readonly ourEntityId?: string;
  /** The registered app that the message is for. */
  readonly app?: KnownApp;
  /** The partition whose sign-in the message is for. */
  readonly partition?: Partition;
  /** Whether it is for IAM Identity Center. */
  readonly isIdentityCenter?: boolean;
  /** Absent where nothing is signed yet, as in a preview. */
  readonly signatures?: readonly SignatureVerdict[];
  readonly relayState?: string;
  /** The length of the message in base64. */
  readonly base64Length?: number;
}

/** A response on its bench: the assertion that rules look at is the first one. */
export interface Subject {
  readonly response: ResponseFacts;
  readonly assertion?: AssertionFacts;
  readonly judging: Judging;
}

/** What a rule came to. `unknown`: it cannot be said from what is at hand. */
export type CheckOutcome = 'ok' | 'failed' | 'warning' | 'unknown';

/** What a rule found out. */
export interface Finding {
  readonly outcome: CheckOutcome;
  /** What stands there; it may be personal. */
  readonly found?: string;
  /** What that means, where it is not right; it names no value. */
  readonly explanation?: string;
  readonly whatToDo?: string;
}

/** One thing that SAML or a service provider asks of a response. */
export interface Rule {
  /** Stable: tests and documents name it. */
  readonly id: string;
  /** What is asked, in a sentence. */
  readonly rule: string;
  /** Where it is written. */
  readonly source: string;
  /** Whether what is found may be personal data. */
  readonly isPersonal?: boolean;
  /** Undefined where the rule has nothing to say of this message. */
  readonly check: (subject: Subject) => Finding | undefined;
}

const LONGEST = 300;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length})` : text);

/** Values as they are shown: each in quotes, so that white space is seen, too. */
export const quoted = (values: readonly (string | undefined)[]): string =>
  short(values.length === 0 ? 'nothing' : values.map((one) => (one === undefined ? 'nothing' : `“${one}”`)).join(', '));

/** It is as it should be. */
export const ok = (values?: readonly (string | undefined)[]): Finding => ({
  outcome: 'ok',
  ...(values ? { found: quoted(values) } : {}),
});

/** It is not, why that matters, and what is to be done. */
export const failed = (
  values: readonly (string | undefined)[] | undefined,
  explanation: string,
  whatToDo: string,
): Finding => ({ outcome: 'failed', ...(values ? { found: quoted(values) } : {}), explanation, whatToDo });

/** It works, and will surprise somebody. */
export const warning = (
  values: readonly (string | undefined)[] | undefined,
  explanation: string,
  whatToDo: string,
): Finding => ({ ...failed(values, explanation, whatToDo), outcome: 'warning' });

/** It cannot be said, and why. */
export const unknown = (explanation: string): Finding => ({ outcome: 'unknown', explanation });

/** Judges the assertion, where there is one. */
export const ofAssertion =
  (judge: (assertion: AssertionFacts, subject: Subject) => Finding | undefined) =>
  (subject: Subject): Finding | undefined =>
    subject.assertion && judge(subject.assertion, subject);

/** Judges the assertion of a response that is for AWS's own sign-in. */
export const ofAws =
  (judge: (assertion: AssertionFacts, partition: Partition, subject: Subject) => Finding | undefined) =>
  (subject: Subject): Finding | undefined =>
    subject.assertion && subject.judging.partition
      ? judge(subject.assertion, subject.judging.partition, subject)
      : undefined;

/** A time as SAML writes it, or `undefined` for what is none. */
export function timeIn(text: string | undefined): Date | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
