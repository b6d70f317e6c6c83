import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BucketDefinition } from '../template/state.ts';
import { corsHeaders } from './s3-cors.ts';
import { checkForm, readForm } from './s3-post.ts';
import { type Access, ServiceError } from './service.ts';

/** What S3 is served with. */
export interface S3Options {
  readonly buckets: readonly BucketDefinition[];
  /** Where objects lie. */
  readonly directory: string;
  /**
   * Holds a call against the policies, records it, and lets a fault befall it.
   *
   * @throws {ServiceError} AccessDenied
   */
  readonly allow: (accessKeyId: string, operation: string, accesses: readonly Access[]) => Promise<void>;
}

/** Answers a request under `/s3/<bucket>/<key>`. */
export type S3Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Place {
  readonly bucket: BucketDefinition;
  readonly key: string;
  readonly file: string;
}

/** S3 over files: objects that are put, read (also by range) and deleted by functions, and forms that browsers post. */
export function s3Endpoint(options: S3Options): S3Endpoint {
  return async (request, response) => {
    try {
      await answer(request, response, options);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      request.resume();
      refuse(response, error);
    }
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: S3Options): Promise<void> {
  const place = placeOf(request, options);
  const cors = corsHeaders(request, place.bucket);
  for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
  switch (String(request.method)) {
    case 'OPTIONS':
      response.writeHead(Object.keys(cors).length > 0 ? 200 : 403).end();
      return;
    case 'POST':
      return takeForm(request, response, place, options);
    case 'PUT':
      await allowed(request, 'PutObject', place, options);
      await keep(place.file, request);
      response.writeHead(200, { etag: await etagOf(place.file) }).end();
      return;
    case 'DELETE':
      await allowed(request, 'DeleteObject', place, options);
      for (const file of [place.file, `${place.file}.etag`]) rmSync(file, { force: true });
      response.writeHead(204).end();
      return;
    default:
      await allowed(request, request.method === 'HEAD' ? 'HeadObject' : 'GetObject', place, options);
      return give(request, response, place);
  }
}

function placeOf({ url = '' }: IncomingMessage, { buckets, directory }: S3Options): Place {
  const [, , name = '', ...rest] = new URL(url, 'http://localhost').pathname.split('/');
  const bucket = buckets.find((one) => one.name === name);
  if (!bucket) throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
  const key = rest.map(decodeURIComponent).join('/');
  return { bucket, key, file: fileOf(directory, name, key) };
}

function fileOf(directory: string, bucket: string, key: string): string {
  mkdirSync(join(directory, bucket), { recursive: true, mode: 0o700 });
  return join(directory, bucket, createHash('sha256').update(key).digest('hex'));
}

const ACTIONS: Readonly<Record<string, string>> = { HeadObject: 's3:GetObject' };

const accessTo = (operation: string, { bucket, key }: Pick<Place, 'bucket' | 'key'>): Access => ({
  action: ACTIONS[operation] ?? `s3:${operation}`,
  resources: [`${bucket.arn}/${key}`],
  context: {},
});

const allowed = ({ headers }: IncomingMessage, operation: string, place: Place, { allow }: S3Options): Promise<void> =>
  allow(/Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '', operation, [accessTo(operation, place)]);

/** What is written is there as a whole or not at all. */
async function keep(file: string, content: Readable | AsyncIterable<Uint8Array>): Promise<void> {
  const fresh = `${file}.${process.hrtime.bigint()}`;
  const md5 = createHash('md5');
  try {
    await pipeline(
      content,
      async function* digest(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          md5.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(fresh, { mode: 0o600 }),
    );
    await writeFile(`${file}.etag`, `"${md5.digest('hex')}"`, { mode: 0o600 });
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

const etagOf = (file: string): Promise<string> => readFile(`${file}.etag`, 'utf8');

/** Who may not list a bucket is told 403 of what is not there, as S3 does. */
async function give(request: IncomingMessage, response: ServerResponse, { file }: Place): Promise<void> {
  if (!existsSync(file)) throw new ServiceError('AccessDenied', 'Access Denied', { status: 403 });
  const size = statSync(file).size;
  const etag = await etagOf(file);
  const wanted = request.headers['if-match'];
  if (wanted && wanted !== etag) throw new ServiceError('PreconditionFailed', 'not this content', { status: 412 });
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const [start, end] = first === '' ? [0, size - 1] : [Number(first), Math.min(Number(last), size - 1)];
  if (first !== '' && start >= size) {
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
  }
  const status = first === '' ? 200 : 206;
  response.writeHead(status, {
    etag,
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(status === 206 ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (request.method === 'HEAD' || size === 0) return void response.end();
  await pipeline(createReadStream(file, { start, end }), response);
}

/** A form that a browser posts: its policy decides, signed by whoever may put the object. */
async function takeForm(
  request: IncomingMessage,
  response: ServerResponse,
  { bucket }: Place,
  { allow, directory }: S3Options,
): Promise<void> {
  const { fields, file } = await readForm(request);
  const { accessKeyId, key, content } = checkForm({ fields, file, bucket: bucket.name, now: new Date() });
  await allow(accessKeyId, 'PutObject', [accessTo('PutObject', { bucket, key })]);
  await keep(fileOf(directory, bucket.name, key), content);
  response.writeHead(fields['success_action_status'] === '201' ? 201 : 204).end();
}

function refuse(response: ServerResponse, { code, message, status }: ServiceError): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(code.startsWith('AccessDenied') ? 403 : status, { 'content-type': 'application/xml' });
  response.end(body);
}
