import { type Notice, NOTICE_COPY, REFUSAL_COPY } from './copy/en.ts';
import { Banner, Document, render } from './document.tsx';

/** The sign-in form. */
export interface SignInView {
  /** Where the form is sent: absolute, since command-line tools take it verbatim. */
  readonly action: string;
  readonly appName?: string;
  readonly userName?: string;
  readonly problem?: 'CREDENTIALS_WRONG' | 'TOO_MANY_ATTEMPTS';
  readonly notice?: Notice;
}

/** Asks for user name and password, in one form that password managers and command-line tools know how to fill. */
export const signInPage = ({ action, appName, userName = '', problem, notice }: SignInView): string =>
  render(
    <Document title="Sign in">
      <section class="card">
        <h1>Sign in</h1>
        {appName ? (
          <p class="lead">
            to continue to <strong>{appName}</strong>
          </p>
        ) : (
          <p class="lead">Your AWS accounts and apps, behind one door.</p>
        )}
        {notice && !problem ? <Banner kind="notice">{NOTICE_COPY[notice]}</Banner> : null}
        {problem ? (
          <Banner kind="problem" id="input-error">
            {problem === 'CREDENTIALS_WRONG' ? REFUSAL_COPY[problem].title : `${REFUSAL_COPY[problem].title}. ${REFUSAL_COPY[problem].text}`}
          </Banner>
        ) : null}
        <form method="post" action={action}>
          <label for="username">User name or mail address</label>
          <input id="username" name="username" type="text" value={userName} autocomplete="username" autocapitalize="none" spellcheck={false} required autofocus={userName === ''} maxlength={256} />
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required autofocus={userName !== ''} maxlength={1024} aria-describedby={problem ? 'input-error' : undefined} />
          <button type="submit">Sign in</button>
        </form>
        <p class="aside">
          <a href="/forgot-password">Forgot your password?</a>
        </p>
      </section>
    </Document>,
  ); // prettier-ignore
