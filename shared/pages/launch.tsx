import type { Branded } from './brand.tsx';
import { fill, LAUNCH_COPY } from './copy/en.ts';
import { Document, render } from './document.tsx';
import { safeHref } from './safe-href.ts';

/** A door that another site linked to. */
export interface LaunchView extends Branded {
  readonly appName: string;
  /** The number of the AWS account that the door is a role of. */
  readonly detail?: string;
  /** Our own path, which is posted to. */
  readonly action: string;
}

/**
 * One click before a door that somebody else's page pointed at: nobody is taken through it behind their back. The button
 * does not take the focus, or a page that has people hold Enter would have them press it unseen.
 */
export const launchPage = ({ appName, detail, action, brand }: LaunchView): string => {
  const title = appName ? fill(LAUNCH_COPY.title, { app: appName }) : LAUNCH_COPY.titleUnnamed;
  return render(
    <Document brand={brand} title={title}>
      <section class="card">
        <h1>{title}</h1>
        {detail ? (
          <p class="lead">
            {LAUNCH_COPY.account} <code>{detail}</code>
          </p>
        ) : null}
        <p>{LAUNCH_COPY.text}</p>
        <form method="post" action={safeHref(action)}>
          <button type="submit">{LAUNCH_COPY.submit}</button>
        </form>
      </section>
      <p class="aside">
        <a href="/">{LAUNCH_COPY.portal}</a>
      </p>
    </Document>,
  );
};
