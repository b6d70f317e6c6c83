import * as z from 'zod/mini';
import type { Search } from '../audit/search.ts';
import { type Fault, Refusal } from '../base/refusal.ts';
import type { Call, QueryParameter } from './operation.ts';

/** The longest span that is searched at once, in days. */
const DAYS_MAX = 90;

const DAY_MS = 86_400_000;

const time = z
  .string()
  .check(
    z.refine(
      (text) =>
        /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/.test(text) && !Number.isNaN(Date.parse(text)),
      'A time in UTC, as 2026-11-24T15:00:00Z, or a day.',
    ),
  );

const words = (most = 256): z.ZodMiniType => z.string().check(z.minLength(1), z.maxLength(most));

/** What a search of the audit log is narrowed by. */
export const AUDIT_QUERY: Readonly<Record<string, QueryParameter>> = {
  from: { description: 'Events from this time on; a day before `to` if it is not said.', schema: time },
  to: {
    description: `Events before this time; now if it is not said. From \`from\` it lies ${DAYS_MAX} days at the most.`,
    schema: time,
  },
  order: {
    description: '`newest` first, or `oldest`; `newest` if it is not said.',
    schema: z.enum(['newest', 'oldest']),
  },
  action: { description: 'Actions that begin so: `sign-in`, `user.create`.', schema: words(64) },
  actor: { description: 'Who did it: an ID, or `user`, `token`, `system` or `anonymous`.', schema: words(64) },
  target: { description: 'What it was done to, or how that begins: `USER#…`, `APP#…`.', schema: words() },
  outcome: { description: '`success` or `refused`.', schema: z.enum(['success', 'refused']) },
  ip: { description: 'From which address, or how it begins.', schema: words(64) },
  text: { description: 'A text that stands anywhere in the event, without regard to case.', schema: words() },
};

const FILTERS = ['action', 'actor', 'target', 'outcome', 'ip', 'text'] as const;

/**
 * The search that the caller asks for; each parameter was checked by itself.
 *
 * @throws {Refusal} INPUT_INVALID for a span that is none, or too long
 */
export function searchOf({ query, ports }: Call<never>): Omit<Search, 'limit' | 'after'> {
  const to = new Date(query.get('to') ?? ports.now());
  const from = new Date(query.get('from') ?? to.getTime() - DAY_MS);
  const span = to.getTime() - from.getTime();
  if (span <= 0) throw wrong({ pointer: '/to', detail: 'This lies after `from`.' });
  if (span > DAYS_MAX * DAY_MS) {
    throw wrong({ pointer: '/from', detail: `This lies ${DAYS_MAX} days before \`to\` at the most.` });
  }
  const filters = FILTERS.flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : []));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    descending: query.get('order') !== 'oldest',
    filters: Object.fromEntries(filters) as Search['filters'],
  };
}

const wrong = (fault: Fault): Refusal => new Refusal('INPUT_INVALID', 'not a span of time', { faults: [fault] });
