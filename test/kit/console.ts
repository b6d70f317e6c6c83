/** What a request of the console bears beside its cookies. */
export const MEANT = { 'samlet-request': '1', 'sec-fetch-site': 'same-origin' };

/** Enters the console with the cookies of a browser that is signed in. @returns these with the console's, if it lets them in */
export async function enterConsole(baseUrl: string, cookie: string): Promise<string> {
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${baseUrl}/go/console`, { redirect: 'manual', headers });
  const [own] = answer.headers.getSetCookie().filter((line) => line.startsWith('__Host-samlet-admin='));
  return own ? `${cookie}; ${own.split(';')[0]}` : cookie;
}

/** Asks the admin API as the console does, by the cookies of a browser. */
export const askByConsole = (
  baseUrl: string,
  cookie: string,
  route: string,
  { body, version = '*' }: { body?: unknown; version?: string } = {},
): Promise<Response> => {
  const [method = '', path = ''] = route.split(' ');
  return fetch(`${baseUrl}/admin/v1${path}`, {
    method,
    headers: { ...MEANT, cookie, 'content-type': 'application/json', 'if-match': version },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
};

/** Makes a user an administrator, as somebody who may. @throws {Error} when they may not */
export async function grantRole(
  baseUrl: string,
  cookie: string,
  userId: string,
  grant: { readonly role: string; readonly apps?: readonly string[] },
): Promise<void> {
  const answer = await askByConsole(baseUrl, cookie, `PUT /administrators/${userId}`, { body: grant });
  if (answer.status !== 200) throw new Error(`the grant answered ${answer.status}: ${await answer.text()}`);
}
