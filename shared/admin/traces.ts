import * as z from 'zod/mini';
import { type App, appsIn } from '../apps/app.ts';
import { SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import { findTraces } from '../trace/find-traces.ts';
import { findTrace, summaryOf, tracesOfUser } from '../trace/traces.ts';
import { OUTCOMES, type TraceSummary } from '../trace/trace.ts';
import { one, pages } from './answers.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { id } from './text-schemas.ts';
import { traceAnswer, traceSummaryAnswer } from './trace-schemas.ts';

const instant = z
  .string()
  .check(
    z.refine(
      (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
      'A time in UTC, as 2026-11-24T15:00:00Z.',
    ),
  );

/** Lists go back this far if they are not told how far, in milliseconds. */
const DAY_MS = 86_400_000;

/** Tells whether a trace is one of those that the caller asks for. */
function matching({ query }: Call<never>): (trace: TraceSummary) => boolean {
  const [appId, outcome, from, to] = ['appId', 'outcome', 'from', 'to'].map((name) => query.get(name));
  return (trace) =>
    (!appId || trace.appId === appId) &&
    (!outcome || trace.outcome === outcome) &&
    (!from || trace.at >= iso(from)) &&
    (!to || trace.at <= iso(to));
}

const iso = (text: string): string => new Date(text).toISOString();

async function list(call: Call<never>): Promise<Answered> {
  const { query, ports } = call;
  const matches = matching(call);
  const requestId = query.get('requestId');
  if (requestId) return byRequest(call, requestId);
  const page = pageOf(call);
  const userId = query.get('userId');
  if (userId) {
    const { items, ...rest } = await tracesOfUser(ports.table, userId, page);
    return listOf({ ...rest, items: items.filter(matches) });
  }
  const now = ports.now().getTime();
  const to = query.get('to') ?? new Date(now + 60_000).toISOString();
  const from = query.get('from') ?? new Date(Math.min(now, Date.parse(to)) - 7 * DAY_MS).toISOString();
  return listOf(await findTraces(ports.table, { from: iso(from), to: iso(to), matches, ...page }));
}

/** At most one trace bears a request's number: that of the request with which it ended. */
async function byRequest({ ports }: Call<never>, requestId: string): Promise<Answered> {
  const trace = await findTrace(ports.table, requestId);
  return listOf({ items: trace ? [summaryOf(trace)] : [] });
}

async function read(call: Call<never>): Promise<Answered> {
  const { ports, caller } = call;
  const { table } = ports;
  const trace = foundOr404(await findTrace(table, param(call, 'traceId')));
  const [{ traceView }, settings, app] = await Promise.all([
    import('./trace-view.ts'), // with every rule, for those who look at a trace
    table.findAll([SETTINGS_KEY]).then(([item]) => settingsOf(item)),
    trace.app ? appsIn(table).find(trace.app.id) : Promise.resolve<App | undefined>(undefined),
  ]);
  return {
    body: await traceView(trace, {
      table,
      showsPersonal: caller.permissions.has('traces.personal'),
      ...(settings ? { ourEntityId: settings.entityId } : {}),
      ...(app ? { app } : {}),
    }),
  };
}

/** Operations on the traces of sign-ins. */
export const TRACE_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/traces',
    summary: 'Lists traces of sign-ins, newest first. A page may hold few or none and still have a next one.',
    permission: 'traces.read',
    query: {
      from: { description: 'The earliest time; a week ago if it is not said.', schema: instant },
      to: { description: 'The latest time; now if it is not said.', schema: instant },
      userId: { description: 'Those of one user.', schema: id },
      appId: { description: 'Those of one app; AWS is one.', schema: id },
      outcome: {
        description: 'Those that ended so: with an assertion, with an error that the app was told, or with a page.',
        schema: z.enum(OUTCOMES),
      },
      requestId: {
        description: 'The one that ended with this request: the number on an error page.',
        schema: z.string().check(z.regex(/^[\w=+.-]{1,128}$/, 'This is not the number of a request.')),
      },
    },
    answers: pages(traceSummaryAnswer),
    run: list,
  },
  {
    route: 'GET /admin/v1/traces/{traceId}',
    summary:
      'Gives a trace: request and response decoded, held against the rules of SAML and AWS, and the decision in words.',
    permission: 'traces.read',
    answers: one(traceAnswer),
    run: read,
  },
];
