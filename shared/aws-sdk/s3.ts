import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Objects } from '../provisioning/objects.ts';
import type { Aws } from './aws.ts';
import { patienceWith, ServiceFailure } from './call.ts';
import { type Sent, send } from './post.ts';
import { reach } from './reach.ts';
import { signedHeaders } from './sign-call.ts';

const TRIES = 3;
const LIMITS = { connectMs: 1000, answerMs: 15_000 };

/** Keeps {@link Objects} in one bucket of S3. What passes is tried again; every attempt is whole and harmless. */
export function s3Objects(bucket: string, aws: Aws): Objects {
  const call = async (
    method: string,
    key: string,
    headers: Record<string, string> = {},
    body: string | Uint8Array = '',
  ) => {
    const url = addressOf(bucket, aws, key);
    for (let tries = 1; ; tries++) {
      try {
        return checked(await send({ method, url, headers: signed(method, url, headers, body, aws), body }, LIMITS));
      } catch (error) {
        const patience = patienceWith(error);
        if (patience === undefined || tries >= TRIES) throw error;
        await pause(Math.random() * patience * 2 ** tries);
      }
    }
  };
  return {
    async put(key, body, { type = 'application/octet-stream' } = {}) {
      // A bucket with Object Lock takes nothing without a checksum (S3 User Guide, "Managing Object Lock").
      const checksum = hash('sha256', body, 'base64');
      await reach(() => call('PUT', key, { 'content-type': type, 'x-amz-checksum-sha256': checksum }, body));
    },
    async head(key) {
      const answer = await unlessAway(() => reach(() => call('HEAD', key)));
      if (!answer) return undefined;
      return { bytes: Number(answer.headers['content-length'] ?? 0), etag: String(answer.headers['etag'] ?? '') };
    },
    async read(key, { from, bytes, etag }) {
      const range = `bytes=${from}-${from + bytes - 1}`;
      const answer = await reach(() => call('GET', key, { range, ...(etag ? { 'if-match': etag } : {}) }));
      return answer.bytes;
    },
    async remove(key) {
      await reach(() => call('DELETE', key));
    },
  };
}

/** A bucket's own host; path-style where the endpoint is named, as that of the local run is. */
export function addressOf(bucket: string, aws: Aws, key = ''): URL {
  const url = aws.endpoint('s3');
  const path = key.split('/').map(encodeURIComponent).join('/');
  return url.hostname.startsWith('s3.')
    ? new URL(`https://${bucket}.${url.host}/${path}`)
    : new URL(`${url.href.replace(/\/$/, '')}/${bucket}/${path}`);
}

const signed = (
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string | Uint8Array,
  aws: Aws,
): Record<string, string> => {
  const all = { ...headers, 'x-amz-content-sha256': hash('sha256', body) };
  return signedHeaders({ service: 's3', method, url, headers: all, body, at: new Date() }, aws);
};

function checked(answer: Sent): Sent {
  if (answer.status < 300) return answer;
  const text = answer.bytes.toString();
  const name = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? `HTTP ${answer.status}`;
  throw new ServiceFailure(name, answer.status, { message: /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? name });
}

async function unlessAway<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    // Whoever may not list a bucket is told 403 of what is not there.
    if (error instanceof ServiceFailure && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}
