/** A browser without a window, as far as the first start needs one: cookies, forms, redirects shown and not followed. */
export interface Visitor {
  readonly cookies: ReadonlyMap<string, string>;
  get(path: string): Promise<Response>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
}

/** A visitor of a site, who keeps its cookies. */
export function visitorOf(baseUrl: string): Visitor {
  const cookies = new Map<string, string>();
  const visit = async (path: string, init: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'sec-fetch-site': 'same-origin', origin: baseUrl, ...(cookie ? { cookie } : {}) };
    const answer = await fetch(new URL(path, baseUrl), { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  return {
    cookies,
    get: (path) => visit(path, {}),
    post: (path, fields) => visit(path, { method: 'POST', body: new URLSearchParams(fields) }),
  };
}
