interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly sameSite: string;
}

/** A browser's cookies: by host, whatever the port, as browsers keep them (RFC 6265, section 8.5). */
export interface CookieJar {
  /** The header for a request; `isForeign` where another site's page makes it. */
  header(url: URL, request: { method: string; isForeign: boolean }): string;
  keep(url: URL, lines: readonly string[]): void;
  /** The names of the cookies that a host has set. */
  names(host: string): readonly string[];
}

/** An empty jar. A cookie that says nothing of SameSite goes with every request, as those do that are two minutes old. */
export function cookieJar(): CookieJar {
  const hosts = new Map<string, Map<string, Cookie>>();
  const of = (host: string): Map<string, Cookie> => {
    const found = hosts.get(host) ?? new Map<string, Cookie>();
    hosts.set(host, found);
    return found;
  };
  return {
    header: ({ hostname, pathname }, request) =>
      [...of(hostname)]
        .filter(([, cookie]) => pathname.startsWith(cookie.path) && isSent(cookie, request))
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; '),
    keep({ hostname }, lines) {
      for (const line of lines) {
        const [pair = '', ...flags] = line.split(/;\s*/);
        const at = pair.indexOf('=');
        const name = pair.slice(0, at);
        if (isGone(flags)) of(hostname).delete(name);
        else
          of(hostname).set(name, {
            value: pair.slice(at + 1),
            path: flag(flags, 'path') || '/',
            sameSite: flag(flags, 'samesite'),
          });
      }
    },
    names: (host) => [...of(host).keys()],
  };
}

const flag = (flags: readonly string[], name: string): string =>
  flags.find((text) => text.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

function isGone(flags: readonly string[]): boolean {
  const expires = Date.parse(flag(flags, 'expires'));
  return flag(flags, 'max-age') === '0' || expires < Date.now();
}

function isSent({ sameSite }: Cookie, { method, isForeign }: { method: string; isForeign: boolean }): boolean {
  if (!isForeign || sameSite === '' || /^none$/i.test(sameSite)) return true;
  return /^lax$/i.test(sameSite) && method === 'GET';
}
