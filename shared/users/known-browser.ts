import { sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Key, Write } from '../table/table.ts';
import { userPartition } from './user.ts';

/** How long a browser is known, in seconds: 90 days. */
const KNOWN_SECONDS = 90 * 24 * 3600;

/** Where it stands that a user proved to be one in a browser: it has a budget of attempts that strangers cannot use up. */
export const knownBrowserKey = (userId: string, browser: string): Key => ({
  pk: userPartition(userId),
  sk: `KNOWN#${sha256Text(browser)}`,
});

/** The writes by which a user is known in a browser from now on; none without a browser. */
export const knowing = (userId: string, browser: string | undefined, now: Clock): Write[] =>
  browser === undefined
    ? []
    : [
        {
          do: 'put',
          item: { ...knownBrowserKey(userId, browser), expiresAt: epochSeconds(later(now(), KNOWN_SECONDS)) },
        },
      ];
