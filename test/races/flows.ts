import { linkTokensIn } from '../../shared/users/link-token.ts';
import type { User } from '../../shared/users/user.ts';
import { authnRequest, posted, redirected } from '../kit/authn-request.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { PASSWORD, type World } from '../kit/world.ts';

/** Something that a user does in a browser: what comes before, and the part that a test disturbs. */
export interface Flow {
  readonly before: (browser: Browser, user: User, world: World) => Promise<string>;
  readonly disturbed: (browser: Browser, user: User, prepared: string) => Promise<Shown>;
}

/** The password that flows set anew. */
export const NEW_PASSWORD = 'quarry ribbon lantern 77';

const credentials = ({ userName }: User, password = PASSWORD) => ({ username: userName, password });

/** Signs in at the portal. */
export async function signIn(browser: Browser, user: User, password = PASSWORD): Promise<Shown> {
  return browser.post((await browser.get('/sign-in')).action, credentials(user, password));
}

const openSession = async (browser: Browser, user: User): Promise<string> => {
  await signIn(browser, user);
  return '';
};

/** A reset link's secret, as the mail brings it. */
export async function resetToken(user: User, { table, ports }: World): Promise<string> {
  const { token, write } = linkTokensIn(table, ports.now).making('password-reset', user);
  await table.commit([write]);
  return token;
}

/** Every way to a session or an assertion. */
export const FLOWS: Readonly<Record<string, Flow>> = {
  'signs in for an app': {
    before: async (browser) => (await browser.get(redirected(authnRequest()))).action,
    disturbed: (browser, user, action) => browser.post(action, credentials(user)),
  },
  'signs in at the portal': {
    before: async (browser) => (await browser.get('/sign-in')).action,
    disturbed: (browser, user, action) => browser.post(action, credentials(user)),
  },
  'is sent by an app, with an open session': {
    before: openSession,
    disturbed: (browser) => browser.get(redirected(authnRequest())),
  },
  'is posted by an app, with an open session': {
    before: openSession,
    disturbed: (browser) => browser.post('/saml/sso', posted(authnRequest()), { 'sec-fetch-site': 'cross-site' }),
  },
  'opens an app from the portal': {
    before: async (browser, user) => {
      await signIn(browser, user);
      return /href="(\/go\/apps\/\w+)"/.exec((await browser.get('/')).html)?.[1] ?? '';
    },
    disturbed: (browser, _user, href) => browser.get(href, { 'sec-fetch-site': 'same-origin' }),
  },
  'sets a password by a link, and signs in': {
    before: (_browser, user, world) => resetToken(user, world),
    disturbed: async (browser, user, token) => {
      await browser.post('/reset-password', { token, password: NEW_PASSWORD, confirm: NEW_PASSWORD });
      return signIn(browser, user, NEW_PASSWORD);
    },
  },
};
