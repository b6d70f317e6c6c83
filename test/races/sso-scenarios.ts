import { expect } from '@jest/globals';
import { systemClock } from '../../shared/base/clock.ts';
import { linkTokensIn } from '../../shared/users/link-token.ts';
import { type User, userPartition, usersIn } from '../../shared/users/user.ts';
import { accept } from '../kit/accept.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { signedDigests } from '../kit/signed-info.ts';
import { visitorFrom } from '../kit/visitor.ts';
import { NEW_PASSWORD } from './flows.ts';
import { entriesOf, eventsOn, scenario, type Scenario, type Stage } from './scenario.ts';

interface SignedIn {
  readonly user: User;
  readonly browser: Browser;
  readonly seen: Shown[];
}

const request = ({ house }: Stage): string => redirected(authnRequest({ destination: `${house.baseUrl}/saml/sso` }));

/** Everybody comes from a network of their own: budgets that strangers share are no part of this. */
const prepare = async ({ house, appId, run }: Stage): Promise<SignedIn> => ({
  user: await house.user(`fault-${run}`, [appId]),
  browser: visitorFrom(house.baseUrl, `127.${1 + Math.floor(run / 250)}.${run % 250}.1`),
  seen: [],
});

/** Signs in for the app as far as the pages lead. */
async function signIn({ user, browser, seen }: SignedIn, stage: Stage, password: string): Promise<readonly number[]> {
  seen.push(await browser.get(request(stage)));
  const { action } = seen[0]!;
  if (action.includes('/sign-in/')) seen.push(await browser.post(action, { username: user.userName, password }));
  return seen.map(({ status }) => status);
}

const responseIn = (seen: readonly Shown[]): string | undefined => seen.at(-1)?.fields['SAMLResponse'];

/** Nothing left without its entry, by the digest of what was signed; and no session without a proof. */
async function checkIssued({ user, browser, seen }: SignedIn, { house, certificate }: Stage): Promise<void> {
  const { items: sessions } = await house.table.list({ pk: userPartition(user.id), prefix: 'SESSION#' });
  const entries = await entriesOf(house.table, ({ userId }) => userId === user.id);
  const response = responseIn(seen);
  if (response) {
    expect(accept(response, certificate)).toMatchObject({ audience: 'https://wiki.example.org' });
    expect(entries.map(({ digest }) => digest)).toEqual(expect.arrayContaining([...signedDigests(response)]));
  }
  for (const { proofs } of sessions) expect(proofs).toMatchObject([{ method: 'password', userId: user.id }]);
  const [, sessionId] = browser.cookies.get('__Host-samlet-session')?.split('.') ?? [];
  if (sessionId) expect(sessions.map(({ id }) => id)).toContain(sessionId);
  const events = (await eventsOn(house.table, `APP#${entries[0]?.appId}`)).filter(
    ({ actor }) => actor.type === 'user' && actor.id === user.id,
  );
  expect(events).toHaveLength(entries.filter(({ kind }) => kind === 'assertion').length);
}

/** A new sign-in, undisturbed, ends at the app: no fault does lasting harm. */
async function checkRecovered({ user }: SignedIn, stage: Stage, password: string): Promise<void> {
  const again = { user, browser: visitorFrom(stage.house.baseUrl), seen: [] as Shown[] };
  await signIn(again, stage, password);
  expect(responseIn(again.seen)).toBeDefined();
}

/** What people do at `sso`. */
export const SSO_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a sign-in for an app': scenario<SignedIn>({
    function: 'sso',
    prepare,
    act: (state, stage) => signIn(state, stage, stage.house.password),
    check: async (state, stage, isUndisturbed) => {
      await checkIssued(state, stage);
      if (isUndisturbed) expect(responseIn(state.seen)).toBeDefined();
      await checkRecovered(state, stage, stage.house.password);
    },
  }),

  'a wrong password': scenario<SignedIn>({
    function: 'sso',
    prepare,
    act: (state, stage) => signIn(state, stage, 'not the password at all'),
    check: async (state, stage) => {
      const { user, browser, seen } = state;
      expect(responseIn(seen)).toBeUndefined();
      expect(browser.cookies.has('__Host-samlet-session')).toBe(false);
      const { items } = await stage.house.table.list({ pk: userPartition(user.id), prefix: 'SESSION#' });
      expect(items).toEqual([]);
      await checkRecovered(state, stage, stage.house.password);
    },
  }),

  'an app that is opened with a session': scenario<SignedIn>({
    function: 'sso',
    prepare: async (stage) => {
      const state = await prepare(stage);
      const { action } = await state.browser.get('/sign-in');
      await state.browser.post(action, { username: state.user.userName, password: stage.house.password });
      return state;
    },
    act: async (state, stage) => {
      state.seen.push(await state.browser.get(request(stage)));
      return state.seen.map(({ status }) => status);
    },
    check: async (state, stage, isUndisturbed) => {
      await checkIssued(state, stage);
      if (isUndisturbed) expect(responseIn(state.seen)).toBeDefined();
      expect((await state.browser.get(request(stage))).fields['SAMLResponse']).toBeDefined();
    },
  }),

  'a password that is set by a link': scenario<SignedIn & { token: string; hash: string }>({
    function: 'sso',
    prepare: async (stage) => {
      const state = await prepare(stage);
      const links = linkTokensIn(stage.house.table, systemClock);
      const { token, write, link } = links.making('password-reset', state.user);
      await stage.house.table.commit([write]);
      return { ...state, token, hash: link.hash };
    },
    act: async ({ browser, seen, token }) => {
      seen.push(await browser.post('/reset-password', { token, password: NEW_PASSWORD, confirm: NEW_PASSWORD }));
      return seen.map(({ status }) => status);
    },
    check: async (state, stage, isUndisturbed) => {
      const { user, hash, seen } = state;
      const { table, password } = stage.house;
      const link = await table.find({ pk: `TOKEN#password-reset#${hash}`, sk: 'TOKEN' });
      const isSet = (await usersIn(table).find(user.id))!.epoch === user.epoch + 1;
      const told = await eventsOn(table, `USER#${user.id}`);
      // The mail that tells of it has an event of its own, when it has gone; so has a form that is sent again, and refused.
      const events = told.filter(({ action }) => action === 'password.set');
      // Used, set and recorded in one: all or nothing.
      expect({ isUsed: link?.['usedBy'] !== undefined, events: events.length }).toEqual({
        isUsed: isSet,
        events: isSet ? 1 : 0,
      });
      if (seen.at(-1)?.path === '/sign-in' || isUndisturbed) expect(isSet).toBe(true);
      await checkRecovered(state, stage, isSet ? NEW_PASSWORD : password);
    },
  }),

  'somebody who forgot their password': scenario<SignedIn>({
    function: 'sso',
    prepare,
    act: async ({ browser, seen, user }) => {
      seen.push(await browser.post('/forgot-password', { username: user.userName }));
      return seen.map(({ status }) => status);
    },
    check: async ({ user, seen }, { house }, isUndisturbed) => {
      const events = await eventsOn(house.table, `USER#${user.id}`);
      const mails = await house.mailsTo(user.email);
      expect(mails).toHaveLength(events.length);
      if (isUndisturbed || seen.at(-1)?.status === 200) expect(events).toHaveLength(1);
    },
  }),
};
