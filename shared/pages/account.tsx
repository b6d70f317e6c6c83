import type { Fault, RefusalCode } from '../base/refusal.ts';
import { type Notice, NOTICE_COPY, REFUSAL_COPY } from './copy/en.ts';
import { Banner, Document, render } from './document.tsx';
import { TopBar } from './top-bar.tsx';

/** A user's own account. Times are ISO 8601 in UTC. */
export interface AccountView {
  readonly user: { readonly displayName: string; readonly userName: string; readonly email: string };
  readonly sessions: readonly {
    readonly id: string;
    readonly isCurrent: boolean;
    readonly startedAt: string;
    readonly browser: string;
    readonly network: string;
  }[];
  readonly problem?: RefusalCode;
  readonly notice?: Notice;
  readonly faults?: readonly Fault[];
}

/** A browser's own description in few words; what cannot be told stays unnamed. */
function browserName(userAgent: string): string {
  const browser = [/(Edg|OPR|Firefox|Chrome|Safari)/.exec(userAgent)?.[1] ?? 'Browser'][0] ?? 'Browser';
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1];
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  return `${names[browser] ?? browser}${system ? ` on ${names[system] ?? system}` : ''}`;
}

const whenOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** Password and sessions of the user who looks at it. */
export const accountPage = ({ user, sessions, problem, notice, faults = [] }: AccountView): string =>
  render(
    <Document title="Your account" width="wide" header={<TopBar displayName={user.displayName} />}>
      <h1>Your account</h1>
      <p class="lead">{`${user.displayName} · ${user.userName} · ${user.email}`}</p>
      {notice ? <Banner kind="notice">{NOTICE_COPY[notice]}</Banner> : null}
      <div class="columns">
        <section class="card">
          <h2>Change password</h2>
          {problem ? (
            <Banner kind="problem">{problem === 'CREDENTIALS_WRONG' ? 'The present password is wrong.' : REFUSAL_COPY[problem].title}</Banner>
          ) : null}
          {faults.map(({ detail }) => (
            <p class="fault">{detail}</p>
          ))}
          <form method="post" action="/account/password">
            <input type="text" name="username" value={user.userName} autocomplete="username" hidden readonly />
            <label for="current">Present password</label>
            <input id="current" name="current" type="password" autocomplete="current-password" required maxlength={1024} />
            <label for="password">New password</label>
            <input id="password" name="password" type="password" autocomplete="new-password" required minlength={15} maxlength={256} aria-describedby="password-hint" />
            <p class="hint" id="password-hint">
              At least 15 characters. All sessions end, this one, too.
            </p>
            <label for="confirm">The same again</label>
            <input id="confirm" name="confirm" type="password" autocomplete="new-password" required maxlength={256} />
            <button type="submit">Change password</button>
          </form>
        </section>
        <section class="card">
          <h2>Sessions</h2>
          <p class="hint">Where you are signed in. End what you do not know.</p>
          <ul class="sessions">
            {sessions.map(({ id, isCurrent, startedAt, browser, network }) => (
              <li>
                <div>
                  <strong>{browserName(browser)}</strong>
                  {isCurrent ? <span class="tag">this one</span> : null}
                  <p class="hint">{`since ${whenOf(startedAt)} · network ${network}`}</p>
                </div>
                <form method="post" action="/account/sessions">
                  <input type="hidden" name="end" value={id} />
                  <button class="quiet" type="submit" aria-label={`End the session of ${browserName(browser)} since ${whenOf(startedAt)}`}>
                    End
                  </button>
                </form>
              </li>
            ))}
          </ul>
          <div class="row">
            <form method="post" action="/account/sessions">
              <input type="hidden" name="end" value="others" />
              <button class="quiet" type="submit" disabled={sessions.length < 2}>
                End all others
              </button>
            </form>
            <details class="confirm">
              <summary>End all, this one, too</summary>
              <form method="post" action="/account/sessions">
                <input type="hidden" name="end" value="all" />
                <button class="danger" type="submit">
                  Yes, end all sessions
                </button>
              </form>
            </details>
          </div>
        </section>
      </div>
    </Document>,
  ); // prettier-ignore
