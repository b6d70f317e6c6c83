import { formOf } from '../../shared/http/form.ts';
import { page, type Reply, seeOther, signedOff } from '../../shared/http/reply.ts';
import type { Handler } from '../../shared/http/web.ts';
import { leavePage } from '../../shared/pages/leave.tsx';
import { signedOutPage } from '../../shared/pages/signed-out.tsx';
import { fromPost, fromRedirect } from '../../shared/saml/bindings.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { continueSignOut, receiveLogout, signOut } from '../../shared/sign-in/sign-out.ts';
import type { Step } from '../../shared/sign-in/sign-out-step.ts';
import { brandNow } from './brand.ts';
import { callerOf, showAnswer } from './show.ts';

/** Sign-out by our own button, and single logout with apps (Profiles 4.4). */
export const logoutRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  'POST /sign-out': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    const id = await signOut(caller, ports);
    return signedOff(id === undefined ? '/sign-in?notice=signed-out' : `/saml/slo/${id}`, cookies);
  },

  'GET /saml/slo': async (request) =>
    seeOther(`/saml/slo/${await receiveLogout(fromRedirect(request.rawQuery), ports)}`),

  'POST /saml/slo': async (request) => seeOther(`/saml/slo/${await receiveLogout(fromPost(formOf(request)), ports)}`),

  'GET /saml/slo/{logoutId}': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    return showStep(await continueSignOut(request.params['logoutId'] ?? '', caller, ports), ports, cookies);
  },
});

/** Leaves by a page, not by a redirect: a redirect behind a posted form would be held against `form-action`. */
async function showStep(step: Step, ports: Ports, cookies: readonly string[]): Promise<Reply> {
  if (step.kind === 'post') return showAnswer(step, ports, cookies);
  const brand = await brandNow(ports);
  switch (step.kind) {
    case 'leave':
      return page(leavePage({ brand, href: step.url, appName: step.appName }), { cookies });
    case 'done':
      return page(
        signedOutPage({ brand, apps: step.told.map(({ appName, outcome }) => ({ name: appName, outcome })) }),
        {
          cookies,
        },
      );
  }
}
