import { createContext, runInContext } from 'node:vm';
import { StartFailure } from '../start-failure.ts';
import { type FrontReply, plain, type Visit } from './visit.ts';

interface Values {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Readonly<Record<string, Values>>;
  readonly headers: Readonly<Record<string, Values>>;
  readonly cookies: Readonly<Record<string, Values>>;
}

interface EdgeResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, Values>>;
  readonly body?: string | { readonly data: string };
}

/** Runs a CloudFront Function (viewer request): a changed request, or an answer of its own. */
export type EdgeFunction = (visit: Visit, distributionId: string) => Promise<Visit | FrontReply>;

/** What ends a function that never would. CloudFront goes by processor time; here the clock runs while others work, too. */
const TIMEOUT_MS = 10_000;

/** Loads the code of a CloudFront Function (JavaScript runtime 2.0), in a context that has nothing but the language. */
export function edgeFunctionOf(code: string): EdgeFunction {
  if (/^\s*import\s/m.test(code))
    throw new StartFailure('the local run cannot serve CloudFront Functions with imports');
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  runInContext(code, context, { timeout: TIMEOUT_MS, filename: 'cloudfront-function.js' });
  return async (visit, distributionId) => {
    const event = JSON.stringify(eventOf(visit, distributionId));
    const script = `Promise.resolve(handler(${event})).then((answer) => JSON.stringify(answer))`;
    const answer = JSON.parse((await runInContext(script, context, { timeout: TIMEOUT_MS })) as string) as
      EdgeRequest | EdgeResponse;
    return 'statusCode' in answer ? replyOf(answer) : visitOf(answer, visit);
  };
}

function eventOf(visit: Visit, distributionId: string): object {
  const { cookie = '', ...headers } = visit.headers;
  const pairs = cookie.split(';').filter((pair) => pair.includes('='));
  const cookies = pairs.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return {
    version: '1.0',
    context: { distributionDomainName: 'localhost', distributionId, eventType: 'viewer-request', requestId: visit.id },
    viewer: { ip: visit.viewerAddress },
    request: {
      method: visit.method,
      uri: visit.path,
      querystring: valuesOf(rawPairs(visit.rawQuery)),
      headers: valuesOf(Object.entries(headers)),
      cookies: valuesOf(cookies),
    },
  };
}

/** Names and values stay encoded as they came: CloudFront hands them over so. */
const rawPairs = (rawQuery: string): [string, string][] =>
  rawQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });

function valuesOf(pairs: readonly (readonly [string, string])[]): Record<string, Values> {
  const grouped = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...grouped].map(([name, list]) => {
      const values = list.map(([, value]) => ({ value }));
      return [name, { value: values[0]?.value ?? '', ...(values.length > 1 ? { multiValue: values } : {}) }];
    }),
  );
}

const listed = ({ value, multiValue }: Values): readonly string[] => multiValue?.map((one) => one.value) ?? [value];

/** The query stays octet by octet what it was unless the function changed it: signatures cover it so. */
function visitOf({ uri, method, headers, cookies, querystring }: EdgeRequest, visit: Visit): Visit {
  const before = JSON.stringify(valuesOf(rawPairs(visit.rawQuery)));
  const isChanged = JSON.stringify(querystring) !== before;
  const rawQuery = Object.entries(querystring)
    .flatMap(([name, values]) => listed(values).map((value) => `${name}=${value}`))
    .join('&');
  const pairs = Object.entries(cookies).flatMap(([name, values]) => listed(values).map((value) => `${name}=${value}`));
  const named = Object.entries(headers).map(([name, values]) => [name.toLowerCase(), listed(values).join(',')]);
  return {
    ...visit,
    method,
    path: uri,
    rawQuery: isChanged ? rawQuery : visit.rawQuery,
    headers: {
      ...(Object.fromEntries(named) as Record<string, string>),
      ...(pairs.length > 0 ? { cookie: pairs.join('; ') } : {}),
    },
  };
}

function replyOf({ statusCode, headers = {}, body = '' }: EdgeResponse): FrontReply {
  const named = Object.entries(headers).map(([name, { value }]) => [name.toLowerCase(), value]);
  const text = typeof body === 'string' ? body : body.data;
  return {
    ...plain(statusCode, ''),
    headers: Object.fromEntries(named) as Record<string, string>,
    body: Buffer.from(text),
  };
}
