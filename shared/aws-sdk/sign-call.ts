import { createHmac, hash } from 'node:crypto';
import type { Aws } from './aws.ts';

/** A POST that is to be signed. Header names are in lower case. */
export interface Unsigned {
  readonly service: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly at: Date;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/** The headers with which AWS knows who calls: Signature Version 4 over all of them and the body (IAM User Guide). */
export function signedHeaders({ service, url, headers, body, at }: Unsigned, aws: Aws): Record<string, string> {
  const { accessKeyId, sessionToken } = aws.credentials;
  const time = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(all).toSorted();
  const lines = names.map((name) => `${name}:${all[name]}\n`).join('');
  const canonical = ['POST', url.pathname, '', lines, names.join(';'), hash('sha256', body)].join('\n');
  const scope = `${time.slice(0, 8)}/${aws.region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hash('sha256', canonical)].join('\n');
  const signature = hmac(keyFor(scope, aws), toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...all, authorization };
}

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
