import { formOf } from '../../shared/http/form.ts';
import { seeOther } from '../../shared/http/reply.ts';
import type { Handler } from '../../shared/http/web.ts';
import { beginSolicited, keepPosted, resume } from '../../shared/sign-in/begin.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { receivePosted, receiveRedirected } from '../../shared/sign-in/receive.ts';
import { callerOf, showOutcome } from './show.ts';

/** The two entrances for AuthnRequests (Bindings 3.4 and 3.5). */
export const samlRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  'GET /saml/sso': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    return showOutcome(await beginSolicited(receiveRedirected(request.rawQuery), caller, ports), ports, cookies);
  },

  /** A POST from another site brings no cookie of ours: what it says is kept, and a GET of our own brings the cookie. */
  'POST /saml/sso': async (request) => {
    const { caller } = callerOf(request, ports);
    const outcome = await keepPosted(receivePosted(formOf(request)), caller, ports);
    return outcome.kind === 'challenge' ? seeOther(`/saml/sso/${outcome.signInId}`) : showOutcome(outcome, ports, []);
  },

  'GET /saml/sso/{signInId}': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    return showOutcome(await resume(request.params['signInId'] ?? '', caller, ports), ports, cookies);
  },
});
