import type { Invocation } from '../functions/pool.ts';
import type { FrontDefinition } from '../template/front.ts';
import { gatewayEvent } from './gateway-event.ts';
import { routerOf } from './routes.ts';
import { type FrontReply, plain, type Visit } from './visit.ts';

/** The quotas of an HTTP API and of a synchronous invocation, in bytes. */
const HEADER_BYTES = 10_240;
const PAYLOAD_BYTES = 6 * 1024 * 1024;

/** What the gateway needs of the rest. */
export interface GatewayOptions {
  readonly invoke: (functionArn: string, event: object, requestId: string) => Promise<Invocation>;
  /** Hears why a function did not answer. */
  readonly onFailure: (sentence: string) => void;
}

/** The HTTP API: routes, limits, and the two notations between HTTP and a function. */
export function gatewayOf(
  front: FrontDefinition,
  { invoke, onFailure }: GatewayOptions,
): (visit: Visit) => Promise<FrontReply> {
  const router = routerOf(front.routes);
  return async (visit) => {
    if (headerBytes(visit) > HEADER_BYTES) return plain(431, 'Request Header Fields Too Large');
    const match = router(visit.method, visit.path);
    if (!match) return plain(404, 'Not Found');
    const event = gatewayEvent(visit, match, front.apiId);
    if (JSON.stringify(event).length > PAYLOAD_BYTES) return plain(413, 'Request Entity Too Large');
    const invocation = await invoke(match.route.functionArn, event, visit.id);
    if (invocation.kind === 'result') return replyOf(invocation.result);
    onFailure(`${match.route.key} failed: ${invocation.message}`);
    return invocation.kind === 'timeout' ? plain(504, 'Gateway Timeout') : plain(502, 'Bad Gateway');
  };
}

const headerBytes = ({ headers, path, rawQuery, method }: Visit): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0) +
  path.length +
  rawQuery.length +
  method.length;

interface Result {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** What a function answered; anything that names no status is a JSON document (payload format 2.0). */
function replyOf(result: unknown): FrontReply {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = (result ?? {}) as Result;
  if (statusCode === undefined) {
    const text = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(text) };
  }
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > PAYLOAD_BYTES) return plain(502, 'Bad Gateway');
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const named = Object.fromEntries(lower) as Record<string, string>;
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...named },
    cookies,
    body: bytes,
  };
}
