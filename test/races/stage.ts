import { appsIn } from '../../shared/apps/app.ts';
import { hourOf } from '../../shared/audit/bucket.ts';
import { entriesOfHour } from '../../shared/audit/ledger.ts';
import type { User } from '../../shared/users/user.ts';
import { type Around, beforeCall, counting, portsAround } from '../kit/around.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import type { World } from '../kit/world.ts';
import { disturbed } from './counts.ts';
import type { Flow } from './flows.ts';

let made = 0;

/** A user of their own for each run, to whom the wiki is assigned. */
export async function assignedUser(world: World, appId: string): Promise<User> {
  const user = await world.user(`user-${++made}`);
  await world.table.commit(appsIn(world.table).assigning(appId, { type: 'USER', id: user.id }, user.createdAt));
  return user;
}

/** Whether a browser was given an assertion to carry. */
export const isAssertion = ({ fields }: Shown): boolean =>
  Buffer.from(fields['SAMLResponse'] ?? '', 'base64').includes(':status:Success');

/** How many assertions left for a user, by the ledger. */
export const assertionsFor = async ({ table, ports }: World, { id }: User): Promise<number> =>
  (await entriesOfHour(table, hourOf(ports.now().toISOString()))).filter(
    ({ userId, kind, withheld }) => userId === id && kind === 'assertion' && !withheld,
  ).length;

/** What came of a run. */
export interface Run {
  readonly user: User;
  readonly browser: Browser;
  readonly shown: Shown;
}

/** Runs a flow as a new user, with something around each call of its disturbed part. */
export async function run(
  flow: Flow,
  { world, appId, around }: { world: World; appId: string; around: (user: User, browser: Browser) => Around },
): Promise<Run> {
  const user = await assignedUser(world, appId);
  const before = world.browser();
  const prepared = await flow.before(before, user, world);
  const browser = world.browserAt(portsAround(world.ports, around(user, before)));
  for (const [name, value] of before.cookies) browser.cookies.set(name, value);
  return { user, browser, shown: await flow.disturbed(browser, user, prepared) };
}

/** A run in which something happened before one of the calls. */
export interface Disturbed extends Run {
  readonly number: number;
  /** How many assertions the ledger held for the user when it had happened. */
  readonly issuedBefore: number;
}

/** Runs a flow over and over; each time `happens` befalls the user before another call of the flow. */
export async function* everyCall(
  flow: Flow,
  { world, appId }: { world: World; appId: string },
  happens: (user: User, browser: Browser) => Promise<unknown>,
): AsyncGenerator<Disturbed> {
  const { calls, around } = counting();
  const { shown } = await run(flow, { world, appId, around: () => around });
  if (shown.status !== 200 || calls.length < 3) throw new Error(`the flow itself fails: ${shown.status}`);
  for (const number of disturbed(calls.length)) {
    let issuedBefore = -1;
    const ran = await run(flow, {
      world,
      appId,
      around: (user, browser) =>
        beforeCall(number, async () => {
          await happens(user, browser);
          issuedBefore = await assertionsFor(world, user);
        }),
    });
    if (issuedBefore < 0) throw new Error(`call ${number} of ${calls.length} was never made`);
    yield { ...ran, number, issuedBefore };
  }
}
