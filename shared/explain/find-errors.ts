import type { RefusalCode } from '../base/refusal.ts';
import { AWS_SETUP_ERRORS } from './aws-setup-errors.ts';
import { AWS_SIGN_IN_ERRORS } from './aws-sign-in-errors.ts';
import { type ErrorRow, plainText } from './error-row.ts';
import { SAMLET_ERRORS } from './samlet-errors.ts';

/** An error that was found in a text, as it is told. */
export type FoundError = Omit<ErrorRow, 'pattern'>;

/** Every error of others that is known. */
export const ERROR_ROWS: readonly ErrorRow[] = [...AWS_SIGN_IN_ERRORS, ...AWS_SETUP_ERRORS];

/** Rows that say little: they are told only where nothing says more. */
const VAGUE: ReadonlySet<string> = new Set(['aws-invalid-identity-token', 'aws-bad-request', 'idc-unexpected']);

/** An error of Samlet's own by its code and the title of its page. */
export const samletError = (code: RefusalCode, title: string): FoundError | undefined => {
  const cause = SAMLET_ERRORS[code];
  return (
    cause && { id: `samlet-${code.toLowerCase().replaceAll('_', '-')}`, from: 'Samlet', text: title, causes: [cause] }
  );
};

/**
 * The errors that a text speaks of, whatever stands around them: a page, a log line, a tool's output. `titles` are the
 * titles of Samlet's own error pages by code.
 */
export function findErrors(text: string, titles: Readonly<Record<string, string>>): readonly FoundError[] {
  const plain = plainText(text);
  const rows = ERROR_ROWS.filter(({ pattern }) => pattern.test(plain));
  const telling = rows.filter(({ id }) => !VAGUE.has(id));
  const others = (telling.length > 0 ? telling : rows).map(({ pattern: _pattern, ...row }) => row);
  const ours = (Object.keys(SAMLET_ERRORS) as RefusalCode[]).filter((code) => speaksOf(code, text, plain, titles));
  return [...others, ...ours.flatMap((code) => samletError(code, titles[code] ?? code) ?? [])];
}

/** A code is a word of its own, in capitals or as in a problem's type; a title is long enough to be nobody else's. */
function speaksOf(code: RefusalCode, text: string, plain: string, titles: Readonly<Record<string, string>>): boolean {
  const title = plainText(titles[code] ?? '');
  return (
    new RegExp(`\\b${code}\\b`).test(text) ||
    plain.includes(`/problems/${code.toLowerCase().replaceAll('_', '-')}`) ||
    (title.length >= 15 && plain.includes(title))
  );
}
