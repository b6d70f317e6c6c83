import { Document, Mark, render, safeHref } from './document.tsx';

/** A message that leaves for an app in a link (Bindings 3.4). */
export interface LeaveView {
  readonly href: string;
  readonly appName: string;
}

/** Sends the browser on by a refresh; where that is switched off, by a link. */
export const leavePage = ({ href, appName }: LeaveView): string =>
  render(
    <Document title={`Signing out of ${appName}`} refresh={safeHref(href)}>
      <section class="card leaving">
        <Mark />
        <h1>{`Signing you out of ${appName} …`}</h1>
        <p>
          <a class="button" href={safeHref(href)}>
            Continue
          </a>
        </p>
      </section>
    </Document>,
  );
