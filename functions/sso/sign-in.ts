import { isRefusal, Refusal } from '../../shared/base/refusal.ts';
import { formOf } from '../../shared/http/form.ts';
import { page, type Reply, seeOther } from '../../shared/http/reply.ts';
import type { Request } from '../../shared/http/request.ts';
import type { Handler } from '../../shared/http/web.ts';
import type { Notice } from '../../shared/pages/copy/en.ts';
import { signInPage } from '../../shared/pages/sign-in.tsx';
import { beginPortal, resume } from '../../shared/sign-in/begin.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { proveByPassword } from '../../shared/sign-in/prove.ts';
import { presentationOf } from '../../shared/sign-in/presentation.ts';
import { brandOf } from './brand.ts';
import { callerOf, claimCookies, showOutcome } from './show.ts';

/** The sign-in page and the proof that it takes. */
export const signInRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  'GET /sign-in': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    const outcome = await beginPortal(caller, ports);
    const name = request.query.get('notice') ?? '';
    const isOurs = NOTICES.has(name) || name === GONE;
    if (outcome.kind !== 'challenge' || !isOurs) return showOutcome(outcome, ports, cookies);
    return seeOther(`/sign-in/${outcome.signInId}?notice=${name}`, cookies);
  },

  'GET /sign-in/{signInId}': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    try {
      const outcome = await resume(request.params['signInId'] ?? '', caller, ports);
      return outcome.kind === 'challenge'
        ? ask(request, outcome.appName, ports, cookies)
        : showOutcome(outcome, ports, cookies);
    } catch (error) {
      if (isRefusal(error) && error.code === 'SIGN_IN_GONE' && !isAnew(request)) return startAnew(cookies);
      throw error;
    }
  },

  'POST /sign-in/{signInId}': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    const form = formOf(request);
    const login = form.get('username') ?? '';
    try {
      const proof = { signInId: request.params['signInId'] ?? '', login, password: form.get('password') ?? '' };
      const { outcome, claim } = await proveByPassword(proof, caller, ports);
      return showOutcome(outcome, ports, [...cookies, ...claimCookies(claim)]);
    } catch (error) {
      return tryAgain(error, { request, login, cookies }, ports);
    }
  },
});

async function ask(
  request: Request,
  appName: string | undefined,
  ports: Ports,
  cookies: readonly string[],
): Promise<Reply> {
  const { query } = request;
  const notice = noticeOf(request);
  return page(
    signInPage({
      ...(await lookOf(ports)),
      action: actionOf(request, ports),
      ...(appName ? { appName } : {}),
      ...(notice ? { notice } : {}),
      ...(query.get('notice') === GONE ? { problem: 'SIGN_IN_GONE' } : {}),
    }),
    { cookies },
  );
}

/** How the page looks, and whether it leads to a reset. */
async function lookOf({ table }: Ports) {
  const { branding, product } = await presentationOf(table);
  return { brand: brandOf(branding), hasReset: product.offersPasswordReset };
}

const GONE = 'sign-in-gone';

/** Whoever was led on once and has lost the new sign-in, too, keeps no cookies: leading on again would never end. */
const isAnew = ({ query }: Request): boolean => query.get('notice') === GONE;

/**
 * The way on for somebody whose sign-in is over, by the back button for instance: to the portal if they are signed in,
 * else to a new form that says why.
 */
const startAnew = (cookies: readonly string[]): Reply => seeOther(`/sign-in?notice=${GONE}`, cookies);

/** Words above the form are chosen by name: a link can pick one of ours, never write its own. */
const NOTICES: ReadonlyMap<string, Notice> = new Map([
  ['set-up', 'SET_UP'],
  ['password-set', 'PASSWORD_SET'],
  ['password-changed', 'PASSWORD_CHANGED'],
  ['signed-out', 'SIGNED_OUT'],
]);

const noticeOf = ({ query }: Request): Notice | undefined => NOTICES.get(query.get('notice') ?? '');

/** The form's address is absolute: command-line tools that fill it take it verbatim. */
const actionOf = ({ params }: Request, { baseUrl }: Ports): string =>
  `${baseUrl}/sign-in/${encodeURIComponent(params['signInId'] ?? '')}`;

/** A wrong password shows the form again; a sign-in that is gone starts anew, as far as it can. */
async function tryAgain(
  error: unknown,
  { request, login, cookies }: { request: Request; login: string; cookies: readonly string[] },
  ports: Ports,
): Promise<Reply> {
  if (!isRefusal(error)) throw error;
  const { code, status } = error;
  if (code === 'CREDENTIALS_WRONG' || code === 'TOO_MANY_ATTEMPTS') {
    const view = { action: actionOf(request, ports), userName: login.slice(0, 256), problem: code } as const;
    return page(signInPage({ ...(await lookOf(ports)), ...view }), { status, cookies });
  }
  if (code === 'SIGN_IN_GONE') return startAnew(cookies);
  throw new Refusal(code, error.message, { ...error.details, cause: error });
}
