import { expect } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TestHouse } from '../kit/house.ts';

/** What the admin API answered. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** How something is asked beside its path. */
export interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of the admin API that holds every answer against the API's own description. */
export interface AdminApi {
  ask<T = Record<string, unknown>>(method: string, path: string, asking?: Asking): Promise<Answer<T>>;
  /** Asks, and fails unless it succeeds. */
  ok<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** Asks with `If-Match` of the version that stands there now. */
  change<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  /** The same API by another token, or by none. */
  as(token: string | undefined): AdminApi;
}

/** The parts of an operation's description that answers are held against. */
interface Described {
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** Checks an answer against the description. */
type Check = (method: string, path: string, answer: Answer<unknown>) => void;

/** Opens the API of a house by its first token. */
export async function adminApi(house: TestHouse): Promise<AdminApi> {
  const { apiToken } = await house.owner();
  const description = await (await fetch(`${house.baseUrl}/admin/v1/openapi.json`)).json();
  return clientOf(house.baseUrl, apiToken, description);
}

/** A client that holds every answer against a description. */
export const clientOf = (baseUrl: string, token: string | undefined, description: object): AdminApi =>
  checkingClient(baseUrl, token, checkAgainst(description as Description));

function checkingClient(baseUrl: string, token: string | undefined, check: Check): AdminApi {
  const ask = async <T>(method: string, path: string, { body, headers = {} }: Asking = {}): Promise<Answer<T>> => {
    const isRaw = typeof body === 'string' || ArrayBuffer.isView(body);
    const response = await fetch(`${baseUrl}/admin/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const answer = {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
    check(method, path, answer);
    return answer;
  };
  const succeeded = <T>(what: string, { status, body }: Answer<T>): T => {
    if (status < 300) return body;
    throw new Error(`${what} answered ${status}: ${JSON.stringify(body)}`);
  };
  return {
    ask,
    ok: async <T>(method: string, path: string, body?: unknown) =>
      succeeded(`${method} ${path}`, await ask<T>(method, path, body === undefined ? {} : { body })),
    change: async <T>(method: string, path: string, body?: unknown) => {
      const now = await ask('GET', path);
      return ask<T>(method, path, {
        ...(body === undefined ? {} : { body }),
        headers: { 'if-match': now.headers.get('etag') ?? '"none"' },
      });
    },
    as: (other) => checkingClient(baseUrl, other, check),
  };
}

/** Holds answers against the description: an operation that is not in it, or a body of another form, fails the test. */
function checkAgainst(description: Description): Check {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(description, 'api');
  const patterns = Object.keys(description.paths).map((path) => ({
    path,
    form: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  return (method, url, { status, headers, body }) => {
    const path = `/admin/v1${url.split('?')[0]}`;
    const pattern = patterns
      .filter(({ form }) => form.test(path))
      .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
    const operation = pattern && description.paths[pattern.path]?.[method.toLowerCase()];
    if (!pattern || !operation) return expect([404, 405, 401]).toContain(status);
    const declared = operation.responses[status] as { $ref?: string; content?: unknown } | undefined;
    if (!declared)
      throw new Error(`${method} ${pattern.path} does not say that it may answer ${status}: ${JSON.stringify(body)}`);
    if (status === 204) return expect(body).toBe('');
    const at = declared.$ref?.slice(1) ?? `/paths/${escaped(pattern.path)}/${method.toLowerCase()}/responses/${status}`;
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    const validate = validatorOf(`${at}/content/${escaped(type)}/schema`);
    if (!validate(body))
      throw new Error(`${method} ${url}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
  };
}

const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%7E', '~');

/** The pointers of a problem document. */
export const pointersOf = ({ body }: Answer<unknown>): string[] =>
  ((body as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer);
