import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestHouse } from '../kit/house.ts';

/** A secret whose value is known, and where it may be seen. */
export interface Secret {
  readonly name: string;
  readonly value: string;
  /** Whether a person made it up, so that a digest of it alone would betray it. */
  readonly isGuessable?: boolean;
  /** The places that are meant to hold it. @default none */
  readonly mayBeIn?: readonly string[];
}

/** A place where somebody might look: its name, and all of its text. */
export type Place = readonly [name: string, text: string];

/** A secret as it might be written: as it is, escaped, encoded, and of what can be guessed the bare digests. */
function formsOf({ value, isGuessable = false }: Secret): string[] {
  const bytes = Buffer.from(value);
  const digests = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((hash) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) => createHash(hash).update(value).digest(encoding)),
  );
  return [
    value,
    encodeURIComponent(value),
    new URLSearchParams({ value }).toString().slice('value='.length),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    [...value].toReversed().join(''),
    ...(isGuessable ? digests : []),
  ];
}

/** Every secret that stands where it should not, with the place. */
export const misplaced = (secrets: readonly Secret[], places: readonly Place[]): string[] =>
  secrets.flatMap((secret) =>
    places
      .filter(([place]) => !secret.mayBeIn?.includes(place))
      .filter(([, text]) => formsOf(secret).some((form) => text.includes(form)))
      .map(([place]) => `${secret.name} in ${place}`),
  );

/** A text with all that its longer words decode to, should they be base64. */
export const unfolded = (text: string): string =>
  [
    text,
    ...(text.match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? []).map((word) => Buffer.from(word, 'base64').toString('latin1')),
  ].join('\n');

/** Names of attributes that hold what is kept of a secret: its hash, or itself, sealed. */
const KEPT_BY = /^(?:\w*[sS]ecretHash|hash|sealed|link|history)$/;

/** Texts in a value, all the way down. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** What the table keeps of secrets: nobody is told of it, not even as a digest, since digests can be tried at leisure. */
export const keptOf = (items: readonly Readonly<Record<string, unknown>>[]): Secret[] =>
  items.flatMap((item) =>
    Object.entries(item)
      .filter(([name]) => KEPT_BY.test(name))
      .flatMap(([name, value]) =>
        textsIn(value).map((text) => ({ name: `${name} of ${String(item['pk'])}`, value: text })),
      )
      .filter(({ value }) => value.length >= 20),
  );

/** The secrets that no code of ours ever holds: the keys of KMS, and what only CloudFront and the functions share. */
export function secretsOfTheHouse({ data, deployment }: TestHouse): Secret[] {
  const keys = JSON.parse(readFileSync(join(data, 'kms.json'), 'utf8')) as Record<string, string>;
  const origins = deployment.front.behaviours.map(({ origin }) => origin.headers['x-samlet-origin']);
  return [
    ...Object.entries(keys).map(([name, material]) => ({ name, value: material.split('\n')[8] ?? material })),
    ...origins.flatMap((value) => (value === undefined ? [] : [{ name: 'the origin secret', value }])),
  ];
}
