import { createHmac, hash } from 'node:crypto';
import type { Aws } from './aws.ts';

/** A request that is to be signed. Header names are in lower case; the path is encoded once, as S3 wants it. */
export interface Unsigned {
  readonly service: string;
  /** @default POST */
  readonly method?: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly at: Date;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/** The headers with which AWS knows who calls: Signature Version 4 over all of them and the body (IAM User Guide). */
export function signedHeaders(
  { service, method = 'POST', url, headers, body, at }: Unsigned,
  aws: Aws,
): Record<string, string> {
  const { accessKeyId, sessionToken } = aws.credentials;
  const time = stampOf(at);
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(all).toSorted();
  const lines = names.map((name) => `${name}:${all[name]}\n`).join('');
  const canonical = [method, url.pathname, '', lines, names.join(';'), hash('sha256', body)].join('\n');
  const scope = scopeOf(service, at, aws);
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hash('sha256', canonical)].join('\n');
  const signature = signatureOf(toSign, scope, aws);
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...all, authorization };
}

/** A time as signatures have it. */
export const stampOf = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/** What a signature is good for: a day, a Region and a service. */
export const scopeOf = (service: string, at: Date, { region }: Aws): string =>
  `${stampOf(at).slice(0, 8)}/${region}/${service}/aws4_request`;

/** The signature of a text within a scope, in hex. */
export const signatureOf = (text: string, scope: string, aws: Aws): string =>
  hmac(keyFor(scope, aws), text).toString('hex');

const keys = new Map<string, Buffer>();

/** Four HMACs make a key that serves for a day; yesterday's is forgotten with the rest when there are too many. */
function keyFor(scope: string, { credentials: { accessKeyId, secretAccessKey } }: Aws): Buffer {
  const name = `${accessKeyId}/${scope}`;
  const known = keys.get(name);
  if (known) return known;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`) as Buffer;
  if (keys.size > 16) keys.clear();
  keys.set(name, key);
  return key;
}
