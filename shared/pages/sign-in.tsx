import type { Branded } from './brand.tsx';
import { FIELD_COPY, type Notice, NOTICE_COPY, SIGN_IN_COPY } from './copy/en.ts';
import { REFUSAL_COPY } from './copy/refusals.en.ts';
import { Banner, Document, render } from './document.tsx';
import { Field } from './field.tsx';
import { safeHref } from './safe-href.ts';

/** The sign-in form. */
export interface SignInView extends Branded {
  /** Where the form is sent: absolute, since command-line tools take it verbatim. */
  readonly action: string;
  readonly appName?: string;
  readonly userName?: string;
  readonly problem?: 'CREDENTIALS_WRONG' | 'TOO_MANY_ATTEMPTS' | 'SIGN_IN_GONE';
  readonly notice?: Notice;
  /** Whether a forgotten password can be reset by mail. @default true */
  readonly hasReset?: boolean;
}

/**
 * Asks for user name and password, in one form that password managers and command-line tools know how to fill: the
 * only form of the page, the password right after the user name, and a wrong password told in `span#input-error`.
 */
export const signInPage = ({
  action,
  appName,
  userName = '',
  problem,
  notice,
  hasReset = true,
  brand,
}: SignInView): string =>
  render(
    <Document brand={brand} title={SIGN_IN_COPY.title} script="form.js">
      <section class="card">
        <h1>{brand?.signInTitle ?? SIGN_IN_COPY.title}</h1>
        <Lead appName={appName} />
        {notice && !problem ? <Banner kind="notice">{NOTICE_COPY[notice]}</Banner> : null}
        {problem ? (
          <Banner kind="problem" id="input-error">
            {wordsFor(problem)}
          </Banner>
        ) : null}
        <form method="post" action={safeHref(action)}>
          <Field
            name="username"
            label={FIELD_COPY.login}
            value={userName}
            autocomplete="username"
            isFirst={userName === ''}
            maxlength={256}
            {...problemOf(problem)}
          />
          <Field
            name="password"
            label={FIELD_COPY.password}
            type="password"
            autocomplete="current-password"
            isFirst={userName !== ''}
            maxlength={1024}
            {...problemOf(problem)}
          />
          <button type="submit">{SIGN_IN_COPY.submit}</button>
        </form>
      </section>
      {hasReset ? (
        <p class="aside">
          <a href="/forgot-password">{SIGN_IN_COPY.forgot}</a>
        </p>
      ) : null}
      {brand?.help ? <p class="aside">{brand.help}</p> : null}
    </Document>,
  );

const Lead = ({ appName }: { appName: string | undefined }) =>
  appName ? (
    <p class="lead">
      {SIGN_IN_COPY.leadToApp} <strong>{appName}</strong>
    </p>
  ) : (
    <p class="lead">{SIGN_IN_COPY.lead}</p>
  );

const problemOf = (problem: SignInView['problem']): { problemId?: string } =>
  problem === 'CREDENTIALS_WRONG' ? { problemId: 'input-error' } : {};

const wordsFor = (problem: NonNullable<SignInView['problem']>): string => {
  const { title, text } = REFUSAL_COPY[problem];
  return problem === 'CREDENTIALS_WRONG' ? title : `${title}. ${text}`;
};
