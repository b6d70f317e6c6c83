import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { sameSecret } from '../base/bytes.ts';
import type { Fault } from '../base/refusal.ts';
import type { Pepper } from '../keys/key-ring.ts';
import { type PasswordRules, PASSWORD_RULES } from '../settings/passwords.ts';
import { entityOf } from '../table/entity.ts';
import type { Key, Table, Write } from '../table/table.ts';
import { activated } from './onboarding.ts';
import { type User, userKey, userPartition } from './user.ts';

/** How a password was hashed: kept beside each hash, so that parameters may change (OWASP: 19 MiB, two passes). */
interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const PARAMETERS: Parameters = { memory: 19_456, passes: 2, parallelism: 1 };

interface PasswordItem extends Parameters {
  readonly salt: string;
  /** The pepper key that the hash was made with. */
  readonly keyId: string;
  readonly hash: string;
  readonly setAt: string;
  /** Hashes of those before it, newest first; as many as the rules ask for. */
  readonly earlier?: readonly Hashed[];
}

/** A hash with what it was made with. */
interface Hashed extends Parameters {
  readonly salt: string;
  readonly keyId: string;
  readonly hash: string;
}

/** And at most this many. */
export const PASSWORD_MAX = 256;

/** How passwords are kept and checked. */
export interface Passwords {
  /**
   * Tells whether this is the user's password. For `undefined`, or a user without one, the same work and the same calls
   * are made in vain, so that nobody learns from the time who exists.
   */
  verify(userId: string | undefined, password: string): Promise<boolean>;
  /**
   * The writes that set a user's password and end all their sessions and links, by raising their epoch; `history` hashes
   * of those before are kept.
   */
  setting(user: User, password: string, at: Date, history?: number): Promise<Write[]>;
  /** Whether the password is one of the user's last `count`, the present one among them. */
  wasUsed(userId: string, password: string, count: number): Promise<boolean>;
  /** A new user with a password, and the write that keeps it beside the user's own. */
  first(user: User, password: string, at: Date): Promise<{ user: User; write: Write }>;
}

const passwordKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'PASSWORD' });

/** Passwords in the table, peppered in KMS. */
export function passwordsIn(table: Table, pepper: Pepper): Passwords {
  const hashed = async (password: string, at: Date): Promise<PasswordItem> => {
    const salt = randomBytes(16).toString('base64');
    const made = { ...PARAMETERS, salt, keyId: pepper.keyId };
    return { ...made, hash: await hashOf(password, made, pepper), setAt: at.toISOString() };
  };
  return {
    async verify(userId, password) {
      const kept = entityOf<PasswordItem>(await table.find(passwordKey(userId ?? 'nobody')));
      const against = kept ?? { ...PARAMETERS, salt: NO_SALT, keyId: pepper.keyId, hash: '' };
      const isRight = sameSecret(await hashOf(password, against, pepper), against.hash);
      return isRight && kept !== undefined && password.length <= UNITS_MAX;
    },
    async setting(user, password, at, history = 0) {
      const before = history > 0 ? entityOf<PasswordItem>(await table.find(passwordKey(user.id))) : undefined;
      const earlier = before ? lastOf(before).slice(0, history) : [];
      const item = {
        ...passwordKey(user.id),
        ...(await hashed(password, at)),
        ...(earlier.length > 0 ? { earlier } : {}),
      };
      const updatedAt = at.toISOString();
      return [
        { do: 'put', item },
        {
          do: 'change',
          key: userKey(user.id),
          set: { hasPassword: true, updatedAt },
          add: { epoch: 1, version: 1 },
          when: [{ attribute: 'epoch', is: '=', value: user.epoch }],
        },
        ...(user.hasPassword ? [] : [activated(user)]),
      ];
    },
    async wasUsed(userId, password, count) {
      const kept = count > 0 ? entityOf<PasswordItem>(await table.find(passwordKey(userId))) : undefined;
      for (const one of kept ? lastOf(kept).slice(0, count) : [])
        if (sameSecret(await hashOf(password, one, pepper), one.hash)) return true;
      return false;
    },
    async first(user, password, at) {
      const item = { ...passwordKey(user.id), ...(await hashed(password, at)) };
      return { user: { ...user, hasPassword: true }, write: { do: 'create', item } };
    },
  };
}

/** The hashes of a user's passwords, newest first. */
const lastOf = ({ earlier = [], setAt: _setAt, ...present }: PasswordItem): Hashed[] => [present, ...earlier];

/** No password is longer, in UTF-16 units before NFKC, which makes one character of at most four; the rest is not hashed. */
const UNITS_MAX = 4 * PASSWORD_MAX;

const NO_SALT = Buffer.alloc(16).toString('base64');
const argon2id = promisify(argon2);

/** Hashes of one process at a time: each takes 19 MiB and a core. */
const CONCURRENT = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running >= CONCURRENT) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** argon2id over the NFKC form, then a MAC whose key stays in KMS. */
async function hashOf(
  password: string,
  { memory, passes, parallelism, salt, keyId }: Parameters & { salt: string; keyId: string },
  pepper: Pepper,
): Promise<string> {
  const message = Buffer.from(password.slice(0, UNITS_MAX).normalize('NFKC'), 'utf8');
  const nonce = Buffer.from(salt, 'base64');
  const digest = await oneOfFew(() =>
    argon2id('argon2id', { message, nonce, memory, passes, parallelism, tagLength: 32 }),
  );
  return Buffer.from(await pepper.mac(keyId, digest)).toString('base64');
}

/** Whose words a password must not be made of. */
type Owner = Pick<User, 'userName' | 'email'> &
  Partial<Pick<User, 'givenName' | 'familyName' | 'displayName' | 'organization'>>;

/**
 * What is wrong with a password, in words; nothing, if it may be used. Length and a list of known passwords decide, not
 * kinds of characters (NIST SP 800-63B-4 section 3.1.1.2).
 */
export async function checkSuitable(
  password: string,
  owner: Owner,
  { rules = PASSWORD_RULES.defaults, organisation = '' }: { rules?: PasswordRules; organisation?: string } = {},
): Promise<Fault[]> {
  const length = [...password.normalize('NFKC')].length;
  const fault = (detail: string): Fault[] => [{ pointer: '/password', detail }];
  if (length < rules.minLength) return fault(`A password has at least ${rules.minLength} characters.`);
  if (length > PASSWORD_MAX) return fault(`A password has at most ${PASSWORD_MAX} characters.`);
  const plain = password.normalize('NFKC').toLowerCase();
  if (rules.refusesOwnWords && isMadeOf(plain, wordsOf(owner, organisation)))
    return fault('The password is made of your own name or address, or of the name of the organisation.');
  if (new Set(plain).size < 5) return fault('The password repeats the same few characters.');
  if (!rules.refusesCommon) return [];
  const { isCommon } = await import('./common-passwords.ts');
  return isCommon(plain) ? fault('The password is one of those that are tried first.') : [];
}

const wordsOf = (
  { userName, email, givenName, familyName, displayName, organization }: Owner,
  organisation: string,
): string[] =>
  [
    userName,
    email,
    email.split('@')[0],
    email.split('@')[1]?.split('.')[0],
    givenName,
    familyName,
    displayName,
    organization,
    organisation,
    'samlet',
    'password',
  ]
    .filter((word) => word !== undefined)
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= 4);

/** Whether hardly anything is left of a password without these words. */
function isMadeOf(plain: string, words: readonly string[]): boolean {
  const rest = words.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest !== plain && rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length < 6;
}
