import { setTimeout as pause } from 'node:timers/promises';
import type { Aws } from './aws.ts';
import { post, type Posted, type TimeLimits } from './post.ts';
import { signedHeaders } from './sign-call.ts';

/** A service that speaks AWS's JSON protocol, and how patient we are with it. */
export interface JsonService extends TimeLimits {
  /** Its name in addresses and signatures. */
  readonly name: string;
  /** What its operations' names begin with. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
  /** How often a call is tried, in all. */
  readonly tries: number;
}

/** Calls an operation, in the service's own notation. @throws {ServiceFailure} or the connection's error */
export type Call = (operation: string, input: object) => Promise<Readonly<Record<string, unknown>>>;

/** A service's refusal; `name` is the one that AWS gives it. */
export class ServiceFailure extends Error {
  readonly status: number;
  /** Everything that was said, such as the reasons of a cancelled transaction. */
  readonly said: Readonly<Record<string, unknown>>;

  constructor(name: string, status: number, said: Readonly<Record<string, unknown>>) {
    super(String(said['message'] ?? said['Message'] ?? name));
    this.name = name;
    this.status = status;
    this.said = said;
  }
}

const BUSY =
  /^(?:ProvisionedThroughputExceeded|Throttling|Throttled|RequestThrottled|TooManyRequests|LimitExceeded|RequestLimitExceeded|TransactionInProgress)/;
const BROKEN = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Milliseconds to wait at the most before another try, before they are doubled; `undefined` where none would help. */
export function patienceWith(error: unknown): number | undefined {
  const { name, code = '', status = 0 } = error as { name: string; code?: string; status?: number };
  if (BUSY.test(name)) return 500;
  return status >= 500 || BROKEN.has(code) || name === 'TimeoutError' ? 100 : undefined;
}

/** A service of AWS: signed calls over kept connections; what passes is tried again, with jitter, and signed anew. */
export function callsOf(service: JsonService, aws: Aws): Call {
  const url = aws.endpoint(service.name);
  return async (operation, input) => {
    const body = JSON.stringify(input);
    const headers = {
      'content-type': `application/x-amz-json-${service.version}`,
      'x-amz-target': `${service.target}.${operation}`,
    };
    for (let tries = 1; ; tries++) {
      try {
        const signed = signedHeaders({ service: service.name, url, headers, body, at: new Date() }, aws);
        return answerOf(await post(url, signed, body, service));
      } catch (error) {
        const patience = patienceWith(error);
        if (patience === undefined || tries >= service.tries) throw error;
        await pause(Math.random() * patience * 2 ** tries);
      }
    }
  };
}

function answerOf({ status, headers, body }: Posted): Readonly<Record<string, unknown>> {
  const said = parsed(body);
  if (status < 300 && said) return said;
  const kind = String(headers['x-amzn-errortype'] ?? said?.['__type'] ?? `HTTP ${status}`);
  throw new ServiceFailure(kind.replace(/^.*#/, '').replace(/:.*$/, ''), status, said ?? {});
}

/** What stands between us and a service may answer in its place, in a notation of its own. */
function parsed(body: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body || '{}') as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
