import { LOGOUT_COPY } from './copy/en.ts';
import { Document, render } from './document.tsx';

/** How a sign-out went. */
export interface SignedOutView {
  readonly apps: readonly { readonly name: string; readonly outcome: keyof typeof LOGOUT_COPY }[];
}

/** Says honestly which apps know that the person has left. */
export const signedOutPage = ({ apps }: SignedOutView): string => {
  const isWhole = apps.every(({ outcome }) => outcome === 'told');
  return render(
    <Document title="Signed out">
      <section class="card">
        <h1>You are signed out</h1>
        {apps.length > 0 ? (
          <>
            <p class="lead">
              {isWhole ? 'The apps you used know it, too:' : 'Not every app you used could be signed out:'}
            </p>
            <ul class="outcomes">
              {apps.map(({ name, outcome }) => (
                <li class={outcome}>
                  <strong>{name}</strong> <span>{LOGOUT_COPY[outcome]}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <p>
          AWS consoles that you opened stay signed in until their session ends. On a shared computer, sign out there and
          close the browser.
        </p>
        <p>
          <a class="button" href="/sign-in">
            Sign in again
          </a>
        </p>
      </section>
    </Document>,
  );
};
