import type { RefusalCode } from '../base/refusal.ts';
import { REFUSAL_COPY } from './copy/en.ts';
import { Document, render } from './document.tsx';

/** A refusal, or without a code our own failure. */
export interface ErrorView {
  readonly status: number;
  readonly code?: RefusalCode;
  readonly requestId: string;
}

/** Says what happened, what to do, and the number to ask with; nothing else. */
export const errorPage = ({ status, code, requestId }: ErrorView): string => {
  const { title, text } = REFUSAL_COPY[code ?? 'INTERNAL'];
  return render(
    <Document title={title}>
      <section class="card">
        <p class="eyebrow">{`Error ${status}`}</p>
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a class="button" href="/">
            Go to your portal
          </a>
        </p>
        <p class="aside">
          Request number <code>{requestId}</code>
        </p>
      </section>
    </Document>,
  );
};
