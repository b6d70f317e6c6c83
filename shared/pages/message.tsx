import type { Branded } from './brand.tsx';
import { Document, render } from './document.tsx';
import { safeHref } from './safe-href.ts';

/** A few sentences, and where one can go from there. */
export interface MessageView extends Branded {
  readonly title: string;
  readonly lines: readonly string[];
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

/** Says something that asks for nothing; the first link is the way on. */
export const messagePage = ({ title, lines, links: [first, ...others], brand }: MessageView): string =>
  render(
    <Document brand={brand} title={title}>
      <section class="card">
        <h1>{title}</h1>
        {lines.map((line) => (
          <p>{line}</p>
        ))}
        {first ? (
          <a class="button" href={safeHref(first.href)}>
            {first.label}
          </a>
        ) : null}
      </section>
      {others.map(({ label, href }) => (
        <p class="aside">
          <a href={safeHref(href)}>{label}</a>
        </p>
      ))}
    </Document>,
  );
