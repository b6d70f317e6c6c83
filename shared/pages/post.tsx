import { Document, Mark, render, safeHref } from './document.tsx';

/** A message that leaves for an app by the POST binding (Bindings 3.5.4). */
export interface PostView {
  /** An address that was admitted. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly appName: string;
}

/** A form that sends itself on, in the same tab; without script a button does it. */
export const postPage = ({ action, fields, appName }: PostView): string =>
  render(
    <Document title={`Continue to ${appName}`} script="post.js">
      <section class="card leaving">
        <Mark />
        <h1>{`Taking you to ${appName} …`}</h1>
        <form method="post" action={safeHref(action)} data-auto>
          {Object.entries(fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit">{`Continue to ${appName}`}</button>
        </form>
      </section>
    </Document>,
  );
