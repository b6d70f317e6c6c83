import { browserNameOf } from './browser-name.ts';
import { ACCOUNT_COPY, fill } from './copy/en.ts';

/** One place where a user is signed in. `startedAt` is ISO 8601 in UTC, `browser` what the browser calls itself. */
export interface SessionView {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly startedAt: string;
  readonly browser: string;
  readonly network: string;
  /** The names of the apps that were opened. */
  readonly apps?: readonly string[];
}

/** The sessions of a user, each with the button that ends it. */
export const Sessions = ({ sessions }: { sessions: readonly SessionView[] }) => (
  <section class="card" aria-labelledby="sessions-title">
    <h2 id="sessions-title">{ACCOUNT_COPY.sessions}</h2>
    <p class="hint">{ACCOUNT_COPY.sessionsLead}</p>
    <ul class="sessions">
      {sessions.map((session) => (
        <Session {...session} />
      ))}
    </ul>
    <div class="row">
      {sessions.length > 1 ? <End end="others" label={ACCOUNT_COPY.endOthers} /> : null}
      <details class="confirm">
        <summary>{ACCOUNT_COPY.endAll}</summary>
        <p class="hint">{ACCOUNT_COPY.endAllText}</p>
        <End end="all" label={ACCOUNT_COPY.endAllConfirm} look="danger" />
      </details>
    </div>
  </section>
);

const Session = ({ id, isCurrent, startedAt, browser, network, apps = [] }: SessionView) => (
  <li>
    <div>
      <p class="session-name">
        <strong>{nameOf(browser)}</strong>
        {isCurrent ? <span class="tag">{ACCOUNT_COPY.current}</span> : null}
      </p>
      <p class="hint">
        {ACCOUNT_COPY.since} <time datetime={startedAt}>{whenOf(startedAt)}</time>
        {`, ${ACCOUNT_COPY.network} ${network}`}
      </p>
      {apps.length > 0 ? <p class="hint">{`${ACCOUNT_COPY.apps} ${apps.join(', ')}`}</p> : null}
    </div>
    <End
      end={id}
      label={ACCOUNT_COPY.end}
      fullLabel={fill(ACCOUNT_COPY.endOne, { browser: `${nameOf(browser)}, ${whenOf(startedAt)}` })}
    />
  </li>
);

interface EndProps {
  readonly end: string;
  readonly label: string;
  readonly fullLabel?: string;
  readonly look?: 'quiet' | 'danger';
}

const End = ({ end, label, fullLabel, look = 'quiet' }: EndProps) => (
  <form method="post" action="/account/sessions">
    <input type="hidden" name="end" value={end} />
    <button class={look} type="submit" aria-label={fullLabel}>
      {label}
    </button>
  </form>
);

function nameOf(userAgent: string): string {
  const { browser = ACCOUNT_COPY.unknownBrowser, system } = browserNameOf(userAgent);
  return system ? `${browser} ${ACCOUNT_COPY.on} ${system}` : browser;
}

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

const whenOf = (iso: string): string => `${DATE.format(new Date(iso))} UTC`;
