import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyDefinition } from '../template/state.ts';
import type { SecretFile } from './secret-file.ts';

/** A key with its material. */
export interface KmsKey extends KeyDefinition {
  /** Of RSA keys. */
  readonly privateKey?: KeyObject;
  /** Of symmetric and HMAC keys. */
  readonly secret?: Buffer;
}

const generate = promisify(generateKeyPair);

/**
 * The keys of the stack: those that stand in the file are read, the others are made and put there. A key's ID comes from
 * its name in the stack, so that it stays the same from start to start; one whose spec has changed is made anew.
 */
export async function openKeys(definitions: readonly KeyDefinition[], file: SecretFile): Promise<KmsKey[]> {
  const made = await Promise.all(definitions.map((definition) => openKey(definition, file)));
  file.save();
  return made;
}

async function openKey(definition: KeyDefinition, file: SecretFile): Promise<KmsKey> {
  const name = `${definition.keyId} ${definition.spec}`;
  const material = file.get(name) ?? (await newMaterial(definition.spec));
  file.set(name, material);
  return definition.spec.startsWith('RSA_')
    ? { ...definition, privateKey: createPrivateKey(material) }
    : { ...definition, secret: Buffer.from(material, 'base64') };
}

async function newMaterial(spec: KeyDefinition['spec']): Promise<string> {
  if (!spec.startsWith('RSA_')) return randomBytes(32).toString('base64');
  const { privateKey } = await generate('rsa', {
    modulusLength: Number(spec.slice(4)),
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}
