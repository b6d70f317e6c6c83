import type { Fault, RefusalCode } from '../base/refusal.ts';
import { ACCOUNT_COPY, FIELD_COPY, type Notice, NOTICE_COPY } from './copy/en.ts';
import { REFUSAL_COPY } from './copy/refusals.en.ts';
import type { Branded } from './brand.tsx';
import { Banner, Document, render } from './document.tsx';
import { Field, faultsElsewhere } from './field.tsx';
import { Initials } from './mark.tsx';
import { Sessions, type SessionView } from './sessions.tsx';
import { NewPassword } from './set-password.tsx';
import { TopBar } from './top-bar.tsx';

/** A user's own account. */
export interface AccountView extends Branded {
  readonly user: { readonly displayName: string; readonly userName: string; readonly email: string };
  readonly sessions: readonly SessionView[];
  readonly problem?: RefusalCode;
  readonly notice?: Notice;
  readonly faults?: readonly Fault[];
  /** What the organisation knows of the user, where they may see it. */
  readonly profile?: readonly { readonly label: string; readonly value: string }[];
  /** @default true */
  readonly canChangePassword?: boolean;
  /** Characters that a password has at the least. @default 15 */
  readonly leastLength?: number;
}

/** Password and sessions of the user who looks at it. */
export const accountPage = (view: AccountView): string => {
  const { user, sessions, notice, profile = [], canChangePassword = true } = view;
  return render(
    <Document
      brand={view.brand}
      title={ACCOUNT_COPY.title}
      width="wide"
      script="form.js"
      header={<TopBar brand={view.brand} displayName={user.displayName} at="account" />}
    >
      <div class="profile">
        <Initials name={user.displayName} isRound />
        <div>
          <h1>{user.displayName}</h1>
          <p class="lead">
            {user.userName} · {user.email}
          </p>
        </div>
      </div>
      {notice ? <Banner kind="notice">{NOTICE_COPY[notice]}</Banner> : null}
      <div class="columns">
        <Sessions sessions={sessions} />
        <div>
          {canChangePassword ? <ChangePassword {...view} /> : null}
          {profile.length > 0 ? <Profile profile={profile} /> : null}
        </div>
      </div>
    </Document>,
  );
};

const Profile = ({ profile }: { profile: NonNullable<AccountView['profile']> }) => (
  <section class="card" aria-labelledby="profile-title">
    <h2 id="profile-title">{ACCOUNT_COPY.profile}</h2>
    <p class="hint">{ACCOUNT_COPY.profileLead}</p>
    <dl class="facts">
      {profile.map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const ChangePassword = ({ user, problem, faults = [], leastLength }: AccountView) => (
  <section class="card" aria-labelledby="password-title">
    <h2 id="password-title">{ACCOUNT_COPY.password}</h2>
    <p class="hint">{ACCOUNT_COPY.passwordLead}</p>
    {problem ? (
      <Banner kind="problem" id="problem">
        {wordsFor(problem, faults)}
      </Banner>
    ) : null}
    <form method="post" action="/account/password">
      <input type="text" name="username" value={user.userName} autocomplete="username" hidden readonly />
      <Field
        name="current"
        label={FIELD_COPY.currentPassword}
        type="password"
        autocomplete="current-password"
        maxlength={1024}
        {...(problem === 'CREDENTIALS_WRONG' ? { problemId: 'problem' } : {})}
      />
      <NewPassword faults={faults} leastLength={leastLength} />
      <button type="submit">{ACCOUNT_COPY.change}</button>
    </form>
  </section>
);

function wordsFor(problem: RefusalCode, faults: readonly Fault[]): string {
  if (problem === 'CREDENTIALS_WRONG') return ACCOUNT_COPY.currentWrong;
  const { title, text } = REFUSAL_COPY[problem];
  const others = faultsElsewhere(faults, ['current', 'password', 'confirm']);
  return [`${title}.`, ...(faults.length === 0 ? [text] : []), ...others.map(({ detail }) => detail)].join(' ');
}
