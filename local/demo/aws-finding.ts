import { type Assertion, timeOf } from './assertion.ts';
import type { AwsMessage, ResponseRead } from './aws-message.ts';

/** What a rule found out: both sides in words, so that a reader sees what is wrong. */
export interface Finding {
  readonly ok: boolean;
  readonly expected: string;
  readonly found: string;
}

/** One thing that AWS asks of a SAML response. */
export interface AwsRule {
  /** Stable: tests and traces name it. */
  readonly id: string;
  readonly text: string;
  /** Where it is written, in words. */
  readonly source: string;
  check(message: AwsMessage): Finding;
}

const LONGEST = 300;

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length})` : text);

/** Values as they are shown: each in quotes, so that white space is seen, too. */
export const quoted = (values: readonly (string | undefined)[]): string =>
  values.length === 0 ? 'nothing' : short(values.map((one) => (one === undefined ? 'nothing' : `“${one}”`)).join(', '));

/** A finding; values are quoted. */
export const found = (ok: boolean, expected: string, values: readonly (string | undefined)[]): Finding => ({
  ok,
  expected,
  found: quoted(values),
});

/** A finding in words of our own. */
export const told = (ok: boolean, expected: string, words: string): Finding => ({ ok, expected, found: short(words) });

/** Exactly one value, and this one. */
export const only = (expected: string, values: readonly (string | undefined)[]): Finding =>
  found(values.length === 1 && values[0] === expected, quoted([expected]), values);

/** Judges the response; where there is none, nothing is right. */
export const ofResponse =
  (expected: string, judge: (response: ResponseRead, message: AwsMessage) => Finding) =>
  (message: AwsMessage): Finding =>
    message.response ? judge(message.response, message) : told(false, expected, 'no response to look at');

/** Judges the assertion; where there is none, nothing is right. */
export const ofAssertion =
  (expected: string, judge: (assertion: Assertion, message: AwsMessage) => Finding) =>
  (message: AwsMessage): Finding =>
    message.assertion ? judge(message.assertion, message) : told(false, expected, 'no assertion to look at');

/** Exactly one time, which is to come. */
export function toCome(values: readonly (string | undefined)[], now: Date): Finding {
  const time = values.length === 1 ? timeOf(values[0]) : undefined;
  return found(time !== undefined && time > now, `a time after ${now.toISOString()}`, values);
}
