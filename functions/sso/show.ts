import type { Refusal } from '../../shared/base/refusal.ts';
import {
  browserCookie,
  browserOf,
  CONSOLE_COOKIE,
  consoleCookie,
  SESSION_COOKIE,
  sessionCookie,
} from '../../shared/http/cookies.ts';
import { page, type Reply, seeOther } from '../../shared/http/reply.ts';
import type { Request } from '../../shared/http/request.ts';
import { errorPage } from '../../shared/pages/error.tsx';
import { launchPage } from '../../shared/pages/launch.tsx';
import { postPage } from '../../shared/pages/post.tsx';
import { claimText, type SessionClaim } from '../../shared/sessions/session.ts';
import type { Answer, Outcome } from '../../shared/sign-in/outcome.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { presentationInFailure } from '../../shared/sign-in/presentation.ts';
import { brandNow, brandOf } from './brand.ts';

/** Who is asking, and the cookie that names a browser which had no name yet. */
export function callerOf(
  request: Request,
  { ids, now }: Pick<Ports, 'ids' | 'now'>,
): { caller: Caller; cookies: string[] } {
  const known = browserOf(request.cookies);
  const browser = known ?? ids.secret();
  const sessionText = request.cookies[SESSION_COOKIE];
  const consoleText = request.cookies[CONSOLE_COOKIE];
  const { ip, network, userAgent } = request.viewer;
  const texts = { ...(sessionText ? { sessionText } : {}), ...(consoleText ? { consoleText } : {}) };
  return {
    caller: {
      requestId: request.id,
      begunAt: now().toISOString(),
      ip,
      network,
      userAgent,
      browser,
      ...texts,
    },
    cookies: known ? [] : [browserCookie(browser)],
  };
}

/** Cookies of a proof that made a session. */
export const claimCookies = (claim: SessionClaim | undefined): string[] =>
  claim ? [sessionCookie(claimText(claim))] : [];

const consoleCookies = (claim: SessionClaim | undefined): string[] => (claim ? [consoleCookie(claimText(claim))] : []);

/** Shows what is to be done next in the browser. */
export async function showOutcome(
  outcome: Outcome,
  ports: Pick<Ports, 'baseUrl' | 'table'>,
  cookies: readonly string[],
  action = '',
): Promise<Reply> {
  switch (outcome.kind) {
    case 'post':
      return showAnswer(outcome, ports, cookies);
    case 'portal':
      return seeOther('/', cookies);
    case 'console':
      return seeOther(outcome.to, [...cookies, ...consoleCookies(outcome.claim)]);
    case 'challenge':
      return seeOther(`/sign-in/${outcome.signInId}`, cookies);
    case 'confirm':
      return page(
        launchPage({
          brand: await brandNow(ports),
          appName: outcome.appName,
          ...(outcome.detail ? { detail: outcome.detail } : {}),
          action,
        }),
        { cookies },
      );
  }
}

/** The page that posts a message to an app; its policy lets the form lead to any app, since AWS redirects on. */
export const showAnswer = async (
  { acsUrl, appName, fields }: Answer,
  { baseUrl, table }: Pick<Ports, 'baseUrl' | 'table'>,
  cookies: readonly string[] = [],
): Promise<Reply> =>
  page(postPage({ brand: await brandNow({ table }), action: acsUrl, fields, appName }), {
    forms: 'apps',
    http: baseUrl.startsWith('http:'),
    // An app may be answered at one plain-http address, which is on the person's own machine (isClientVpnAcs).
    ...(acsUrl.startsWith('http:') ? { also: new URL(acsUrl).origin } : {}),
    cookies,
  });

/** Shows a refusal, or our own failure, with the number by which it can be asked after. */
export async function showFailure(
  refusal: Refusal | undefined,
  request: Request,
  { table }: Pick<Ports, 'table'>,
): Promise<Reply> {
  const code = refusal?.code;
  const status = refusal?.status ?? 500;
  const lines = (refusal?.faults ?? []).filter(({ pointer }) => pointer === '').map(({ detail }) => detail);
  const { branding } = await presentationInFailure(table, status >= 500);
  return page(
    errorPage({
      brand: brandOf(branding),
      status,
      requestId: request.id,
      lines,
      ...(code ? { code } : {}),
      ...(refusal?.details['isTraced'] ? { traceHref: `/console/traces/${encodeURIComponent(request.id)}` } : {}),
    }),
    { status },
  );
}
