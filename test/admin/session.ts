import { attribute } from '../kit/browser.ts';

/** A browser's session at a house: what it would send with every request. */
export interface BrowserSession {
  readonly cookie: string;
}

/** Signs in with a password as a browser does. @throws {Error} when the password is not taken */
export async function signIn(baseUrl: string, username: string, password: string): Promise<BrowserSession> {
  const cookies = new Map<string, string>();
  const visit = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = cookieOf(cookies);
    const answer = await fetch(new URL(path, baseUrl), {
      redirect: 'manual',
      ...init,
      headers: { 'sec-fetch-site': 'same-origin', origin: baseUrl, ...(cookie ? { cookie } : {}) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = answer.headers.get('location');
    return answer.status === 303 && location?.startsWith('/sign-in/') ? visit(location) : answer;
  };
  const page = await (await visit('/sign-in')).text();
  const action = attribute(/<form[^>]*>/.exec(page)?.[0] ?? '', 'action') ?? '';
  const answer = await visit(action, { method: 'POST', body: new URLSearchParams({ username, password }) });
  if (!cookies.has('__Host-samlet-session')) throw new Error(`the sign-in answered ${answer.status}`);
  return { cookie: cookieOf(cookies) };
}

const cookieOf = (cookies: ReadonlyMap<string, string>): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
