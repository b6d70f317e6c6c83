import type { RefusalCode } from '../base/refusal.ts';
import type { Branded } from './brand.tsx';
import { ERROR_COPY, fill } from './copy/en.ts';
import { REFUSAL_COPY } from './copy/refusals.en.ts';
import { Document, render } from './document.tsx';
import { safeHref } from './safe-href.ts';

/** A refusal, or without a code our own failure. */
export interface ErrorView extends Branded {
  readonly status: number;
  readonly code?: RefusalCode;
  readonly requestId: string;
  /** Words that say it better than those of the code. */
  readonly title?: string;
  /** What else there is to say of this very refusal. */
  readonly lines?: readonly string[];
  /** Where an administrator sees what happened, step by step. */
  readonly traceHref?: string;
  /** Where the person came from, if that is known. */
  readonly backHref?: string;
}

/** Says what happened, what to do, and the number to ask with; nothing else. */
export const errorPage = (view: ErrorView): string => {
  const { status, code, requestId, title, lines = [], backHref, traceHref, brand } = view;
  const words = REFUSAL_COPY[code ?? 'INTERNAL'];
  return render(
    <Document brand={brand} title={title ?? words.title}>
      <section class="card">
        <p class="eyebrow">{fill(ERROR_COPY.status, { status })}</p>
        <h1>{title ?? words.title}</h1>
        <p>{words.text}</p>
        {lines.map((line) => (
          <p>{line}</p>
        ))}
        <a class="button" href={backHref ? safeHref(backHref) : '/'}>
          {backHref ? ERROR_COPY.back : ERROR_COPY.portal}
        </a>
      </section>
      <p class="aside">
        {ERROR_COPY.request} <code>{requestId}</code>
        {traceHref ? (
          <>
            <br />
            <a href={safeHref(traceHref)}>{ERROR_COPY.trace}</a>
          </>
        ) : null}
      </p>
    </Document>,
  );
};
