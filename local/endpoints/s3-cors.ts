import type { IncomingMessage } from 'node:http';
import type { BucketDefinition } from '../template/state.ts';

/** The headers by which a bucket's CORS rules allow a page of another origin; none where no rule does. */
export function corsHeaders(request: IncomingMessage, { cors }: BucketDefinition): Record<string, string> {
  const { origin, 'access-control-request-method': asked } = request.headers;
  if (!origin) return {};
  const method = asked ?? request.method ?? '';
  const rule = cors.find((one) => one.origins.includes(origin) && one.methods.includes(method));
  if (!rule) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': rule.methods.join(', '),
    'access-control-allow-headers': rule.headers.join(', '),
    'access-control-max-age': '300',
    vary: 'origin, access-control-request-method',
  };
}
