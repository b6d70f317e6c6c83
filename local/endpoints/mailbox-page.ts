import type { Mail, Mailbox } from './mailbox.ts';
import type { ServiceReply } from './service.ts';

/** The mailbox in a browser: a list, each mail in a frame that can do nothing but open links, and all of it as JSON. */
export function mailboxPage({ mails }: Mailbox, path: string): ServiceReply | undefined {
  if (path === '/mailbox.json') return reply('application/json', JSON.stringify(mails.toReversed()));
  if (path === '/mailbox' || path === '/mailbox/') return page('Mailbox', listOf(mails));
  const [, id, part] = /^\/mailbox\/([\w-]+)(\/html)?$/.exec(path) ?? [];
  const mail = mails.find((one) => one.id === id);
  if (!mail) return undefined;
  return part ? htmlOf(mail) : page(mail.subject, viewOf(mail));
}

const reply = (type: string, body: string, policy = PAGE_POLICY): ServiceReply => ({
  status: 200,
  headers: {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  },
  body,
});

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";

/** The mail's own HTML: no script, no address but those of its links, which open beside it. */
const MAIL_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox";

const htmlOf = ({ html, text }: Mail): ServiceReply =>
  reply('text/html', `<base target="_blank">${html || `<pre>${escape(text)}</pre>`}`, MAIL_POLICY);

const listOf = (mails: readonly Mail[]): string =>
  mails.length === 0
    ? '<p>No mail yet. What Samlet sends to people arrives here; nothing leaves this machine.</p>'
    : `<ul>${mails.toReversed().map(lineOf).join('')}</ul>`;

const lineOf = ({ id, at, to, subject }: Mail): string =>
  `<li><a href="/mailbox/${id}">${escape(subject)}</a><small>${escape(to.join(', '))} · ${escape(timeOf(at))}</small></li>`;

const viewOf = ({ id, at, from, to, subject, text }: Mail): string => `
<p><a href="/mailbox">All mails</a></p>
<h2>${escape(subject)}</h2>
<p><small>From ${escape(from)} to ${escape(to.join(', '))} · ${escape(timeOf(at))}</small></p>
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mailbox/${id}/html" title="The mail"></iframe>
<details><summary>As plain text</summary><pre>${escape(text)}</pre></details>`;

const timeOf = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;

const page = (title: string, body: string): ServiceReply =>
  reply(
    'text/html',
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
ul{list-style:none;padding:0}li{padding:.6rem 0;border-bottom:1px solid #8884}small{display:block;opacity:.7}
iframe{width:100%;height:28rem;border:1px solid #8884;border-radius:8px;background:#fff}pre{white-space:pre-wrap}
</style><h1>Samlet's local mailbox</h1>${body}</html>`,
  );

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
