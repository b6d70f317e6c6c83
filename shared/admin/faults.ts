import type * as z from 'zod/mini';
import type { Fault } from '../base/refusal.ts';

/** Faults that are told at once; whoever makes more than these learns the rest next time. */
const TOLD = 50;

/** What is wrong with a value, in words for whoever sent it: a JSON pointer and a sentence for each fault. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[], value: unknown): Fault[] =>
  issues.flatMap((issue) => faultsOfIssue(issue, value)).slice(0, TOLD);

function faultsOfIssue(issue: z.core.$ZodIssue, value: unknown): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'There is no such field.' }));
  }
  return [{ pointer: pointerTo(issue.path), detail: detailOf(issue, valueAt(value, issue.path)) }];
}

/** A path as a JSON pointer (RFC 6901). */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (at, part) => (at === null || at === undefined ? undefined : (at as Record<PropertyKey, unknown>)[part]),
    value,
  );

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** The schema's own sentence where it has one; else what the kind of fault says. */
function detailOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.message !== 'Invalid input') return issue.message;
  if (value === undefined) return 'This is needed.';
  if (issue.code === 'invalid_type') return `This must be ${KINDS[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'too_big') return `${boundOf(issue.origin, 'most')} ${String(issue.maximum)}.`;
  if (issue.code === 'too_small') return `${boundOf(issue.origin, 'least')} ${String(issue.minimum)}.`;
  if (issue.code === 'invalid_value') return `This must be one of: ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'This cannot be a name here.';
  return 'This is none of what can stand here.';
}

function boundOf(origin: string, end: 'most' | 'least'): string {
  const side = end === 'most' ? 'at the most' : 'at the least';
  if (origin === 'string') return `Characters ${side}:`;
  return origin === 'array' ? `Entries ${side}:` : `This is ${side}`;
}
