import type { Branded } from './brand.tsx';
import { LOGOUT_COPY, SIGNED_OUT_COPY } from './copy/en.ts';
import { Document, render } from './document.tsx';
import { safeHref } from './safe-href.ts';

/** How a sign-out went. */
export interface SignedOutView extends Branded {
  readonly apps: readonly { readonly name: string; readonly outcome: keyof typeof LOGOUT_COPY }[];
  /** Where the app that began the sign-out awaits the person. */
  readonly continueHref?: string;
}

/** Says honestly which apps know that the person has left. */
export const signedOutPage = ({ apps, continueHref, brand }: SignedOutView): string =>
  render(
    <Document brand={brand} title={SIGNED_OUT_COPY.title}>
      <section class="card">
        <h1>{SIGNED_OUT_COPY.title}</h1>
        {apps.length > 0 ? <Apps apps={apps} /> : null}
        <p class="hint">{SIGNED_OUT_COPY.aws}</p>
        <a class="button" href={continueHref ? safeHref(continueHref) : '/sign-in'}>
          {continueHref ? SIGNED_OUT_COPY.goOn : SIGNED_OUT_COPY.again}
        </a>
      </section>
    </Document>,
  );

const Apps = ({ apps }: SignedOutView) => (
  <>
    <p class="lead">
      {apps.every(({ outcome }) => outcome === 'told') ? SIGNED_OUT_COPY.whole : SIGNED_OUT_COPY.partial}
    </p>
    <ul class="outcomes">
      {apps.map(({ name, outcome }) => (
        <li class={outcome}>
          <strong>{name}</strong> <span>{LOGOUT_COPY[outcome]}</span>
        </li>
      ))}
    </ul>
  </>
);
