import type { Branded } from './brand.tsx';
import { fill, LEAVING_COPY } from './copy/en.ts';
import { Document, render } from './document.tsx';
import { safeHref } from './safe-href.ts';

/** A message that leaves for an app by the POST binding (Bindings 3.5.4). */
export interface PostView extends Branded {
  /** An address that was admitted. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly appName: string;
}

/** A form that sends itself on, in the same tab; without script a button does it. */
export const postPage = ({ action, fields, appName, brand }: PostView): string => {
  const title = fill(LEAVING_COPY.title, { app: appName });
  return render(
    <Document brand={brand} title={title} script="post.js">
      <section class="leaving">
        <div class="progress" aria-hidden="true" />
        <h1>{title}</h1>
        <form method="post" action={safeHref(action)} data-auto>
          {Object.entries(fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button class="quiet late" type="submit">
            {fill(LEAVING_COPY.submit, { app: appName })}
          </button>
        </form>
      </section>
    </Document>,
  );
};
