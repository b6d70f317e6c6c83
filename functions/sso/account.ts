import { isRefusal, Refusal } from '../../shared/base/refusal.ts';
import { formOf } from '../../shared/http/form.ts';
import { page, type Reply, seeOther, signedOff } from '../../shared/http/reply.ts';
import type { Request } from '../../shared/http/request.ts';
import type { Handler } from '../../shared/http/web.ts';
import { ACCOUNT_COPY } from '../../shared/pages/copy/en.ts';
import { accountPage } from '../../shared/pages/account.tsx';
import { sessionsIn, type Session } from '../../shared/sessions/session.ts';
import { endSessions } from '../../shared/sign-in/end-sessions.ts';
import { decideOn } from '../../shared/sign-in/decide.ts';
import { gather } from '../../shared/sign-in/gather.ts';
import { keepAlive } from '../../shared/sign-in/keep-alive.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { changePassword } from '../../shared/sign-in/set-password.ts';
import { displayNameOf, type User } from '../../shared/users/user.ts';
import type { TenantSettings } from '../../shared/sign-in/settings.ts';
import { brandOf } from './brand.ts';
import { callerOf } from './show.ts';

interface SignedIn {
  readonly user: User;
  readonly session: Session;
  readonly settings: TenantSettings;
  readonly caller: Caller;
}

/** A user's own account: password and sessions. */
export const accountRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  'GET /account': async (request) => {
    const signedIn = await signedInBy(request, ports);
    return signedIn ? show(signedIn, ports, noticeOf(request)) : seeOther('/sign-in');
  },

  'POST /account/password': async (request) => {
    const signedIn = await signedInBy(request, ports);
    if (!signedIn) throw new Refusal('SESSION_REQUIRED', 'nobody is signed in');
    if (!signedIn.settings.product.letsUsersChangePassword)
      throw new Refusal('FORBIDDEN', 'users do not change their passwords here');
    const form = formOf(request);
    const field = (name: string): string => form.get(name) ?? '';
    try {
      const { user, caller } = signedIn;
      await changePassword(
        { user, current: field('current'), password: field('password'), confirm: field('confirm') },
        caller,
        ports,
      );
      return signedOff('/sign-in?notice=password-changed');
    } catch (error) {
      if (!isRefusal(error) || !['CREDENTIALS_WRONG', 'TOO_MANY_ATTEMPTS', 'PASSWORD_UNSUITABLE'].includes(error.code))
        throw error;
      return show(signedIn, ports, { problem: error.code, faults: [...error.faults] }, error.status);
    }
  },

  'POST /account/sessions': async (request) => {
    const signedIn = await signedInBy(request, ports);
    if (!signedIn) throw new Refusal('SESSION_REQUIRED', 'nobody is signed in');
    const end = formOf(request).get('end') ?? '';
    const ended = await endSessions({ ...signedIn, end }, ports);
    const isOwn = ended.includes(signedIn.session.id);
    return isOwn ? signedOff('/sign-in?notice=signed-out') : seeOther('/account?notice=session-ended');
  },
});

async function signedInBy(request: Request, ports: Ports): Promise<SignedIn | undefined> {
  const { caller } = callerOf(request, ports);
  const situation = await gather(ports.table, caller, { kind: 'portal' });
  const { user, session, settings } = situation;
  const isAllowed = decideOn(situation, undefined, [], ports.now()).kind === 'allow';
  if (!isAllowed || !user || !session || !settings) return undefined;
  await keepAlive(situation, ports);
  return { user, session, settings, caller };
}

/** What the organisation knows of a user, as far as it stands on the page's list. */
const profileOf = (user: User): { label: string; value: string }[] =>
  Object.entries(ACCOUNT_COPY.fields).flatMap(([field, label]) => {
    const value = user[field as keyof typeof ACCOUNT_COPY.fields];
    return value ? [{ label, value }] : [];
  });

const noticeOf = ({ query }: Request): { notice?: 'SESSION_ENDED' } =>
  query.get('notice') === 'session-ended' ? { notice: 'SESSION_ENDED' } : {};

type Said = Pick<Parameters<typeof accountPage>[0], 'problem' | 'notice' | 'faults'>;

async function show(
  { user, session: own, settings }: SignedIn,
  { table }: Ports,
  said: Said,
  status = 200,
): Promise<Reply> {
  const sessions = await sessionsIn(table).list(user.id);
  const { branding, product, passwords } = settings;
  const view = {
    brand: brandOf(branding),
    leastLength: passwords.minLength,
    canChangePassword: product.letsUsersChangePassword,
    profile: product.showsProfile ? profileOf(user) : [],
    user: { displayName: displayNameOf(user), userName: user.userName, email: user.email },
    sessions: sessions
      .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
      .map(({ id, createdAt, userAgent, network }) => ({
        id,
        isCurrent: id === own.id,
        startedAt: createdAt,
        browser: userAgent,
        network,
      })),
    ...said,
  };
  return page(accountPage(view), { status });
}
