import type { MailKind, OutboxMail } from './mail.ts';

interface Template {
  readonly subject: string;
  readonly lead: string;
  /** The button's words and the path that its link leads to, for mails that carry one. */
  readonly action?: { readonly label: string; readonly path: string };
  readonly closing: string;
}

const TEMPLATES: Readonly<Record<MailKind, Template>> = {
  activation: {
    subject: 'Set your password',
    lead: 'An account was made for you. Set a password to sign in.',
    action: { label: 'Set your password', path: '/activate' },
    closing: 'If you did not expect this mail, you can leave it alone: without a password nobody can use the account.',
  },
  'password-reset': {
    subject: 'Set a new password',
    lead: 'Somebody, most likely you, asked to set a new password for your account.',
    action: { label: 'Set a new password', path: '/reset-password' },
    closing: 'If it was not you, you can leave this mail alone: your password stays as it is.',
  },
  'password-changed': {
    subject: 'Your password was changed',
    lead: 'The password of your account was changed, and every session was ended.',
    closing: 'If it was not you, set a new password at once and tell your administrator.',
  },
};

/** A name as a greeting may bear it: one short line, without anything that a mail program would make a link of. */
const greetable = (name: string): string =>
  name
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/(?:https?:|www\.|[/\\<>@])\S*/gi, '')
    .replaceAll(/(\w)\.(\w)/g, '$1 $2')
    .trim()
    .slice(0, 64);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Renders a mail as text and as HTML that reads well without pictures. A link carries its secret in the fragment, which
 * no server sees and no log keeps; whoever has no script pastes the code.
 */
export function renderMail(
  { kind, name, linkExpiresAt }: Pick<OutboxMail, 'kind' | 'name' | 'linkExpiresAt'>,
  { baseUrl, token }: { baseUrl: string; token?: string },
): { subject: string; text: string; html: string } {
  const { subject, lead, action, closing } = TEMPLATES[kind];
  const greeting = `Hello${greetable(name) ? ` ${greetable(name)}` : ''},`;
  const link = action && token ? { ...action, url: `${baseUrl}${action.path}#${token}`, token } : undefined;
  const until = linkExpiresAt ? `The link works once, until ${linkExpiresAt.slice(0, 16).replace('T', ' ')} UTC.` : '';
  const lines = [
    greeting,
    lead,
    ...(link
      ? [`${link.label}: ${link.url}`, until, `If the page asks for a code, paste this one: ${link.token}`]
      : []),
    closing,
  ];
  return {
    subject,
    text: lines.filter(Boolean).join('\n\n'),
    html: htmlOf({ subject, greeting, lead, closing, until, ...(link ? { link } : {}) }),
  };
}

interface Parts {
  readonly subject: string;
  readonly greeting: string;
  readonly lead: string;
  readonly closing: string;
  readonly until: string;
  readonly link?: { readonly label: string; readonly url: string; readonly token: string };
}

const paragraph = (text: string, style = ''): string => `<p style="margin:0 0 16px;${style}">${escaped(text)}</p>`;

const htmlOf = ({ subject, greeting, lead, closing, until, link }: Parts): string =>
  [
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#f4f5f7;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif;color:#1b1f27">',
    '<div style="max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:12px">',
    `<h1 style="margin:0 0 16px;font-size:20px">${escaped(subject)}</h1>`,
    paragraph(greeting),
    paragraph(lead),
    ...(link
      ? [
          `<p style="margin:0 0 16px"><a href="${escaped(link.url)}" style="display:inline-block;padding:12px 20px;background:#0b5fff;color:#fff;text-decoration:none;border-radius:8px;font-weight:600">${escaped(link.label)}</a></p>`,
          paragraph(until, 'color:#4a5160'),
          paragraph('If the page asks for a code, paste this one:', 'color:#4a5160'),
          `<p style="margin:0 0 16px;padding:12px;background:#f4f5f7;border-radius:8px;font:14px ui-monospace,monospace;word-break:break-all">${escaped(link.token)}</p>`,
        ]
      : []),
    paragraph(closing, 'color:#4a5160'),
    '</div></body></html>',
  ].join('\n');
