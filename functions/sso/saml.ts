import { formOf } from '../../shared/http/form.ts';
import { seeOther } from '../../shared/http/reply.ts';
import type { Handler } from '../../shared/http/web.ts';
import { beginSolicited, keepPosted, resume } from '../../shared/sign-in/begin.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { orTraced } from '../../shared/sign-in/tracing.ts';
import { receivePosted, type ReceivedRequest, receiveRedirected } from '../../shared/sign-in/receive.ts';
import { callerOf, showOutcome } from './show.ts';

/** The two entrances for AuthnRequests (Bindings 3.4 and 3.5). */
export const samlRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  'GET /saml/sso': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    const received = await receiving(() => receiveRedirected(request.rawQuery), caller, ports);
    return showOutcome(await beginSolicited(received, caller, ports), ports, cookies);
  },

  /** A POST from another site brings no cookie of ours: what it says is kept, and a GET of our own brings the cookie. */
  'POST /saml/sso': async (request) => {
    const { caller } = callerOf(request, ports);
    const received = await receiving(() => receivePosted(formOf(request)), caller, ports);
    const outcome = await keepPosted(received, caller, ports);
    return outcome.kind === 'challenge' ? seeOther(`/saml/sso/${outcome.signInId}`) : showOutcome(outcome, ports, []);
  },

  'GET /saml/sso/{signInId}': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    return showOutcome(await resume(request.params['signInId'] ?? '', caller, ports), ports, cookies);
  },
});

/** A message that cannot be read leaves a trace, too: its sender sees a number on a page, and asks after it. */
const receiving = (receive: () => ReceivedRequest, caller: Caller, ports: Ports): Promise<ReceivedRequest> =>
  orTraced({}, caller, ports, async () => receive());
