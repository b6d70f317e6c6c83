import type { Fault, RefusalCode } from '../base/refusal.ts';
import { FIELD_COPY, fill, SET_PASSWORD_COPY } from './copy/en.ts';
import { REFUSAL_COPY } from './copy/refusals.en.ts';
import { type Branded, OUR_BRAND } from './brand.tsx';
import { Banner, Document, render } from './document.tsx';
import { Field, type FieldProps, faultsElsewhere } from './field.tsx';
import { messagePage } from './message.tsx';
import { safeHref } from './safe-href.ts';

/** A form that sets a password by a link: for a new user, one who forgot, or the first owner. */
export interface SetPasswordView extends Branded {
  readonly kind: 'activation' | 'password-reset' | 'set-up' | 'recovery';
  readonly action: string;
  readonly problem?: RefusalCode;
  readonly faults?: readonly Fault[];
  /** What was typed before, but for passwords. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly token?: string;
  /** Characters that a password has at the least. @default 15 */
  readonly leastLength?: number;
}

/** The link's secret stands in the address's fragment; a script moves it into the form, without script it is pasted. */
export const setPasswordPage = (view: SetPasswordView): string => {
  const { kind, action, problem } = view;
  if (problem === 'TOKEN_GONE') return gonePage(view);
  const { lead, submit, ...words } = SET_PASSWORD_COPY[kind];
  const title = fill(words.title, { name: (view.brand ?? OUR_BRAND).name });
  return render(
    <Document brand={view.brand} title={title} script="link.js">
      <section class="card">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        <Problem {...view} />
        <form method="post" action={safeHref(action)}>
          <Token {...view} />
          {kind === 'set-up' ? <Owner {...view} /> : null}
          <NewPassword faults={view.faults} leastLength={view.leastLength} />
          <button type="submit">{submit}</button>
        </form>
      </section>
    </Document>,
  );
};

/** A link that is gone: filling in the form again would help only somebody who mistyped its code. */
const gonePage = ({ kind, action, brand }: SetPasswordView): string => {
  const { title, text } = REFUSAL_COPY.TOKEN_GONE;
  const retry = { label: SET_PASSWORD_COPY.retry, href: action };
  return kind === 'set-up' || kind === 'recovery'
    ? messagePage({
        brand,
        title,
        lines: [SET_PASSWORD_COPY[kind === 'set-up' ? 'setUpGone' : 'recoveryGone']],
        links: [retry],
      })
    : messagePage({
        brand,
        title,
        lines: [text],
        links: [{ label: SET_PASSWORD_COPY.again, href: '/forgot-password' }, retry],
      });
};

const Problem = ({ problem, faults = [] }: SetPasswordView) => {
  if (!problem) return null;
  const { title, text } = REFUSAL_COPY[problem];
  const others = faultsElsewhere(faults, [...OWNER.map(({ name }) => name), 'password', 'confirm']);
  return (
    <Banner kind="problem">
      {[`${title}.`, ...(faults.length === 0 ? [text] : []), ...others.map(({ detail }) => detail)].join(' ')}
    </Banner>
  );
};

/** Hidden by `link.js` once it holds the secret. */
const Token = ({ token = '' }: SetPasswordView) => (
  <div class="token">
    <Field
      name="token"
      label={SET_PASSWORD_COPY.token}
      hint={SET_PASSWORD_COPY.tokenHint}
      value={token}
      autocomplete="off"
      maxlength={64}
    />
  </div>
);

const OWNER: readonly FieldProps[] = [
  { name: 'userName', label: FIELD_COPY.userName, autocomplete: 'username', maxlength: 128 },
  { name: 'email', label: FIELD_COPY.email, type: 'email', autocomplete: 'email', maxlength: 254 },
  { name: 'givenName', label: FIELD_COPY.givenName, autocomplete: 'given-name', isOptional: true, maxlength: 128 },
  { name: 'familyName', label: FIELD_COPY.familyName, autocomplete: 'family-name', isOptional: true, maxlength: 128 },
];

const Owner = ({ fields = {}, faults }: SetPasswordView) => (
  <>
    {OWNER.map((field) => (
      <Field {...field} value={fields[field.name] ?? ''} faults={faults} />
    ))}
  </>
);

/** A password to come, typed twice. */
export const NewPassword = ({
  faults,
  leastLength = 15,
}: {
  faults: readonly Fault[] | undefined;
  leastLength?: number | undefined;
}) => (
  <>
    <Field
      name="password"
      label={FIELD_COPY.newPassword}
      type="password"
      autocomplete="new-password"
      hint={fill(FIELD_COPY.passwordHint, { count: leastLength })}
      faults={faults}
      minlength={leastLength}
      maxlength={256}
    />
    <Field
      name="confirm"
      label={FIELD_COPY.confirm}
      type="password"
      autocomplete="new-password"
      faults={faults}
      maxlength={256}
    />
  </>
);
