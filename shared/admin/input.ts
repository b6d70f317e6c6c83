import * as z from 'zod/mini';
import { type Fault, Refusal } from '../base/refusal.ts';
import type { Request } from '../http/request.ts';
import { faultsOf } from './faults.ts';
import type { Operation } from './operation.ts';
import { PAGING } from './paging.ts';

/** Bodies are this large at the most, in bytes; metadata is what needs the room. */
const BODY_BYTES = 3 * 1024 * 1024;
const XML = new Set(['application/samlmetadata+xml', 'application/xml', 'text/xml']);
const JSON_TYPES = new Set(['application/json', 'application/merge-patch+json']);

const invalid = (message: string, faults: readonly Fault[]): Refusal =>
  new Refusal('INPUT_INVALID', message, { faults });

/**
 * The body, as its schema wants it; fields that the schema does not know are refused.
 *
 * @throws {Refusal} MEDIA_TYPE_UNSUPPORTED, REQUEST_TOO_LARGE, REQUEST_MALFORMED, INPUT_INVALID with every fault
 */
export function bodyOf(request: Request, { body: schema, takesXml = false }: Operation): unknown {
  if (!schema) return undefined;
  const value = valueOf(request, takesXml);
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw invalid('the body does not fit', faultsOf(result.error.issues, value));
}

function valueOf({ headers, body }: Request, takesXml: boolean): unknown {
  if (body.length > BODY_BYTES) throw new Refusal('REQUEST_TOO_LARGE', 'the body is too large', { bytes: body.length });
  if (body.length === 0) return {};
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isXml = takesXml && XML.has(type);
  if (!isXml && !JSON_TYPES.has(type)) throw new Refusal('MEDIA_TYPE_UNSUPPORTED', 'not JSON', { type });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return isXml ? { xml: text } : JSON.parse(text, withoutPrototype);
  } catch (error) {
    throw new Refusal('REQUEST_MALFORMED', 'neither JSON nor metadata in UTF-8', { cause: error });
  }
}

/** A field that sets an object's prototype is dropped by some readers and obeyed by others: nobody means it. */
function withoutPrototype(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('a field named __proto__');
  return value;
}

/** The forms of the values that paths hold. */
export const PATH_FORMS: Readonly<Record<string, RegExp>> = {
  userId: /^[a-z2-7]{26}$/,
  groupId: /^[a-z2-7]{26}$/,
  appId: /^[a-z2-7]{26}$/,
  tokenId: /^[a-z2-7]{26}$/,
  jobId: /^[a-z2-7]{26}$/,
  importId: /^[a-z2-7]{26}$/,
  sessionId: /^[a-z2-7]{26}$/,
  policyId: /^(?:default|[a-z2-7]{26})$/,
  planId: /^[a-z2-7]{26}$/,
  principalId: /^[a-z2-7]{26}$/,
  principals: /^(?:users|groups)$/,
  accountId: /^\d{12}$/,
  roleName: /^[\w+=,.@-]{1,64}$/,
  presetId: /^[a-z\d-]{1,64}$/,
  traceId: /^[\w=+.-]{1,128}$/,
};

/** Tells whether the values of a path have the forms that things are named by; what has another form names nothing. */
export const areWellFormed = (params: Readonly<Record<string, string>>): boolean =>
  Object.entries(params).every(([name, value]) => PATH_FORMS[name]?.test(value) ?? false);

/**
 * The query: a name that is unknown, repeated or wrong is refused, since a list that ignored a misspelt filter would
 * give everything.
 *
 * @throws {Refusal} INPUT_INVALID with every fault
 */
export function queryOf({ query }: Request, { query: own = {}, answers }: Operation): URLSearchParams {
  const known = new Map(Object.entries({ ...own, ...(answers.isPage ? PAGING : {}) }));
  const faults: Fault[] = [];
  for (const name of new Set(query.keys())) {
    const parameter = known.get(name);
    const [value, ...more] = query.getAll(name);
    if (!parameter) faults.push({ pointer: `/${name.slice(0, 64)}`, detail: 'There is no such parameter.' });
    else if (more.length > 0) faults.push({ pointer: `/${name}`, detail: 'This may be said once.' });
    else faults.push(...faultsOfParameter(name, value, parameter.schema));
  }
  for (const [name, { isRequired }] of known) {
    if (isRequired && !query.has(name)) faults.push({ pointer: `/${name}`, detail: 'This is needed.' });
  }
  if (faults.length > 0) throw invalid('the query does not fit', faults);
  return query;
}

function faultsOfParameter(name: string, value: unknown, schema: z.ZodMiniType): Fault[] {
  const result = z.safeParse(schema, value);
  return result.success
    ? []
    : faultsOf(result.error.issues, value).map(({ detail }) => ({ pointer: `/${name}`, detail }));
}

const ENTITY_TAG = /^(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/**
 * The versions that may be changed (RFC 9110 section 13.1.1); `undefined` for any. A tag that became weak on its way is
 * taken as it was: a distribution that compresses weakens tags, and ours are numbers.
 *
 * @throws {Refusal} VERSION_REQUIRED, INPUT_INVALID
 */
export function versionsOf({ headers }: Request, { needsVersion }: Operation): readonly number[] | undefined {
  if (!needsVersion) return undefined;
  const given = headers['if-match']?.trim();
  if (given === undefined || given === '') throw new Refusal('VERSION_REQUIRED', 'no If-Match');
  if (given === '*') return undefined;
  const tags = given.split(',').map((tag) => ENTITY_TAG.exec(tag.trim())?.[1]);
  if (tags.includes(undefined))
    throw invalid('If-Match', [{ pointer: '', detail: 'If-Match holds the ETag as it was given.' }]);
  return tags.map((tag) => (/^\d{1,9}$/.test(tag ?? '') ? Number(tag) : -1));
}
