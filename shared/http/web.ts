import middy from '@middy/core';
import { sameSecret } from '../base/bytes.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import { refuseCrossSite } from './cross-site.ts';
import { inTime } from './deadline.ts';
import type { APIGatewayEvent, APIGatewayResult } from './event.ts';
import { log } from '../base/log.ts';
import { type Reply, resultOf } from './reply.ts';
import { requestOf, type Request } from './request.ts';

/** Answers one route: unpacks the request, calls one use case, shows its outcome. */
export type Handler = (request: Request) => Promise<Reply>;

/** What the stack needs besides the handlers. */
export interface WebOptions {
  /** The secrets by which CloudFront proves itself; an empty `previous` is no secret. */
  readonly originSecrets: { readonly current: string; readonly previous: string };
  /** Our own origin, against which `Origin` is held. */
  readonly baseUrl: string;
  /** Routes that other sites may POST to: SAML's POST binding. */
  readonly crossSiteRoutes?: readonly string[];
  /** Shows a refusal, or with `undefined` our own failure, in the form of this function: a page or a problem document. */
  readonly show: (refusal: Refusal | undefined, request: Request) => Reply | Promise<Reply>;
}

/** A Lambda function for API Gateway's HTTP API. */
export type WebFunction = (event: APIGatewayEvent, context: object) => Promise<APIGatewayResult>;

/**
 * The one stack of all web functions: origin, cross-site check, handler; headers on every answer, and every failure
 * shown without its insides. `routes` holds a handler for each route key of API Gateway, `$default` for the rest.
 */
export function web(routes: Readonly<Record<string, Handler>>, options: WebOptions): WebFunction {
  const stack = middy<APIGatewayEvent, APIGatewayResult>()
    .use(everyAnswer())
    .use(failures(options))
    .use({ before: ({ event }) => refuseStrangers(event, options) })
    .use({ before: ({ event }) => refuseCrossSite(event, options) })
    .handler(async (event: APIGatewayEvent, context: object) => {
      const handler = Object.hasOwn(routes, event.routeKey) ? routes[event.routeKey] : undefined;
      if (!handler) throw new Refusal('NOT_FOUND', 'no such route', { route: event.routeKey });
      return resultOf(await inTime(() => handler(requestOf(event)), context));
    });
  return stack as WebFunction;
}

/**
 * Whoever does not come through CloudFront could claim any address (R-EDGE-1). The header is compared in constant time
 * and tells nothing when it is wrong.
 */
function refuseStrangers({ headers }: APIGatewayEvent, { originSecrets }: WebOptions): undefined {
  const given = headers?.['x-samlet-origin'] ?? '';
  const { current, previous } = originSecrets;
  const isCurrent = sameSecret(given, current);
  const isPrevious = previous !== '' && sameSecret(given, previous);
  if (current === '' || !(isCurrent || isPrevious)) throw new Refusal('FORBIDDEN', 'not through the distribution');
  return undefined;
}

const HEADERS: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** Nothing is stored on the way unless a handler says so; a policy that forbids all stands where no page set its own. */
function everyAnswer(): middy.MiddlewareObj<APIGatewayEvent, APIGatewayResult> {
  const dress = (request: middy.Request<APIGatewayEvent, APIGatewayResult>): void => {
    const { event, response } = request;
    request.response = {
      ...(response ?? { statusCode: 500, body: '' }),
      headers: {
        ...HEADERS,
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-request-id': event.requestContext.requestId,
        ...response?.headers,
      },
    };
  };
  return { after: dress, onError: dress };
}

/** Shows refusals as what they are, and everything else as our own fault, with its stack in the log alone. */
function failures({ show }: WebOptions): middy.MiddlewareObj<APIGatewayEvent, APIGatewayResult> {
  const started = new WeakMap<object, number>();
  const done = ({ event }: { event: APIGatewayEvent }, status: number, thrown?: unknown): void => {
    const at = started.get(event);
    log({
      level: thrown === undefined || isRefusal(thrown) ? 'info' : 'error',
      event: 'request',
      requestId: event.requestContext.requestId,
      route: event.routeKey,
      status,
      ms: at === undefined ? undefined : Math.round(performance.now() - at),
      ...(isRefusal(thrown) ? { code: thrown.code, message: thrown.message } : {}),
      ...(thrown !== undefined && !isRefusal(thrown) ? { error: thrown } : {}),
    });
  };
  return {
    before: ({ event }) => {
      started.set(event, performance.now());
    },
    after: (request) => done(request, request.response?.statusCode ?? 500),
    onError: async (request) => {
      const thrown: unknown = request.error;
      const reply = await show(isRefusal(thrown) ? thrown : undefined, requestOf(request.event));
      request.response = resultOf(reply);
      done(request, reply.status, thrown);
    },
  };
}
