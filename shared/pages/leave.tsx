import type { Branded } from './brand.tsx';
import { fill, LEAVING_COPY } from './copy/en.ts';
import { Document, render } from './document.tsx';
import { safeHref } from './safe-href.ts';

/** A message that leaves for an app in a link (Bindings 3.4). */
export interface LeaveView extends Branded {
  readonly href: string;
  readonly appName: string;
}

/** Sends the browser on by a refresh; where that is switched off, by a link. */
export const leavePage = ({ href, appName, brand }: LeaveView): string => {
  const title = fill(LEAVING_COPY.signingOut, { app: appName });
  return render(
    <Document brand={brand} title={title} refresh={href}>
      <section class="leaving">
        <div class="progress" aria-hidden="true" />
        <h1>{title}</h1>
        <a class="button quiet late" href={safeHref(href)}>
          {fill(LEAVING_COPY.submit, { app: appName })}
        </a>
      </section>
    </Document>,
  );
};
