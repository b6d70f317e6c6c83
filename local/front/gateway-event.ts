import { ACCOUNT, REGION } from '../template/stack.ts';
import { decoded, type RouteMatch } from './routes.ts';
import type { Visit } from './visit.ts';

/** Content types whose bodies API Gateway hands over as text; all others come in base64, forms too. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript)(?:;|$))/i;

/** The event that an HTTP API makes of a request (payload format 2.0). */
export function gatewayEvent(visit: Visit, { route, params }: RouteMatch, apiId: string): object {
  const { method, path, rawQuery, headers, body, id, viewerAddress } = visit;
  const { cookie, ...rest } = headers;
  const isText = TEXT.test(headers['content-type'] ?? 'text/plain');
  const now = new Date();
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: decoded(path) ?? path,
    rawQueryString: rawQuery,
    ...(cookie ? { cookies: cookie.split(';').map((pair) => pair.trim()) } : {}),
    headers: rest,
    ...(rawQuery ? { queryStringParameters: queryOf(rawQuery) } : {}),
    ...(Object.keys(params).length > 0 ? { pathParameters: params } : {}),
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      domainName: `${apiId}.execute-api.${REGION}.amazonaws.com`,
      domainPrefix: apiId,
      http: {
        method,
        path: decoded(path) ?? path,
        protocol: 'HTTP/1.1',
        sourceIp: viewerAddress,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: id,
      routeKey: route.key,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Values of one name are joined by commas, as payload format 2.0 does. */
function queryOf(rawQuery: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  }
  return query;
}
