import { inflateRawSync } from 'node:zlib';
import type { Passing } from './web-browser.ts';

/** The XML of a message that passed through a browser, by form or query. */
export function xmlOf({ fields }: Pick<Passing, 'fields'>): string {
  const bytes = Buffer.from(fields['SAMLRequest'] ?? fields['SAMLResponse'] ?? '', 'base64');
  return bytes[0] === 0x3c ? bytes.toString('utf8') : inflateRawSync(bytes).toString('utf8');
}

/** The kind of a message: `AuthnRequest`, `Response`, `LogoutRequest` or `LogoutResponse`. */
export const kindOf = (passing: Pick<Passing, 'fields'>): string =>
  /<(?:\w+:)?(AuthnRequest|Response|LogoutRequest|LogoutResponse)[\s>]/.exec(xmlOf(passing))?.[1] ?? 'nothing';

/** Both levels of a response's status, by their last words. */
export const statusOf = (passing: Pick<Passing, 'fields'>): readonly string[] =>
  [...xmlOf(passing).matchAll(/StatusCode[^>]*Value="[^"]*:(\w+)"/g)].map(([, word]) => word ?? '');

/**
 * Changes one character of the responses that pass, behind the first place that fits: a control for service providers
 * that verify nothing. Everything else passes as it is.
 *
 * @throws {Error} if a response has no such place: nothing would be proved
 */
export const flipping =
  (place: RegExp) =>
  ({ fields }: Passing): Readonly<Record<string, string>> => {
    if (kindOf({ fields }) !== 'Response') return fields;
    const xml = xmlOf({ fields });
    const found = place.exec(xml);
    if (!found) throw new Error(`${place} is not in ${xml}`);
    const at = found.index + found[0].length;
    const changed = `${xml.slice(0, at)}${xml[at] === 'A' ? 'B' : 'A'}${xml.slice(at + 1)}`;
    return { ...fields, SAMLResponse: Buffer.from(changed).toString('base64') };
  };
