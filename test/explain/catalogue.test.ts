import { describe, expect, it } from '@jest/globals';
import { ERROR_ROWS, findErrors } from '../../shared/explain/find-errors.ts';
import { SAMLET_ERRORS } from '../../shared/explain/samlet-errors.ts';
import { REFUSAL_COPY } from '../../shared/pages/copy/refusals.en.ts';

const TITLES = Object.fromEntries(Object.entries(REFUSAL_COPY).map(([code, { title }]) => [code, title]));
const idsIn = (text: string): string[] => findErrors(text, TITLES).map(({ id }) => id);
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;');

/** How an error is found in the wild. */
const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'broken over lines': (text) => text.replaceAll(' ', '\n  '),
  'in a page': (text) => `<html><body><h1>Error</h1><p class="x">${html(text)}</p></body></html>`,
  'with printers’ quotes': (text) => text.replaceAll("'", '’').replace(/"([^"]*)"/g, '“$1”'),
  'in JSON': (text) => JSON.stringify({ Error: { Code: 'X', Message: text, Type: 'Sender' } }),
  'in a tool’s output': (text) => `An error occurred when calling the operation: ${text} (Service: Sts; Status: n)`,
};

describe.each(Object.entries(VARIANTS))('an error %s', (_name, varied) => {
  it.each(ERROR_ROWS.map(({ id, text }) => [id, text] as const))('is found: %s', (id, text) => {
    expect(idsIn(varied(text))).toContain(id);
  });
});

describe('the catalogue', () => {
  it('finds no second error in the text of one', () => {
    const several = ERROR_ROWS.map(({ id, text }) => [id, idsIn(text)] as const).filter(([, ids]) => ids.length !== 1);
    expect(several).toEqual([]);
  });

  it('gives each error an ID of its own, a cause, whose matter it is, and steps', () => {
    const ids = ERROR_ROWS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { causes } of ERROR_ROWS)
      for (const { cause, steps } of causes) expect([cause.endsWith('.'), steps.length > 0]).toEqual([true, true]);
  });

  it.each([
    [
      'An error occurred (AccessDenied) when calling the AssumeRoleWithSAML operation: Not authorized to perform sts:AssumeRoleWithSAML',
      ['aws-not-authorized'],
    ],
    [
      'An error occurred (ExpiredTokenException): Token must be redeemed within 5 minutes of issuance',
      ['aws-expired-token'],
    ],
    [
      'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithSAML operation: Response signature invalid',
      ['aws-signature-invalid'],
    ],
    [
      'Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)',
      ['aws-issuer-not-present'],
    ],
    ['InvalidIdentityToken', ['aws-invalid-identity-token']],
    ['HTTP Status 400 – Bad Request. Status Code: 400; Request ID: 1', ['aws-bad-request']],
  ])('takes what says more for what says less: %s', (text, expected) => {
    expect(idsIn(text)).toEqual(expected);
  });

  it.each(Object.keys(SAMLET_ERRORS))('knows our own refusal %s by its code, its problem and its page', (code) => {
    const id = `samlet-${code.toLowerCase().replaceAll('_', '-')}`;
    expect(idsIn(JSON.stringify({ code, status: 403 }))).toContain(id);
    expect(idsIn(`{"type":"/problems/${code.toLowerCase().replaceAll('_', '-')}"}`)).toContain(id);
    const title = TITLES[code] ?? '';
    if (title.length >= 15) expect(idsIn(`Samlet\n${title}\nRequest number`)).toContain(id);
  });

  it('finds nothing in what speaks of none', () => {
    expect(idsIn('The weather is fine, and the password was changed.')).toEqual([]);
  });
});
