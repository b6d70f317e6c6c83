import { ssoRoutes } from '../../functions/sso/routes.ts';
import { showFailure } from '../../functions/sso/show.ts';
import { ROUTES } from '../../lib/routes.ts';
import { type App, appIdOf, appsIn } from '../../shared/apps/app.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { web, type WebFunction } from '../../shared/http/web.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { type User, usersIn, newUser } from '../../shared/users/user.ts';
import { passwordsIn } from '../../shared/users/password.ts';
import { type Browser, browser, ORIGIN_SECRET } from './browser.ts';
import { type TestKeys, testKeys, testPepper, testSecrets } from './keys.ts';
import { startTable, type TestTable } from './table.ts';

/** The whole of `sso` on the real emulator, with keys of this process and a clock that tests move. */
export interface World extends TestTable {
  readonly ports: Ports;
  readonly keys: TestKeys;
  readonly sso: WebFunction;
  /** Moves the clock on, in seconds. */
  pass(seconds: number): void;
  browser(address?: string): Browser;
  /** A browser at an `sso` over other ports: this world's, with something around them. */
  browserAt(ports: Ports, address?: string): Browser;
  /** Makes an active user with the password {@link PASSWORD}. */
  user(userName: string, fields?: Partial<User>): Promise<User>;
  /** Registers an app and assigns it to a user. */
  app(fields: Partial<App> & { entityId: string }, assignedTo?: User): Promise<App>;
}

/** Every test user's password. */
export const PASSWORD = 'umbrella kettle violin 42';

/** Where Samlet stands in tests. */
export const BASE_URL = 'https://sso.example.org';

/** Starts a world; close it after the file's tests. */
export async function startWorld(): Promise<World> {
  let offset = 0;
  const now = (): Date => new Date(Date.now() + offset * 1000);
  const started = await startTable(now);
  const keys = testKeys();
  const ports: Ports = {
    table: started.table,
    signingKeys: keys.signingKeys,
    signingKeyIds: keys.signingKeyIds,
    secrets: testSecrets(),
    pepper: testPepper(),
    nudge: { nudge: () => Promise.resolve() },
    ids: randomIds,
    now,
    baseUrl: BASE_URL,
  };
  const sso = ssoOver(ports);
  return {
    ...started,
    ports,
    keys,
    sso,
    pass: (seconds) => {
      offset += seconds;
    },
    browser: (address) => browser(sso, ROUTES.sso, address ? { address } : {}),
    browserAt: (other, address) => browser(ssoOver(other), ROUTES.sso, address ? { address } : {}),
    user: (userName, fields = {}) => makeUser(ports, userName, fields),
    app: (fields, assignedTo) => makeApp(ports, fields, assignedTo),
  };
}

const ssoOver = (ports: Ports): WebFunction =>
  web(ssoRoutes(ports), {
    originSecrets: { current: ORIGIN_SECRET, previous: '' },
    baseUrl: BASE_URL,
    crossSiteRoutes: ['POST /saml/sso', 'POST /saml/slo'],
    show: (refusal, request) => showFailure(refusal, request, ports),
  });

async function makeUser({ table, pepper, ids, now }: Ports, userName: string, fields: Partial<User>): Promise<User> {
  const user = newUser({ userName, email: `${userName}@example.org`, active: true, ...fields }, { id: ids.id(), now });
  const { user: made, write } = await passwordsIn(table, pepper).first(user, PASSWORD, now());
  await table.commit([...usersIn(table).creating(made), write]);
  return made;
}

async function makeApp(
  { table, now }: Ports,
  fields: Partial<App> & { entityId: string },
  assignedTo?: User,
): Promise<App> {
  const at = now().toISOString();
  const app: App = {
    id: appIdOf(fields.entityId),
    kind: 'saml',
    name: 'Wiki',
    enabled: true,
    acs: [{ url: 'https://wiki.example.org/acs', index: 0, isDefault: true }],
    signingCertificates: [],
    requestsSigned: false,
    signAssertion: true,
    signResponse: false,
    nameIdFormat: 'emailAddress',
    attributes: [{ name: 'mail', source: { from: 'profile', field: 'email' } }],
    idpInitiated: true,
    overrideRelayState: false,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...fields,
  };
  const apps = appsIn(table);
  await table.commit(apps.creating(app));
  if (assignedTo) await table.commit(apps.assigning(app.id, { type: 'USER', id: assignedTo.id }, at));
  return app;
}
