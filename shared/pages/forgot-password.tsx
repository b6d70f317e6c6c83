import type { Branded } from './brand.tsx';
import { FIELD_COPY, FORGOT_COPY } from './copy/en.ts';
import { Document, render } from './document.tsx';
import { Field } from './field.tsx';

/** The form by which a link is asked for; `sent` once it was. */
export interface ForgotPasswordView extends Branded {
  readonly sent?: boolean;
  readonly userName?: string;
}

/** Asks for a name, and says the same whether it is a user's or not. */
export const forgotPasswordPage = ({ sent = false, userName = '', brand }: ForgotPasswordView): string =>
  render(
    <Document brand={brand} title={sent ? FORGOT_COPY.sentTitle : FORGOT_COPY.title}>
      <section class="card">{sent ? <Sent /> : <Ask userName={userName} />}</section>
      <p class="aside">
        <a href="/sign-in">{FORGOT_COPY.back}</a>
      </p>
    </Document>,
  );

const Sent = () => (
  <>
    <h1>{FORGOT_COPY.sentTitle}</h1>
    <p role="status">{FORGOT_COPY.sent}</p>
    <p class="hint">{FORGOT_COPY.sentHelp}</p>
  </>
);

const Ask = ({ userName }: { userName: string }) => (
  <>
    <h1>{FORGOT_COPY.title}</h1>
    <p class="lead">{FORGOT_COPY.lead}</p>
    <form method="post" action="/forgot-password">
      <Field
        name="username"
        label={FIELD_COPY.login}
        value={userName}
        autocomplete="username"
        isFirst
        maxlength={256}
      />
      <button type="submit">{FORGOT_COPY.submit}</button>
    </form>
  </>
);
