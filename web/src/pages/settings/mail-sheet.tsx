import { type ReactNode, useEffect, useRef } from 'react';

/** Styles under a name that no policy looks at, and without the sheet for dark mail programs. */
const namedStyles = (html: string): string =>
  html.replace(/<style>.*?<\/style>/s, '').replaceAll(' style="', ' data-style="');

/**
 * The HTML of a mail, shown apart from the console's own styles. The console's policy drops styles that stand in HTML, so
 * each is set anew by name; whatever else a policy forbids stays forbidden, and the mail holds nothing of it.
 */
export function MailSheet({ html }: { readonly html: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = place.current;
    if (!host) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const { body } = new DOMParser().parseFromString(namedStyles(html), 'text/html');
    const sheet = document.createElement('div');
    sheet.style.cssText = body.dataset['style'] ?? '';
    sheet.append(...[...body.childNodes].map((node) => document.importNode(node, true)));
    for (const piece of sheet.querySelectorAll<HTMLElement>('[data-style]')) {
      piece.style.cssText = piece.dataset['style'] ?? '';
      // Whoever looks at a preview is led nowhere.
      if (piece instanceof HTMLAnchorElement) piece.removeAttribute('href');
    }
    root.replaceChildren(sheet);
  }, [html]);
  return <div ref={place} className="mail-preview" />;
}
