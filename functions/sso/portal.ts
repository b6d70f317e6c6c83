import { recording } from '../../shared/audit/event.ts';
import { Refusal } from '../../shared/base/refusal.ts';
import { formOf } from '../../shared/http/form.ts';
import { page, type Reply, seeOther } from '../../shared/http/reply.ts';
import type { Request } from '../../shared/http/request.ts';
import type { Handler } from '../../shared/http/web.ts';
import { portalPage } from '../../shared/pages/portal.tsx';
import { beginApp, beginPortal, beginRole } from '../../shared/sign-in/begin.ts';
import { decideOn } from '../../shared/sign-in/decide.ts';
import { gather } from '../../shared/sign-in/gather.ts';
import { keepAlive } from '../../shared/sign-in/keep-alive.ts';
import type { Outcome } from '../../shared/sign-in/outcome.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { eventOf } from '../../shared/sign-in/record.ts';
import { choicesFor, favouring, reachOf } from '../../shared/sign-in/portal.ts';
import { portalView } from './portal-view.ts';
import { callerOf, showOutcome } from './show.ts';

/** The portal, and the doors that it leads to. */
export const portalRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  'GET /': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    const situation = await gather(ports.table, caller, { kind: 'portal' });
    const { user, settings } = situation;
    const decision = decideOn(situation, undefined, [], ports.now());
    if (decision.kind !== 'allow' || !user) return showOutcome(await beginPortal(caller, ports), ports, cookies);
    await keepAlive(situation, ports);
    const [reach, choices] = await Promise.all([reachOf(ports.table, user.id), choicesFor(ports.table, user.id)]);
    const query = request.query.get('q') ?? '';
    return page(portalPage(portalView({ user, reach, choices, query, settings, baseUrl: ports.baseUrl })), { cookies });
  },

  'GET /go/apps/{appId}': (request) =>
    launch(request, ports, (caller) => beginApp(param(request, 'appId'), to(request), caller, ports)),
  'POST /go/apps/{appId}': (request) =>
    go(request, ports, (caller) => beginApp(param(request, 'appId'), to(request), caller, ports)),
  'GET /go/aws/{accountId}/{roleName}': (request) =>
    launch(request, ports, (caller) => beginRole(roleGoal(request), caller, ports)),
  'POST /go/aws/{accountId}/{roleName}': (request) =>
    go(request, ports, (caller) => beginRole(roleGoal(request), caller, ports)),

  'GET /go/console': async (request) => {
    const { beginConsole, placeInConsole } = await import('../../shared/sign-in/console.ts');
    const wanted = { to: placeInConsole(to(request), ports.baseUrl), isFresh: request.query.get('fresh') === '1' };
    return go(request, ports, (caller) => beginConsole(wanted, caller, ports));
  },

  'POST /favourites': async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    const { user, session } = await gather(ports.table, caller, { kind: 'portal' });
    if (!user || !session) throw new Refusal('SESSION_REQUIRED', 'nobody is signed in');
    const form = formOf(request);
    const key = form.get('key') ?? '';
    if (!/^(?:app:[a-z2-7]{26}|role:\d{12}\/[\w+=,.@-]{1,64})$/.test(key))
      throw new Refusal('INPUT_INVALID', 'not a door', { key });
    const { favourites } = await choicesFor(ports.table, user.id);
    const isOn = form.get('on') === '1';
    const event = eventOf('favourites.change', {
      actor: user.id,
      target: `USER#${user.id}`,
      now: ports.now(),
      caller,
      ids: ports.ids,
      details: { key, isOn },
    });
    await ports.table.commit([favouring(user.id, favourites, key, isOn), recording(event)]);
    return seeOther('/', cookies);
  },
});

const param = ({ params }: Request, name: string): string => params[name] ?? '';
const to = ({ query }: Request): string | undefined => query.get('to') ?? undefined;
const roleGoal = (request: Request) => ({
  accountId: param(request, 'accountId'),
  roleName: param(request, 'roleName'),
  ...(request.query.get('to') ? { to: request.query.get('to') ?? '' } : {}),
  ...(request.query.get('region') ? { region: request.query.get('region') ?? '' } : {}),
});

type Begin = (caller: Caller) => Promise<Outcome>;

async function go(request: Request, ports: Ports, begin: Begin): Promise<Reply> {
  const { caller, cookies } = callerOf(request, ports);
  return showOutcome(await begin(caller), ports, cookies);
}

/**
 * Issues at once only for a click on our own page or an address that somebody typed or bookmarked. Another site's link
 * gets one click in between, so that no page can take a person into a role behind their back.
 */
async function launch(request: Request, ports: Ports, begin: Begin): Promise<Reply> {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return go(request, ports, begin);
  const { cookies } = callerOf(request, ports);
  const name = request.params['roleName'] ?? '';
  const detail = request.params['accountId'];
  const action = `${request.path}${request.rawQuery ? `?${request.rawQuery}` : ''}`;
  return showOutcome({ kind: 'confirm', appName: name, ...(detail ? { detail } : {}) }, ports, cookies, action);
}
