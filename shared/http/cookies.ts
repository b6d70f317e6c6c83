/** The cookie that holds the claim of a session. `__Host-`: ours alone, no other host or path can set it. */
export const SESSION_COOKIE = '__Host-samlet-session';

/** The cookie that names the browser: sign-ins are bound to it, and users who signed in here before are known by it. */
export const BROWSER_COOKIE = '__Host-samlet-browser';

/** The cookie that holds the claim of the console. */
export const CONSOLE_COOKIE = '__Host-samlet-admin';

const FLAGS = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** How long a browser is known, in seconds: 90 days. */
export const BROWSER_SECONDS = 90 * 24 * 3600;

/** Sets the session cookie; it ends with the browser, and in any case with the session behind it. */
export const sessionCookie = (claim: string): string => `${SESSION_COOKIE}=${claim}; ${FLAGS}`;

/** Takes the session cookie away. */
export const noSessionCookie = `${SESSION_COOKIE}=; ${FLAGS}; Max-Age=0`;

/**
 * Sets the console's cookie. Only our own pages send it, never a link from elsewhere; it ends with the browser, and is good
 * for nothing beside a session that is over.
 */
export const consoleCookie = (claim: string): string =>
  `${CONSOLE_COOKIE}=${claim}; ${FLAGS.replace('SameSite=Lax', 'SameSite=Strict')}`;

/** Takes the console's cookie away. */
export const noConsoleCookie = `${CONSOLE_COOKIE}=; ${FLAGS}; Max-Age=0`;

/** Sets the browser's name. */
export const browserCookie = (secret: string): string =>
  `${BROWSER_COOKIE}=${secret}; ${FLAGS}; Max-Age=${BROWSER_SECONDS}`;

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The browser's name out of the request's cookies, if it has our form. */
export const browserOf = (cookies: Readonly<Record<string, string>>): string | undefined => {
  const secret = cookies[BROWSER_COOKIE];
  return secret !== undefined && SECRET.test(secret) ? secret : undefined;
};
