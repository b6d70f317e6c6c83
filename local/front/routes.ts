import type { Route } from '../template/front.ts';

/** A route that a request took, with the values of its parameters. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly string[];
}

/**
 * Chooses the route of a request as an HTTP API does: of the routes that match, the most specific (a literal segment
 * before a parameter before a greedy one, a method before `ANY`), and `$default` where none does.
 */
export function routerOf(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
  const fallback = routes.find(({ key }) => key === '$default');
  const compiled = routes
    .filter(({ key }) => key !== '$default')
    .map(compile)
    .toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
  return (method, path) => {
    const segments = path.split('/').slice(1);
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const params = paramsOf(candidate.segments, segments);
      if (params) return { route: candidate.route, params };
    }
    return fallback && { route: fallback, params: {} };
  };
}

function compile(route: Route): Compiled {
  const [method = '', path = ''] = route.key.split(' ');
  return { route, method, segments: path.split('/').slice(1) };
}

/** Sorts by how specific each segment is, then by the method. */
const rankOf = ({ segments, method }: Compiled): string =>
  `${segments.map((segment) => (isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0')).join('')}${method === 'ANY' ? '1' : '0'}`;

const isParameter = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');
const isGreedy = (segment: string): boolean => segment.endsWith('+}');

function paramsOf(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const greedy = pattern.findIndex(isGreedy);
  if (greedy < 0 ? pattern.length !== path.length : path.length < pattern.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const given = isGreedy(segment) ? path.slice(index).join('/') : (path[index] ?? '');
    if (!isParameter(segment)) {
      if (segment !== given) return undefined;
      continue;
    }
    if (given === '') return undefined;
    const value = decoded(given);
    if (value === undefined) return undefined;
    params[segment.replace(/^\{|\+?\}$/g, '')] = value;
  }
  return params;
}

/** Percent-decodes; `undefined` for what is no encoding of UTF-8. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // the encoding is the sender's fault, and a path that cannot be read matches nothing
  }
}
