import { createHash } from 'node:crypto';
import { entityOf } from '../table/entity.ts';
import type { Item, Key, Table } from '../table/table.ts';
import type { Logo } from './branding.ts';

/** Bytes that a logo has at the most. */
export const LOGO_BYTES = 100 * 1024;

/** The first bytes of each kind of picture that may be shown; what can hold a script is none of them. */
const KINDS: readonly (readonly [Logo['type'], (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))],
  [
    'image/webp',
    (bytes) =>
      bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP',
  ],
];

/** A picture as it is kept. */
export interface LogoFile extends Logo {
  readonly bytes: Uint8Array;
}

/** A picture by its own first bytes, whatever somebody says that it is; `undefined` for anything else. */
export function logoFileOf(bytes: Buffer): LogoFile | undefined {
  const type = KINDS.find(([, begins]) => begins(bytes))?.[0];
  return type && { type, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 32), bytes };
}

/** Where a picture stands, by its name. */
export const logoKey = (hash: string): Key => ({ pk: 'SETTINGS', sk: `LOGO#${hash}` });

/** A picture in the table's form. */
export const logoItem = (logo: LogoFile): Item => ({ ...logoKey(logo.hash), ...logo });

/** The picture of a name, if it is still somebody's logo. */
export async function findLogo(table: Table, hash: string): Promise<LogoFile | undefined> {
  return entityOf<LogoFile>((await table.findAll([logoKey(hash)]))[0]);
}
