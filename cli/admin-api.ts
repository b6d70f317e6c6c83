import { Failure } from './failure.ts';

/** Where the admin API is, and by which token it is asked. */
export interface AdminApi {
  readonly url: string;
  readonly token: string;
}

/** What was wrong with a field, as the API tells it. */
interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * The API of `SAMLET_URL` by the token in `SAMLET_TOKEN`: in the environment, as CI keeps secrets, and never in an argument,
 * which other programs of the machine could read.
 *
 * @throws {Failure}
 */
export function apiOf({ SAMLET_URL: url, SAMLET_TOKEN: token }: NodeJS.ProcessEnv): AdminApi {
  if (!url || !URL.canParse(url))
    throw new Failure('SAMLET_URL must be the address of Samlet: https://sso.example.org');
  if (!token) throw new Failure('SAMLET_TOKEN must hold an API token: `npm run token` prints one');
  return { url: url.replace(/\/$/, ''), token };
}

/**
 * Asks the API. @returns the text of the answer
 *
 * @throws {Failure} with every fault that the API names, a line each
 */
export async function ask(
  { url, token }: AdminApi,
  method: string,
  path: string,
  {
    body,
    type = 'application/json',
    accept = 'application/json',
  }: { body?: string; type?: string; accept?: string } = {},
): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, accept, ...(body === undefined ? {} : { 'content-type': type }) };
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  const answer = await fetch(`${url}/admin/v1${path}`, init).catch((cause: unknown) => {
    throw new Failure(`${url} cannot be reached (${(cause as Error).message})`, { cause });
  });
  const text = await answer.text();
  if (answer.ok) return text;
  throw new Failure(sentenceOf(answer.status, text));
}

function sentenceOf(status: number, text: string): string {
  try {
    const { title, errors = [] } = JSON.parse(text) as { title: string; errors?: readonly Fault[] };
    const faults = errors.map(({ pointer, detail }) => `\n  ${[pointer, detail].filter(Boolean).join(': ')}`);
    return `${title.replace(/\.$/, '')}${faults.join('')}`.replace(/\.$/, '');
  } catch {
    return `the answer was ${status}, and is none of Samlet's`;
  }
}
