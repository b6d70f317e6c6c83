import { Banner, Document, render } from './document.tsx';

/** The form by which a link is asked for; `sent` once it was. */
export interface ForgotPasswordView {
  readonly sent?: boolean;
}

/** Asks for a name, and says the same whether it is a user's or not. */
export const forgotPasswordPage = ({ sent }: ForgotPasswordView): string =>
  render(
    <Document title="Set a new password">
      <section class="card">
        <h1>Set a new password</h1>
        {sent ? (
          <>
            <Banner kind="notice">If there is such a user, a mail with a link is on its way.</Banner>
            <p>The link works once, for an hour. If no mail comes, look into the spam folder, or ask your administrator.</p>
          </>
        ) : (
          <form method="post" action="/forgot-password">
            <label for="username">User name or mail address</label>
            <input id="username" name="username" type="text" autocomplete="username" autocapitalize="none" spellcheck={false} required autofocus maxlength={256} />
            <button type="submit">Send me a link</button>
          </form>
        )}
        <p class="aside">
          <a href="/sign-in">Back to sign-in</a>
        </p>
      </section>
    </Document>,
  ); // prettier-ignore
