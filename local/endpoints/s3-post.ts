import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ServiceError } from './service.ts';

/** A form as it was posted: its fields, and the file that comes last, as it arrives. */
export interface PostedForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: AsyncIterable<Buffer>;
}

/** Bytes that all fields together may have. */
const FIELDS_BYTES = 20_000;

const refusal = (code: string, message: string, status = 400): ServiceError =>
  new ServiceError(code, message, { status });

/** Reads a form of `multipart/form-data` (RFC 7578) up to its file. @throws {ServiceError} MalformedPOSTRequest */
export async function readForm(request: IncomingMessage): Promise<PostedForm> {
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (!boundary)
    throw refusal('PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data', 412);
  const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const fields: Record<string, string> = {};
  let held = Buffer.from('\r\n');
  for (;;) {
    const part = partIn(held, boundary);
    if (part === undefined) {
      const next = await chunks.next();
      if (next.done || held.length > FIELDS_BYTES)
        throw refusal('MalformedPOSTRequest', 'The form has no file, or too much beside it');
      held = Buffer.concat([held, next.value]);
      continue;
    }
    if (part.name === 'file') return { fields, file: untilEnd(held.subarray(part.start), chunks, boundary) };
    if (part.end < 0) {
      const next = await chunks.next();
      if (next.done || held.length > FIELDS_BYTES) throw refusal('MalformedPOSTRequest', 'The form is cut off');
      held = Buffer.concat([held, next.value]);
      continue;
    }
    fields[part.name] = held.subarray(part.start, part.end).toString('utf8');
    held = held.subarray(part.end);
  }
}

/** The first part of what is held: its name and where its content begins and ends (-1 while that is not known). */
function partIn(held: Buffer, boundary: string): { name: string; start: number; end: number } | undefined {
  const opening = Buffer.from(`\r\n--${boundary}\r\n`);
  if (held.length < opening.length) return undefined;
  if (!held.subarray(0, opening.length).equals(opening)) throw refusal('MalformedPOSTRequest', 'not a part of a form');
  const blank = held.indexOf('\r\n\r\n', opening.length - 2);
  if (blank < 0) return undefined;
  const header = held.subarray(opening.length, blank).toString('utf8');
  const name = /\bname="([^"]*)"/i.exec(header)?.[1] ?? '';
  const start = blank + 4;
  return { name, start, end: held.indexOf(`\r\n--${boundary}`, start) };
}

/** The file's bytes: what could be the beginning of the closing boundary is held back. */
async function* untilEnd(first: Buffer, chunks: AsyncIterator<Buffer>, boundary: string): AsyncGenerator<Buffer> {
  const closing = Buffer.from(`\r\n--${boundary}`);
  let held = first;
  for (;;) {
    const end = held.indexOf(closing);
    if (end >= 0) {
      yield held.subarray(0, end);
      while (!(await chunks.next()).done); // what follows the file is ignored
      return;
    }
    const sure = Math.max(0, held.length - closing.length);
    if (sure > 0) yield held.subarray(0, sure);
    const next = await chunks.next();
    if (next.done) throw refusal('IncompleteBody', 'The file is cut off');
    held = Buffer.concat([held.subarray(sure), next.value]);
  }
}

type Condition = Readonly<Record<string, string>> | readonly [string, string | number, string | number];

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly Condition[];
}

/** What every local function signs with; their access keys tell them apart. */
const SECRET = 'local';

/**
 * Holds a form against its policy as S3 does: signature, expiry, every condition, and no field that no condition names.
 *
 * @returns who signed it, where the object goes, and its content, which ends in an error if it is too long or too short
 * @throws {ServiceError} AccessDenied, SignatureDoesNotMatch
 */
export function checkForm({ fields, file, bucket, now }: PostedForm & { readonly bucket: string; readonly now: Date }) {
  const { policy: text = '', 'x-amz-signature': signature = '', 'x-amz-credential': credential = '' } = fields;
  const [accessKeyId = '', ...scope] = credential.split('/');
  const key = scope.reduce<string | Buffer>(
    (made, part) => createHmac('sha256', made).update(part).digest(),
    `AWS4${SECRET}`,
  );
  const wanted = createHmac('sha256', key).update(text).digest('hex');
  if (scope.length !== 4 || wanted !== signature)
    throw refusal('SignatureDoesNotMatch', 'The signature is not the policy’s', 403);
  const { expiration, conditions } = JSON.parse(Buffer.from(text, 'base64').toString()) as Policy;
  if (!(Date.parse(expiration) > now.getTime()))
    throw refusal('AccessDenied', 'Invalid according to Policy: Policy expired.', 403);
  const given: Readonly<Record<string, string>> = { ...fields, bucket };
  for (const condition of conditions) {
    if (!holds(condition, given)) {
      throw refusal(
        'AccessDenied',
        `Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition).replaceAll(/[<&]/g, '')}`,
        403,
      );
    }
  }
  const named = new Set(conditions.flatMap(namesIn));
  const extra = Object.keys(fields).find((name) => !['policy', 'x-amz-signature'].includes(name) && !named.has(name));
  if (extra) throw refusal('AccessDenied', 'Invalid according to Policy: Extra input fields', 403);
  return { accessKeyId, key: fields['key'] ?? '', content: within(file, rangeIn(conditions)) };
}

function holds(condition: Condition, given: Readonly<Record<string, string>>): boolean {
  if (!Array.isArray(condition)) return Object.entries(condition).every(([name, value]) => given[name] === value);
  const [operator, first, value] = condition as readonly [string, string, string];
  if (operator === 'content-length-range') return true;
  const found = given[first.replace(/^\$/, '')];
  return operator === 'eq' ? found === value : operator === 'starts-with' && (found?.startsWith(value) ?? false);
}

const namesIn = (condition: Condition): readonly string[] =>
  Array.isArray(condition) ? [String(condition[1]).replace(/^\$/, '')] : Object.keys(condition);

function rangeIn(conditions: readonly Condition[]): readonly [number, number] {
  const found = conditions.find((one) => Array.isArray(one) && one[0] === 'content-length-range') as
    readonly [string, number, number] | undefined;
  return found ? [found[1], found[2]] : [0, Infinity];
}

async function* within(file: AsyncIterable<Buffer>, [least, most]: readonly [number, number]): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of file) {
    bytes += chunk.length;
    if (bytes > most) throw refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
    yield chunk;
  }
  if (bytes < least) throw refusal('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
}
