import { dictionary } from '@zxcvbn-ts/language-common';

let common: ReadonlySet<string> | undefined;

/**
 * Tells whether a password (lower case) is one of the 49,000 that attackers try first, or one of them dressed up: said
 * twice, or with digits and signs around. This file is loaded only where a password is set.
 */
export function isCommon(plain: string): boolean {
  common ??= new Set(dictionary['passwords-common']);
  const bare = plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const half = plain.slice(0, plain.length / 2);
  const isTwice = plain.length % 2 === 0 && half + half === plain;
  return common.has(plain) || (bare !== '' && common.has(bare)) || (isTwice && common.has(half));
}
