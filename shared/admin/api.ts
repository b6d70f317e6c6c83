import * as z from 'zod/mini';
import { type Fault, Refusal } from '../base/refusal.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Request } from '../http/request.ts';
import type { Handler } from '../http/web.ts';
import { APP_OPERATIONS } from './apps.ts';
import { authenticate } from './authenticate.ts';
import { AWS_OPERATIONS } from './aws.ts';
import { GROUP_OPERATIONS } from './groups.ts';
import type { AdminPorts, Answered, Call, Operation } from './operation.ts';
import { SYSTEM_OPERATIONS } from './system.ts';
import { USER_OPERATIONS } from './users.ts';

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/openapi.json',
    summary: 'Gives this description of the API.',
    scope: 'public',
    run: async ({ ports }) => {
      const { openApi } = await import('./openapi.ts');
      return { body: openApi(OPERATIONS, ports.baseUrl) };
    },
  },
  ...USER_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...APP_OPERATIONS,
  ...AWS_OPERATIONS,
  ...SYSTEM_OPERATIONS,
];

/** A handler for each route of the API. */
export const adminRoutes = (ports: AdminPorts): Readonly<Record<string, Handler>> =>
  Object.fromEntries(
    OPERATIONS.map((operation) => [operation.route, (request: Request) => answer(operation, request, ports)]),
  );

async function answer(operation: Operation, request: Request, ports: AdminPorts): Promise<Reply> {
  const caller = operation.scope === 'public' ? undefined : await authenticate(request, ports.table);
  if (caller && operation.scope !== 'public' && !caller.scopes.includes(operation.scope)) {
    throw new Refusal('FORBIDDEN', 'the token is not good for this', { scope: operation.scope });
  }
  const call: Call = {
    ports,
    actor: caller?.actor ?? { type: 'anonymous' },
    requestId: request.id,
    ip: request.viewer.ip,
    params: request.params,
    query: request.query,
    body: operation.body ? bodyOf(request, operation.body) : undefined,
    version: operation.needsVersion ? versionOf(request) : undefined,
  };
  return replyOf(await operation.run(call as Call<never>));
}

function replyOf({ status = 200, body, version, location }: Answered): Reply {
  const headers = {
    ...(version === undefined ? {} : { etag: `"${version}"` }),
    ...(location === undefined ? {} : { location }),
  };
  return status === 204 ? { status, headers } : json(body, { status, headers });
}

/** Bodies are this large at the most, in bytes; metadata is what needs the room. */
const BODY_BYTES = 3 * 1024 * 1024;

/**
 * The body, as its schema wants it; fields that the schema does not know are refused.
 *
 * @throws {Refusal} MEDIA_TYPE_UNSUPPORTED, REQUEST_TOO_LARGE, REQUEST_MALFORMED, INPUT_INVALID with every fault
 */
function bodyOf({ headers, body }: Request, schema: z.ZodMiniType): unknown {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (body.length > BODY_BYTES) throw new Refusal('REQUEST_TOO_LARGE', 'the body is too large', { bytes: body.length });
  const result = z.safeParse(schema, valueOf(type, body.toString('utf8')));
  if (result.success) return result.data;
  throw new Refusal('INPUT_INVALID', 'the body does not fit', { faults: result.error.issues.map(faultOf) });
}

/** JSON; SAML metadata may come as it is. */
function valueOf(type: string | undefined, text: string): unknown {
  if (type === 'application/samlmetadata+xml') return { xml: text };
  if (type !== 'application/json' && text !== '') throw new Refusal('MEDIA_TYPE_UNSUPPORTED', 'not JSON', { type });
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw new Refusal('REQUEST_MALFORMED', 'not JSON', { cause: error });
  }
}

function faultOf({ path, message, ...issue }: z.core.$ZodIssue): Fault {
  const unknown = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : [];
  const pointer = [...path, ...unknown.slice(0, 1)]
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return {
    pointer,
    detail: unknown.length > 0 ? `There is no field ${unknown.join(', ')}.` : message || 'This is not right.',
  };
}

/** @throws {Refusal} VERSION_REQUIRED, INPUT_INVALID */
function versionOf({ headers }: Request): number {
  const given = headers['if-match'];
  if (given === undefined) throw new Refusal('VERSION_REQUIRED', 'no If-Match');
  const [, version] = /^"(\d{1,9})"$/.exec(given) ?? [];
  if (version === undefined)
    throw new Refusal('INPUT_INVALID', 'If-Match', {
      faults: [{ pointer: '', detail: 'If-Match holds the ETag as it was given.' }],
    });
  return Number(version);
}
