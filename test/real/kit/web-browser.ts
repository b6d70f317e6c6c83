import { cookieJar, type CookieJar } from './cookies.ts';
import { type Form, formsIn, linksIn, refreshIn } from './html.ts';

/** A page that a browser stays on: nothing in it sends the browser on. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

/** A SAML message on its way through the browser, by form or query. */
export interface Passing {
  readonly url: URL;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A browser without a window for SAML: it keeps cookies by site, follows redirects, refreshes, and forms that send
 * themselves, and tells servers from which site a request comes. It stays where a person would have to do something.
 */
export interface WebBrowser {
  readonly cookies: CookieJar;
  /** The SAML messages that went through, oldest first. */
  readonly passed: readonly Passing[];
  /** Opens an address that somebody typed. */
  open(url: string): Promise<Page>;
  /** Follows the link of a page whose text contains this. @throws {Error} if there is none */
  follow(page: Page, text: string): Promise<Page>;
  /** Sends the form of a page that has this field, with fields filled in. @throws {Error} if there is none */
  submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page>;
  /** Sends a form that a test wrote, as if it stood on a page of `from`. */
  send(form: Form, from: string): Promise<Page>;
}

/** How a browser is watched. */
export interface WebBrowserOptions {
  /** Changes a message in a form on its way, as an attacker between the two would. */
  readonly change?: (passing: Passing) => Readonly<Record<string, string>>;
}

interface Going {
  readonly url: URL;
  readonly form?: Form;
  /** The addresses that led here: the page and the redirects since; none if it was typed. */
  readonly from: readonly URL[];
  readonly hops?: number;
}

/** More hops than any exchange takes. */
const HOPS = 25;

/** Opens a browser that knows nobody. */
export function webBrowser({ change = ({ fields }) => fields }: WebBrowserOptions = {}): WebBrowser {
  const cookies = cookieJar();
  const passed: Passing[] = [];

  async function go({ url, form, from, hops = 0 }: Going): Promise<Page> {
    if (hops > HOPS) throw new Error(`sent on for ever, last to ${url.href}`);
    const answer = await ask(url, form, { from, cookies });
    cookies.keep(url, answer.headers.getSetCookie());
    const location = answer.headers.get('location');
    if (location !== null && answer.status >= 300 && answer.status < 400) {
      const kept = form && (answer.status === 307 || answer.status === 308) ? { form } : {};
      return go({ ...kept, ...note(new URL(location, url)), from: [...from, url], hops: hops + 1 });
    }
    const page: Page = { url, status: answer.status, headers: answer.headers, html: await answer.text() };
    return sendOn(page, hops);
  }

  function note(url: URL): { url: URL } {
    const fields = Object.fromEntries(url.searchParams);
    if (isMessage(fields)) passed.push({ url, fields });
    return { url };
  }

  function noteForm(form: Form, url: URL): { url: URL; form: Form } {
    if (!isMessage(form.fields)) return { url, form };
    passed.push({ url, fields: form.fields });
    return { url, form: { ...form, fields: change({ url, fields: form.fields }) } };
  }

  /** Goes on by itself where a page's script would send its form, or a refresh leads on. */
  function sendOn(page: Page, hops: number): Promise<Page> | Page {
    const form = formsIn(page.html).find((candidate) => isMessage(candidate.fields));
    const next = { from: [page.url], hops: hops + 1 };
    if (form) return go({ ...noteForm(form, new URL(form.action, page.url)), ...next });
    const refresh = refreshIn(page.html);
    return refresh === undefined ? page : go({ ...note(new URL(refresh, page.url)), ...next });
  }

  return {
    cookies,
    passed,
    open: (url) => go({ ...note(new URL(url)), from: [] }),
    follow(page, text) {
      const link = linksIn(page.html).find((candidate) => candidate.text.includes(text));
      if (!link) throw new Error(`no link “${text}” on ${page.url.href} (${page.status}): ${page.html}`);
      return go({ ...note(new URL(link.href, page.url)), from: [page.url] });
    },
    submit(page, fields) {
      const form = formsIn(page.html).find((candidate) =>
        Object.keys(fields).every((name) => name in candidate.fields),
      );
      if (!form)
        throw new Error(`no form for ${Object.keys(fields).join()} on ${page.url.href} (${page.status}): ${page.html}`);
      const filled: Form = { ...form, fields: { ...form.fields, ...fields } };
      return go({ url: new URL(form.action, page.url), form: filled, from: [page.url] });
    },
    send: (form, from) => go({ ...noteForm(form, new URL(form.action, from)), from: [new URL(from)] }),
  };
}

const isMessage = (fields: Readonly<Record<string, string>>): boolean =>
  'SAMLRequest' in fields || 'SAMLResponse' in fields;

function ask(
  url: URL,
  form: Form | undefined,
  { from, cookies }: { from: readonly URL[]; cookies: CookieJar },
): Promise<Response> {
  const method = form?.method ?? 'GET';
  const isForeign = from[0] !== undefined && from[0].hostname !== url.hostname;
  const cookie = cookies.header(url, { method, isForeign });
  const headers = {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156',
    'sec-fetch-site': siteOf(url, from),
    ...(cookie ? { cookie } : {}),
    ...(method === 'POST' && from[0] ? { origin: from[0].origin } : {}),
  };
  if (method === 'POST') {
    return fetch(url, { method, headers, body: new URLSearchParams(form?.fields), redirect: 'manual' });
  }
  return fetch(form ? new URL(`?${new URLSearchParams(form.fields).toString()}`, url) : url, {
    headers,
    redirect: 'manual',
  });
}

/** What a browser says in Sec-Fetch-Site: the farthest of all that led here (Fetch Metadata, section 2.3). */
function siteOf(url: URL, from: readonly URL[]): string {
  if (from.length === 0) return 'none';
  if (from.every(({ origin }) => origin === url.origin)) return 'same-origin';
  return from.every(({ hostname }) => hostname === url.hostname) ? 'same-site' : 'cross-site';
}
