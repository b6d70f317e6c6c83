import { constants, createPublicKey, generateKeyPair, privateEncrypt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pemOf, prepareCertificate } from '../../shared/keys/certificate.ts';
import { openSecretFile } from '../endpoints/secret-file.ts';
import type { Provider } from './providers.ts';

/** A key of a provider, with the certificate that carries its public half. */
export interface ProviderKey {
  /** PEM. */
  readonly privateKey: string;
  /** PEM. */
  readonly certificate: string;
}

/** The keys of a provider: one to sign with, and one to decrypt with if it takes encrypted assertions. */
export interface ProviderKeys {
  readonly signing: ProviderKey;
  readonly encryption: ProviderKey | undefined;
}

const makePair = promisify(generateKeyPair);

/** The keys of all providers by path: made when they are first needed, and kept in the folder for its owner alone. */
export async function openProviderKeys(
  providers: readonly Provider[],
  dataDir: string,
): Promise<ReadonlyMap<string, ProviderKeys>> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = openSecretFile(join(dataDir, 'keys.json'));
  const keyOf = async (name: string, commonName: string): Promise<ProviderKey> => {
    const kept = file.get(name);
    if (kept !== undefined) return JSON.parse(kept) as ProviderKey;
    const key = await makeKey(commonName);
    file.set(name, JSON.stringify(key));
    return key;
  };
  const all = await Promise.all(
    providers.map(async ({ path, name, takesEncrypted }) => {
      const [signing, encryption] = await Promise.all([
        keyOf(`${path} signing`, `${name} signing`),
        takesEncrypted ? keyOf(`${path} encryption`, `${name} encryption`) : undefined,
      ]);
      return [path, { signing, encryption }] as const;
    }),
  );
  file.save();
  return new Map(all);
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

async function makeKey(commonName: string): Promise<ProviderKey> {
  const { privateKey } = await makePair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey, certificate: selfSigned(privateKey, commonName) };
}

function selfSigned(privateKey: string, commonName: string): string {
  const notBefore = new Date(Date.now() - 60_000);
  const prepared = prepareCertificate({
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    commonName,
    notBefore,
    notAfter: new Date(notBefore.getTime() + TEN_YEARS_MS),
  });
  return pemOf(prepared.finish(signDigest(prepared.digest, privateKey)).toString('base64'));
}

/** What every DER DigestInfo of a SHA-256 digest begins with (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const signDigest = (digest: Buffer, key: string): Buffer =>
  privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([DIGEST_INFO, digest]));
