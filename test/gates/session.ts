import type { TestHouse } from '../kit/house.ts';
import { sendRaw } from '../kit/raw-http.ts';

const OURS = { 'sec-fetch-site': 'same-origin' };

/** The name and value of a cookie that is set. */
export const pairOf = (cookie: string): string => cookie.split(';')[0] ?? '';

/** Signs somebody in by the front door. @returns the Cookie header of their browser */
export async function cookiesOf(
  { baseUrl }: Pick<TestHouse, 'baseUrl'>,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<string> {
  const begun = await sendRaw(baseUrl, { method: 'GET', path: '/sign-in', headers: OURS });
  const browser = begun.cookies.map(pairOf).join('; ');
  const answer = await sendRaw(baseUrl, {
    method: 'POST',
    path: begun.headers['location'] ?? '',
    headers: { ...OURS, cookie: browser, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ username, password }).toString(),
  });
  if (answer.status !== 303) throw new Error(`${username} could not sign in: ${answer.status}`);
  return [browser, ...answer.cookies.map(pairOf)].join('; ');
}
