import type { DevFile } from '../../local/first-start.ts';
import type { TestHouse } from '../kit/house.ts';

/** What every step works with. */
export interface Scene {
  readonly house: TestHouse;
  readonly dev: DevFile;
}

/** A way through Samlet; its name says who does what. */
export interface Step {
  readonly name: string;
  run(scene: Scene): Promise<void>;
}

/** Asserts a status, naming the way. @throws {Error} with the beginning of what was answered instead */
export async function expectStatus(answer: Promise<Response>, status: number, what: string): Promise<Response> {
  const given = await answer;
  if (given.status === status) return given;
  throw new Error(`${what} answered ${given.status}, not ${status}: ${(await given.text()).slice(0, 300)}`);
}

/** Where an answer leads, by a redirect of ours. */
export const locationOf = (answer: Response): string => answer.headers.get('location') ?? '';

/** What is sent to the admin API. */
export interface Sent {
  readonly body?: unknown;
  /** The version that is changed (If-Match). */
  readonly version?: number;
  /** Names the request, so that it is done once (Idempotency-Key). */
  readonly once?: string;
}

/** Calls an operation of the admin API with the token of scripts. @throws {Error} for any other status */
export async function call<T = { id: string; version: number }>(
  { dev: { baseUrl, apiToken } }: Pick<Scene, 'dev'>,
  route: string,
  status: number,
  { body, version, once }: Sent = {},
): Promise<T> {
  const [method = '', path = ''] = route.split(' ');
  const headers = {
    authorization: `Bearer ${apiToken}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    ...(once === undefined ? {} : { 'idempotency-key': once }),
  };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const text = await (await expectStatus(fetch(`${baseUrl}/admin/v1${path}`, init), status, route)).text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
