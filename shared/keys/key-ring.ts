/**
 * keys/ owns the signing keys and their certificates, and names what the key management service does for us: sign,
 * seal, pepper. It holds no key: KMS does, and only aws-sdk/ speaks to it.
 */
import type { Item, Key } from '../table/table.ts';

/** Signs digests with a key that stays in KMS (RSASSA-PKCS1-v1_5 with SHA-256). */
export interface SigningKeys {
  /** The public key as DER SubjectPublicKeyInfo. */
  publicKey(keyId: string): Promise<Uint8Array>;
  /** Signs the SHA-256 digest (32 bytes). @throws {Refusal} UNAVAILABLE when KMS throttles or cannot be reached */
  sign(keyId: string, digest: Uint8Array): Promise<Uint8Array>;
}

/** Encrypts small secrets (up to 4,096 bytes) under the data key, bound to a context that must be shown to open them. */
export interface Secrets {
  seal(secret: string, context: Readonly<Record<string, string>>): Promise<string>;
  /** @throws {Error} when the context differs or the text was changed */
  open(sealed: string, context: Readonly<Record<string, string>>): Promise<string>;
}

/** A keyed digest (HMAC-SHA-256) under a key that never leaves KMS: without it, stolen hashes cannot be guessed. */
export interface Pepper {
  /** The key that new hashes are made with; stored beside each hash. */
  readonly keyId: string;
  mac(keyId: string, message: Uint8Array): Promise<Uint8Array>;
}

/** One signing key with its certificate (base64 DER). */
export interface SigningKey {
  readonly keyId: string;
  readonly certificate: string;
}

/** The keys that are trusted: `active` signs now, `next` is announced in metadata before it does. */
export interface KeyRing {
  readonly active: SigningKey;
  readonly next: SigningKey;
}

/** Where the key ring stands. */
export const KEY_RING_KEY: Key = { pk: 'KEYRING', sk: 'KEYRING' };

/** A key ring out of an item that was read, or `undefined`. */
export const keyRingOf = (item: Item | undefined): KeyRing | undefined =>
  item ? { active: item['active'] as SigningKey, next: item['next'] as SigningKey } : undefined;
