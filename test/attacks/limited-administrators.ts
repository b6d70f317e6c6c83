import { adminRoutes } from '../../shared/admin/api.ts';
import { newApiToken } from '../../shared/admin/api-token.ts';
import { ADMIN_ROUTES } from '../../shared/admin/routes.ts';
import { problem } from '../../shared/http/problem.ts';
import { web } from '../../shared/http/web.ts';
import { claimText, newSession, sessionsIn } from '../../shared/sessions/session.ts';
import { lettingIn } from '../../shared/sessions/console-session.ts';
import type { AdminRole } from '../../shared/users/administrators.ts';
import type { User } from '../../shared/users/user.ts';
import { adminExtras } from '../kit/admin-ports.ts';
import { eventOf, ORIGIN_SECRET } from '../kit/browser.ts';
import { MEANT } from '../kit/console.ts';
import { BASE_URL, type World } from '../kit/world.ts';

/** By what somebody acts: the cookies of a console, or an API token that they made. */
export type Credential = { readonly cookies: ReadonlyMap<string, string> } | { readonly token: string };

/** Somebody who administers. */
export interface Actor {
  readonly user: User;
  readonly credential: Credential;
}

/** What the API answered. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks the admin API as somebody. */
export type Ask = (credential: Credential, route: string, body?: unknown) => Promise<Answered>;

/** The admin API over a world. */
export function askOver({ ports }: World): Ask {
  const admin = web(adminRoutes({ ...ports, ...adminExtras(ports.now) }), {
    originSecrets: { current: ORIGIN_SECRET, previous: '' },
    baseUrl: BASE_URL,
    show: problem,
  });
  return async (credential, route, body) => {
    const [method = '', path = ''] = route.split(' ');
    const own = 'token' in credential ? { authorization: `Bearer ${credential.token}` } : MEANT;
    const event = eventOf(method, `/admin/v1${path}`, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...own, 'content-type': 'application/json', 'if-match': '*' },
      cookies: 'cookies' in credential ? credential.cookies : new Map(),
      routes: ADMIN_ROUTES,
      address: '203.0.113.7',
    });
    const { statusCode: status, body: text } = await admin(event, {});
    return { status, body: text === '' ? {} : (JSON.parse(text) as Answered['body']) };
  };
}

/** A user of a role, before an open console. */
export async function actorOf(world: World, name: string, role: AdminRole, apps?: readonly string[]): Promise<Actor> {
  const user = await world.user(name, { adminRole: role, ...(apps ? { adminApps: apps } : {}) });
  const { ports, table } = world;
  const at = ports.now().toISOString();
  const { session, claim } = newSession(
    {
      userId: user.id,
      proofs: [{ method: 'password', userId: user.id, at }],
      epoch: user.epoch,
      tenantEpoch: 0,
      seconds: 36_000,
      userAgent: 'test',
      network: '203.0.113.0/24',
    },
    ports,
  );
  const console = lettingIn(session, at, ports);
  await table.commit([sessionsIn(table).creating(session), console.write]);
  const cookies = new Map([
    ['__Host-samlet-session', claimText(claim)],
    ['__Host-samlet-admin', claimText(console.claim)],
  ]);
  return { user, credential: { cookies } };
}

/** A token that rests on a user, as if they had made it when they held more. */
export async function tokenOn({ ports, table }: World, { user }: Actor): Promise<Credential> {
  const { text, write } = newApiToken({ name: 'kept', scopes: ['read', 'write'], days: 1, createdBy: user.id }, ports);
  await table.commit([write]);
  return { token: text };
}
