import { Refusal } from '../base/refusal.ts';
import { json, type Reply, text } from '../http/reply.ts';
import type { Request } from '../http/request.ts';
import type { Handler } from '../http/web.ts';
import { stepUpUntil } from '../sessions/console-session.ts';
import { authenticate } from './authenticate.ts';
import { refuseBeyond } from './authority.ts';
import { findOperation } from './find-operation.ts';
import { areWellFormed, bodyOf, PATH_FORMS, queryOf, versionsOf } from './input.ts';
import type { AdminPorts, Answered, Call, Caller, Operation } from './operation.ts';
import { once } from './once.ts';
import { recordRefused } from './refused.ts';
import { type Area, ROUTES_OF, UNKNOWN_ROUTE } from './routes.ts';

/** A handler for each route of the API, and one for what is none. */
export const adminRoutes = (ports: AdminPorts): Readonly<Record<string, Handler>> => ({
  ...Object.fromEntries(
    (Object.keys(ROUTES_OF) as Area[]).flatMap((area) =>
      ROUTES_OF[area].map((route) => [
        route,
        async (request: Request) => answer(await findOperation(area, route), request, ports),
      ]),
    ),
  ),
  [UNKNOWN_ROUTE]: async (request) => {
    await authenticate(request, ports);
    throw unknown(request);
  },
});

/** Who calls is settled before anything that they sent is looked at, and what they may do before it is judged. */
async function answer(operation: Operation, request: Request, ports: AdminPorts): Promise<Reply> {
  let caller: Caller | undefined;
  try {
    caller = await callerFor(operation, request, ports);
    return await answerTo(caller, operation, request, ports);
  } catch (error) {
    await recordRefused(error, { operation, request, actor: caller?.actor }, ports);
    throw error;
  }
}

async function answerTo(caller: Caller, operation: Operation, request: Request, ports: AdminPorts): Promise<Reply> {
  if (!areWellFormed(request.params)) throw unknown(request);
  await refuseBeyond(operation, { caller, params: request.params, ports });
  const reply = (its: Request): Promise<Reply> => replyTo(operation, its, caller, ports);
  return operation.speaksYaml ? (await import('./in-yaml.ts')).inYaml(request, reply) : reply(request);
}

async function replyTo(operation: Operation, request: Request, caller: Caller, ports: AdminPorts): Promise<Reply> {
  const call: Omit<Call, 'ports'> = {
    caller,
    requestId: request.id,
    ip: request.viewer.ip,
    params: request.params,
    query: queryOf(request, operation),
    versions: versionsOf(request, operation),
    body: bodyOf(request, operation),
  };
  refuseStale(operation, call, ports);
  const run = (its: AdminPorts): Promise<Answered> => operation.run({ ...call, ports: its } as Call<never>);
  return replyOf(operation, await once({ request, operation, caller }, ports, run));
}

/** Whoever asks for what is public is not looked at, whatever they bring. */
async function callerFor({ permission }: Operation, request: Request, ports: AdminPorts): Promise<Caller> {
  if (permission === 'public') return STRANGER;
  const caller = await authenticate(request, ports);
  if (caller.permissions.has(permission)) return caller;
  const { actor, role } = caller;
  throw new Refusal('FORBIDDEN', 'the role or the token is not good for this', { permission, role, actor });
}

/**
 * What is sensitive asks a browser for a proof of the last minutes; a token rests on its own secret.
 *
 * @throws {Refusal} STEP_UP_REQUIRED
 */
function refuseStale(
  { isSensitive }: Operation,
  { caller: { session }, body }: Pick<Call, 'caller' | 'body'>,
  { now }: AdminPorts,
): void {
  if (!isSensitive || !session || stepUpUntil(session) > now()) return;
  const fields = Object.keys((body as object | undefined) ?? {});
  if (isSensitive === true || fields.some((field) => isSensitive.includes(field)))
    throw new Refusal('STEP_UP_REQUIRED', 'the proof is too old', { provedAt: session.provedAt });
}

/** Nobody, who holds the weakest of roles and no permission of it. */
const STRANGER: Caller = {
  actor: { type: 'anonymous' },
  role: 'auditor',
  permissions: new Set(),
  scopes: [],
  root: '',
};

function replyOf({ answers: { status, type } }: Operation, answered: Answered): Reply {
  const { body, version, location, next, fileName } = answered;
  const headers = {
    ...(version === undefined ? {} : { etag: `"${version}"` }),
    ...(location === undefined ? {} : { location }),
    ...(next === undefined ? {} : { link: `<${next}>; rel="next"` }),
    ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
  };
  if (type !== undefined) return text(String(body), type, headers);
  return status === 204 ? { status, headers } : json(body, { status, headers });
}

/** A path that some operation has, by another method, is told from one that no operation has. */
function unknown({ path, method }: Request): Refusal {
  const routes = Object.values(ROUTES_OF).flat();
  const allowed = routes.map((route) => route.split(' ')).filter(([, pattern = '']) => fits(pattern, path));
  const allow = [...new Set(allowed.map(([verb]) => verb))].join(', ');
  return allow === ''
    ? new Refusal('NOT_FOUND', 'no such route')
    : new Refusal('METHOD_NOT_ALLOWED', 'no such method here', { method, allow });
}

const fits = (pattern: string, path: string): boolean => {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => {
      const form = PATH_FORMS[/^\{(\w+)\}$/.exec(part)?.[1] ?? ''];
      return form ? form.test(given[index] ?? '') : part === given[index];
    })
  );
};
