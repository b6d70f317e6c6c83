import type { Fault, RefusalCode } from '../base/refusal.ts';
import { REFUSAL_COPY } from './copy/en.ts';
import { Banner, Document, render } from './document.tsx';

/** A form that sets a password by a link: for a new user, one who forgot, or the first owner. */
export interface SetPasswordView {
  readonly kind: 'activation' | 'password-reset' | 'set-up';
  readonly action: string;
  readonly problem?: RefusalCode;
  readonly faults?: readonly Fault[];
  /** What was typed before, but for passwords. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly token?: string;
}

const COPY = {
  activation: { title: 'Set your password', lead: 'One step, and your account is ready.', button: 'Set password' },
  'password-reset': {
    title: 'Set a new password',
    lead: 'Every other session of yours ends with it.',
    button: 'Set password',
  },
  'set-up': { title: 'Set up Samlet', lead: 'You become its first owner.', button: 'Create the first owner' },
} as const;

const FIELDS = [
  { name: 'userName', label: 'User name', type: 'text', autocomplete: 'username', required: true },
  { name: 'email', label: 'Mail address', type: 'email', autocomplete: 'email', required: true },
  { name: 'givenName', label: 'First name', type: 'text', autocomplete: 'given-name', required: false },
  { name: 'familyName', label: 'Last name', type: 'text', autocomplete: 'family-name', required: false },
] as const;

const FaultOf = ({ faults, name }: { faults: readonly Fault[]; name: string }) => {
  const own = faults.filter(({ pointer }) => pointer === `/${name}`);
  return own.length > 0 ? (
    <p class="fault" id={`${name}-fault`}>
      {own.map(({ detail }) => detail).join(' ')}
    </p>
  ) : null;
};

const describedBy = (faults: readonly Fault[], name: string): string | undefined =>
  faults.some(({ pointer }) => pointer === `/${name}`) ? `${name}-fault` : undefined;

/** The link's secret stands in the address's fragment, which a script moves into the form; without script it is pasted. */
export const setPasswordPage = ({ kind, action, problem, faults = [], fields = {}, token = '' }: SetPasswordView): string => {
  const { title, lead, button } = COPY[kind];
  return render(
    <Document title={title} script="link.js">
      <section class="card">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {problem ? (
          <Banner kind="problem">
            {REFUSAL_COPY[problem].title}
            {problem === 'TOKEN_GONE' ? `. ${REFUSAL_COPY[problem].text}` : ''}
          </Banner>
        ) : null}
        <form method="post" action={action}>
          <div class="token">
            <label for="token">Code from the mail or the set-up command</label>
            <input id="token" name="token" type="text" value={token} autocomplete="off" spellcheck={false} required maxlength={64} />
          </div>
          {kind === 'set-up'
            ? FIELDS.map(({ name, label, type, autocomplete, required }) => (
                <>
                  <label for={name}>{label}</label>
                  <input id={name} name={name} type={type} value={fields[name] ?? ''} autocomplete={autocomplete} required={required} maxlength={128} aria-describedby={describedBy(faults, name)} />
                  <FaultOf faults={faults} name={name} />
                </>
              ))
            : null}
          <label for="password">New password</label>
          <input id="password" name="password" type="password" autocomplete="new-password" required minlength={15} maxlength={256} aria-describedby={describedBy(faults, 'password') ?? 'password-hint'} />
          <p class="hint" id="password-hint">
            At least 15 characters. Four words that do not belong together are easy to remember and hard to guess.
          </p>
          <FaultOf faults={faults} name="password" />
          <label for="confirm">The same again</label>
          <input id="confirm" name="confirm" type="password" autocomplete="new-password" required maxlength={256} aria-describedby={describedBy(faults, 'confirm')} />
          <FaultOf faults={faults} name="confirm" />
          <button type="submit">{button}</button>
        </form>
        {problem === 'TOKEN_GONE' && kind !== 'set-up' ? (
          <p class="aside">
            <a href="/forgot-password">Ask for a new link</a>
          </p>
        ) : null}
      </section>
    </Document>,
  );
}; // prettier-ignore
