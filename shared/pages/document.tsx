/**
 * pages/ owns what people see: views in, whole HTML documents out. It imports nothing of ours but its own words and
 * types, decides nothing, and needs no script to work. Everything in a view may be hostile: JSX escapes it.
 */
import type { Child } from 'hono/jsx';

/** A piece of a page: hono's JSX makes it, and it turns into text when a page is whole. */
export type Piece = Child;

/** What every page has. */
export interface DocumentProps {
  readonly title: string;
  readonly children: Piece;
  /** A static script of ours, by its name under `/assets`. */
  readonly script?: string;
  /** Sends the browser on by itself after the page is shown. */
  readonly refresh?: string;
  readonly width?: 'narrow' | 'wide';
  readonly header?: Piece;
}

/** The mark: a door that stands ajar. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect x="2" y="2" width="28" height="28" rx="8" fill="currentColor" />
    <path d="M11 7.5h6.5A3.5 3.5 0 0 1 21 11v10a3.5 3.5 0 0 1-3.5 3.5H11z" fill="var(--mark-ink)" />
    <circle cx="17.6" cy="16" r="1.5" fill="currentColor" />
  </svg>
);

/** The frame of every page: title, style sheet, mark. */
export const Document = ({ title, children, script, refresh, width = 'narrow', header }: DocumentProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      {refresh ? <meta http-equiv="refresh" content={`0;url=${refresh}`} /> : null}
      <title>{`${title} · Samlet`}</title>
      <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/samlet.css" />
      {script ? <script src={`/assets/${script}`} type="module" /> : null}
    </head>
    <body class={width}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      {header ?? (
        <header class="brand">
          <Mark />
          <span>Samlet</span>
        </header>
      )}
      <main id="main">{children}</main>
    </body>
  </html>
);

/** A whole page as text. */
export const render = (page: Piece): string => `<!DOCTYPE html>${String(page)}`;

/** A problem or a notice above a form; it is read out when the page opens. */
export const Banner = ({ kind, id, children }: { kind: 'problem' | 'notice'; id?: string; children: Piece }) => (
  <p class={`banner ${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
    <span id={id}>{children}</span>
  </p>
);

/** Only addresses that a page may link to: our own paths, and http(s). Everything else leads nowhere. */
export const safeHref = (href: string): string => (/^(?:\/(?!\/)|https?:\/\/)/i.test(href) ? href : '#');
