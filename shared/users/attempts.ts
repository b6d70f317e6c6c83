import { sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds } from '../base/clock.ts';
import type { Key, Table } from '../table/table.ts';

/** Whose secret is tried, by which factor, from where. */
export interface Attempt {
  /** The user's ID; for a name that nobody bears, a digest of it, so that both cost the same. */
  readonly subject: string;
  readonly factor: 'password';
  /** The viewer's /24 or /64. */
  readonly network: string;
  /** A digest of the browser's name, if the user signed in there before: it has a budget of its own. */
  readonly knownBrowser?: string;
}

/** Attempts from one network, or one known browser, in a window. */
export const ATTEMPTS_PER_WINDOW = 10;

/** Seconds of a window. */
export const WINDOW_SECONDS = 900;

/** Attempts from everywhere in a day; past it only known browsers may try (NIST SP 800-63B-4 section 3.2.2: 100). */
export const ATTEMPTS_PER_DAY = 100;

const DAY_SECONDS = 86_400;

/** How attempts are counted. */
export interface Attempts {
  /**
   * Reserves an attempt before anything is compared. Counters belong to the user and the factor, never to a session or
   * a code, so new sessions, resends and restarts change nothing. Strangers can use up the budget of their network and
   * of the day, but not that of a browser that the user is known by.
   */
  reserve(attempt: Attempt): Promise<'allowed' | 'limited'>;
  /** Tells of one that was limited whether it is the first in its window, so that the limit is told of once. */
  isFirstRefusal(attempt: Attempt): Promise<boolean>;
  /** Forgets the attempts of this network, or this known browser, after a success; those of the day stand. */
  reset(attempt: Attempt): Promise<void>;
}

/** Attempts in the table. */
export function attemptsIn(table: Table, now: Clock): Attempts {
  const window = (): number => Math.floor(epochSeconds(now()) / WINDOW_SECONDS);
  const day = (): number => Math.floor(epochSeconds(now()) / DAY_SECONDS);
  const near = ({ subject, factor, network, knownBrowser }: Attempt): Key =>
    keyOf(subject, factor, knownBrowser ? `BROWSER#${knownBrowser}` : `NETWORK#${sha256Text(network)}`, window());

  return {
    async reserve(attempt) {
      const { subject, factor, knownBrowser } = attempt;
      const nearby = await table.count(near(attempt), ATTEMPTS_PER_WINDOW, (window() + 2) * WINDOW_SECONDS);
      if (nearby === undefined) return 'limited';
      if (knownBrowser !== undefined) return 'allowed';
      const all = await table.count(keyOf(subject, factor, 'DAY', day()), ATTEMPTS_PER_DAY, (day() + 2) * DAY_SECONDS);
      return all === undefined ? 'limited' : 'allowed';
    },
    async isFirstRefusal(attempt) {
      const { pk, sk } = near(attempt);
      return (await table.count({ pk, sk: `LIMITED#${sk}` }, 1, (window() + 2) * WINDOW_SECONDS)) !== undefined;
    },
    async reset(attempt) {
      await table.commit([{ do: 'remove', key: near(attempt) }]);
    },
  };
}

const keyOf = (subject: string, factor: string, scope: string, period: number): Key => ({
  pk: `ATTEMPTS#${subject}#${factor}`,
  sk: `${scope}#${period}`,
});
