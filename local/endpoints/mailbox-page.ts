import type { Return } from './mail-returns.ts';
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

/** What the buttons below a mail do: as if it had come back, or its reader had complained. */
export function mailboxPost(
  { mails }: Mailbox,
  path: string,
  returns: (mail: Mail, kind: Return) => void,
): ServiceReply | undefined {
  const [, id, kind] = /^\/mailbox\/([\w-]+)\/(bounce|complain)$/.exec(path) ?? [];
  const mail = mails.find((one) => one.id === id);
  if (!mail) return undefined;
  returns(mail, kind === 'bounce' ? 'bounce' : 'complain');
  return { status: 303, headers: { location: `/mailbox/${id}?${kind}` }, body: '' };
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
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'self'";

/** The mail's own HTML: no script, no address but those of its links, which open beside it. */
const MAIL_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox";

const htmlOf = ({ html, text }: Mail): ServiceReply =>
  reply('text/html', `<base target="_blank">${html || `<pre>${escape(text)}</pre>`}`, MAIL_POLICY);

const listOf = (mails: readonly Mail[]): string =>
  `<h1>Mailbox</h1><p>What Samlet sends to people arrives here; nothing leaves this machine.</p>${
    mails.length === 0
      ? '<p class="card none">No mail yet.</p>'
      : `<ul class="card">${mails.toReversed().map(lineOf).join('')}</ul>`
  }`;

const lineOf = ({ id, at, to, subject }: Mail): string =>
  `<li><a href="/mailbox/${id}">${escape(subject)}</a><small>${escape(to.join(', '))}, ${escape(timeOf(at))}</small></li>`;

const viewOf = ({ id, at, from, to, subject, text }: Mail): string => `
<h1>${escape(subject)}</h1>
<p>From ${escape(from)} to ${escape(to.join(', '))}, ${escape(timeOf(at))}</p>
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mailbox/${id}/html" title="The mail"></iframe>
<details><summary>As plain text</summary><pre>${escape(text)}</pre></details>
<form method="post"><p>As if the address did not exist, or the reader had called it junk; Samlet is told as SES tells it.</p>
<button formaction="/mailbox/${id}/bounce">Let it bounce</button> <button formaction="/mailbox/${id}/complain">Complain</button></form>`;

const timeOf = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;

const page = (title: string, body: string): ServiceReply =>
  reply(
    'text/html',
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style>
<body><header><a href="/mailbox">Samlet’s mailbox</a></header><main>${body}</main></body></html>`,
  );

const STYLE = `
:root{color-scheme:light dark;--ground:#f5f6f9;--card:#fff;--ink:#12151e;--soft:#586072;--line:#e2e5ec;--accent:#3442c4}
@media(prefers-color-scheme:dark){:root{--ground:#0c0e14;--card:#151821;--ink:#e9ebf2;--soft:#9ca4b6;--line:#262b37;--accent:#a3acff}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:.9375rem/1.5 system-ui,sans-serif}
header,main{max-width:46rem;margin:0 auto;padding:1rem}header a{color:inherit;font-weight:650;text-decoration:none}
h1{margin:0;font-size:1.4rem;line-height:1.25}h1,p,li,pre{overflow-wrap:anywhere}p,small{color:var(--soft)}p{margin:.25rem 0 1rem}
a{color:var(--accent);text-underline-offset:3px}:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.card,iframe,details{background:var(--card);border:1px solid var(--line);border-radius:12px}.none{padding:2rem;text-align:center}
ul{list-style:none;margin:0;padding:0 1rem}li{padding:.75rem 0}li+li{border-top:1px solid var(--line)}li a{font-weight:570}
small{display:block;font-size:.8125rem}iframe{display:block;width:100%;height:32rem;margin-bottom:1rem;background:#fff}
summary{padding:.75rem 1rem;cursor:pointer}pre{margin:0;padding:0 1rem 1rem;white-space:pre-wrap;font-size:.8125rem}
form{margin-top:1.5rem}button{font:inherit;padding:.4rem .8rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--ink);cursor:pointer}`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
