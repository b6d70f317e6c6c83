/** A form as a browser would send it. */
export interface Form {
  readonly method: 'GET' | 'POST';
  /** As it is written: it may be relative, or empty. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the character references of a piece of HTML. */
const decoded = (text: string): string =>
  text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

/** The value of an attribute of a tag, or `undefined`. */
export function attributeIn(tag: string, name: string): string | undefined {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? [];
  const value = double ?? single;
  return value === undefined ? undefined : decoded(value);
}

/** The forms of a page, in its order. */
export const formsIn = (html: string): readonly Form[] =>
  [...html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/gi)].map(([form]) => ({
    method: (attributeIn(form, 'method') ?? 'get').toUpperCase() === 'POST' ? 'POST' : 'GET',
    action: attributeIn(form, 'action') ?? '',
    fields: Object.fromEntries(
      [...form.matchAll(/<input[^>]*>/gi)].flatMap(([tag]) => {
        const name = attributeIn(tag, 'name');
        return name === undefined ? [] : [[name, attributeIn(tag, 'value') ?? '']];
      }),
    ),
  }));

/** Where a page sends the browser on by itself, by a refresh, or `undefined`. */
export function refreshIn(html: string): string | undefined {
  const [tag = ''] = /<meta[^>]*http-equiv\s*=\s*["']refresh["'][^>]*>/i.exec(html) ?? [];
  return /^\s*\d+\s*;\s*url=(.*)$/i.exec(attributeIn(tag, 'content') ?? '')?.[1];
}

/** The links of a page by what they are called. */
export const linksIn = (html: string): readonly { readonly text: string; readonly href: string }[] =>
  [...html.matchAll(/(<a\s[^>]*>)([\s\S]*?)<\/a>/gi)].map(([, tag = '', inner = '']) => ({
    text: textIn(inner),
    href: attributeIn(tag, 'href') ?? '',
  }));

/** What a person reads on a page. */
export const textIn = (html: string): string =>
  decoded(html.replaceAll(/<(?:script|style)[\s\S]*?<\/(?:script|style)>|<[^>]*>/gi, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
