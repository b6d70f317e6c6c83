/**
 * pages/ owns what people see: views in, whole HTML documents out. It imports nothing of ours but its own words and
 * types, decides nothing, and needs no script to work. Everything in a view may be hostile: JSX escapes it.
 */
import type { Child } from 'hono/jsx';
import { FRAME_COPY } from './copy/en.ts';
import { type Branded, BrandMark, Footer, OUR_BRAND } from './brand.tsx';
import { safeHref } from './safe-href.ts';

/** A piece of a page: hono's JSX makes it, and it turns into text when a page is whole. */
export type Piece = Child;

/** What every page has. */
export interface DocumentProps extends Branded {
  readonly title: string;
  readonly children: Piece;
  /** A static script of ours, by its name under `/assets`. */
  readonly script?: 'form.js' | 'link.js' | 'portal.js' | 'post.js';
  /** Sends the browser on by itself after the page is shown. */
  readonly refresh?: string;
  /** Narrow for one thing to do, wide for the pages of somebody who is signed in. */
  readonly width?: 'narrow' | 'wide';
  readonly header?: Piece;
}

/** The frame of every page: title, style sheet, the way past the header, header, content. */
export const Document = ({
  title,
  children,
  script,
  refresh,
  width = 'narrow',
  header,
  brand = OUR_BRAND,
}: DocumentProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      {refresh === undefined ? null : <meta http-equiv="refresh" content={`0;url=${safeHref(refresh)}`} />}
      <title>{`${title} · ${brand.name}`}</title>
      <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/samlet.css" />
      {brand.sheet ? <link rel="stylesheet" href={safeHref(brand.sheet)} /> : null}
      {script ? <script src={`/assets/${script}`} type="module" /> : null}
    </head>
    <body class={width}>
      <a class="skip" href="#main">
        {FRAME_COPY.skip}
      </a>
      {header ?? (
        <header class="brand">
          <BrandMark brand={brand} />
        </header>
      )}
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <Footer brand={brand} />
    </body>
  </html>
);

/** A whole page as text. */
export const render = (page: Piece): string => `<!DOCTYPE html>${String(page)}`;

/** A problem or a notice above a form; it is read out when the page opens. */
export const Banner = ({ kind, id, children }: { kind: 'problem' | 'notice'; id?: string; children: Piece }) => (
  <div class={`banner ${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
    <span id={id}>{children}</span>
  </div>
);
