import { randomBytes } from 'node:crypto';
import type { Profile } from '@node-saml/node-saml';
import { type Idp, IdpNotReady } from './idp.ts';
import { type Guest, guestPage, postingPage, refusedPage, strangerPage } from './provider-page.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { providerMetadata } from './provider-metadata.ts';
import { providerSaml, type ProviderSaml, requestsAsked } from './provider-saml.ts';
import { addressesOf, type Provider } from './providers.ts';
import { page, plain, type Reply, seeOther, type Visit } from './visit.ts';

/** A provider that serves everything below its `/sp/<path>/`. */
export type ServiceProvider = (visit: Visit) => Promise<Reply>;

interface Session extends Guest {
  readonly profile: Profile;
}

/** What a provider knows when it serves a request. */
interface Desk {
  readonly provider: Provider;
  readonly sessions: Map<string, Session>;
  readonly cookie: string;
  saml(): Promise<ProviderSaml>;
  sessionOf(visit: Visit): readonly [id: string, session: Session] | undefined;
}

const NOTICES: Readonly<Record<string, string>> = { out: 'You are signed out, here and at Samlet.' };
const KEPT = 500;

/** Opens a provider; its sessions last as long as the process. */
export function openServiceProvider(
  provider: Provider,
  { url, keys, idp }: { url: () => string; keys: ProviderKeys; idp: () => Promise<Idp> },
): ServiceProvider {
  const sessions = new Map<string, Session>();
  const asked = requestsAsked();
  const addresses = () => addressesOf(provider, url());
  const cookie = `demo-${provider.path}`;
  const desk: Desk = {
    provider,
    sessions,
    cookie,
    saml: async () => providerSaml(provider, { idp: await idp(), keys, addresses: addresses(), asked }),
    sessionOf(visit) {
      const id = visit.cookies.get(cookie) ?? '';
      const session = sessions.get(id);
      return session && [id, session];
    },
  };
  return async (visit) => {
    const deed = visit.path.slice(`/sp/${provider.path}`.length);
    if (deed === '') return seeOther(`/sp/${provider.path}/`);
    if (deed === '/metadata')
      return { status: 200, type: 'application/samlmetadata+xml', body: providerMetadata(provider, keys, addresses()) };
    try {
      return await serve(`${visit.method} ${deed}`, visit, desk);
    } catch (error) {
      // The library throws plain errors for messages that it refuses: this is where a provider shows them.
      const status = error instanceof IdpNotReady ? 503 : 400;
      return page(refusedPage(provider, (error as Error).message), status);
    }
  };
}

async function serve(deed: string, visit: Visit, desk: Desk): Promise<Reply> {
  switch (deed) {
    case 'GET /':
      return home(visit, desk);
    case 'GET /login':
      return login(desk);
    case 'POST /acs':
      return accept(visit, desk);
    case 'POST /logout':
      return leave(visit, desk);
    case 'GET /slo':
    case 'POST /slo':
      return told(visit, desk);
    default:
      return plain(404, 'There is no such page.');
  }
}

function home(visit: Visit, { provider, sessionOf }: Desk): Reply {
  const found = sessionOf(visit);
  return page(found ? guestPage(provider, found[1]) : strangerPage(provider, NOTICES[visit.query.get('notice') ?? '']));
}

async function login({ provider, saml }: Desk): Promise<Reply> {
  const { signIn } = await saml();
  const relayState = `${provider.path}:front-page`;
  if (provider.requests === 'redirect') return seeOther(await signIn.getAuthorizeUrlAsync(relayState, undefined, {}));
  const fields = Object.entries(await signIn.getAuthorizeMessageAsync(relayState));
  const texts = fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return page(postingPage(provider, signIn.options.entryPoint ?? '', texts));
}

async function accept(visit: Visit, { provider, sessions, cookie, saml }: Desk): Promise<Reply> {
  const { signIn } = await saml();
  const message = visit.form.get('SAMLResponse') ?? '';
  const { profile } = await signIn.validatePostResponseAsync({ SAMLResponse: message });
  const assertionXml = profile?.getAssertionXml?.();
  if (!profile || assertionXml === undefined) throw new Error('the response holds no assertion');
  const id = randomBytes(24).toString('base64url');
  sessions.set(id, {
    profile,
    nameId: profile.nameID,
    assertionXml,
    relayState: visit.form.get('RelayState') ?? undefined,
    isEncrypted: Buffer.from(message, 'base64').includes('EncryptedAssertion'),
  });
  const [oldest] = sessions.keys();
  if (oldest !== undefined && sessions.size > KEPT) sessions.delete(oldest);
  return seeOther(`/sp/${provider.path}/`, `${cookie}=${id}; Path=/sp/${provider.path}/; HttpOnly; SameSite=Lax`);
}

async function leave(visit: Visit, { provider, sessions, sessionOf, saml }: Desk): Promise<Reply> {
  const found = sessionOf(visit);
  if (!found) return seeOther(`/sp/${provider.path}/`);
  const [id, { profile }] = found;
  sessions.delete(id);
  return seeOther(await (await saml()).logout.getLogoutUrlAsync(profile, '', {}));
}

/** Takes the logout messages of Samlet: an answer to ours, or its wish that a session end. */
async function told(visit: Visit, { provider, sessions, saml }: Desk): Promise<Reply> {
  const { logout } = await saml();
  const sent = Object.fromEntries(visit.method === 'POST' ? visit.form : visit.query);
  if (sent['SAMLResponse'] !== undefined) {
    await (visit.method === 'POST'
      ? logout.validatePostResponseAsync({ SAMLResponse: sent['SAMLResponse'] })
      : logout.validateRedirectAsync(signedQuery(sent), visit.rawQuery));
    return seeOther(`/sp/${provider.path}/?notice=out`);
  }
  const { profile } = await (visit.method === 'POST'
    ? logout.validatePostRequestAsync({ SAMLRequest: sent['SAMLRequest'] ?? '' })
    : logout.validateRedirectAsync(signedQuery(sent), visit.rawQuery));
  if (!profile) throw new Error('the LogoutRequest names nobody');
  end(sessions, profile);
  return seeOther(await logout.getLogoutResponseUrlAsync(profile, sent['RelayState'] ?? '', {}, true));
}

/** The library takes a query without a signature for a good one; a provider must not. */
function signedQuery(query: Record<string, string>): Record<string, string> {
  if (!query['Signature'] || !query['SigAlg']) throw new Error('the logout message is not signed');
  return query;
}

/** Ends every session of the name: without an index all of them are meant (Core 3.7.1). */
function end(sessions: Map<string, Session>, { nameID, sessionIndex }: Profile): void {
  for (const [id, { profile }] of sessions) {
    const isMeant = profile.nameID === nameID && (!sessionIndex || profile.sessionIndex === sessionIndex);
    if (isMeant) sessions.delete(id);
  }
}
