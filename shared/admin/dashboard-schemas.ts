import * as z from 'zod/mini';
import { time } from './text-schemas.ts';

const count = z.int();
const money = z.number();

/** The figures of the dashboard. */
export const dashboardAnswer = z.strictObject({
  days: count,
  from: time,
  /** Everything that was done before this time is counted. */
  countedTo: z.optional(time),
  /** By the hour for two days or fewer, else by the day; what has no sign-ins is not listed. */
  signIns: z.array(z.strictObject({ at: time, success: count, refused: count })),
  totals: z.strictObject({
    signIns: count,
    refused: count,
    challenges: count,
    changes: count,
    signatures: count,
    mails: count,
  }),
  causes: z.array(z.strictObject({ cause: z.string(), count })),
  apps: z.array(z.strictObject({ appId: z.string(), name: z.optional(z.string()), count })),
  roles: z.array(
    z.strictObject({ accountId: z.string(), roleName: z.string(), account: z.optional(z.string()), count }),
  ),
  /** What ends soon, or has ended, soonest first. */
  expiring: z.array(
    z.strictObject({
      kind: z.enum(['signing-certificate', 'app-certificate', 'api-token']),
      id: z.string(),
      name: z.string(),
      expiresAt: time,
    }),
  ),
  /** What needs doing. */
  todo: z.array(
    z.strictObject({
      kind: z.enum([
        'second-owner',
        'app-disabled',
        'app-unassigned',
        'role-unassigned',
        'mail-given-up',
        'log-unsealed',
        'log-not-counted',
      ]),
      /** How many there are: things, mails, or hours. */
      count,
      /** The first of them by name, for those that have one. */
      examples: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    }),
  ),
  /** What this month costs by the counted calls: an estimate at list prices of one Region. */
  cost: z.strictObject({
    month: z.string(),
    region: z.string(),
    pricesAsOf: z.string(),
    dollars: money,
    lines: z.array(
      z.strictObject({
        service: z.string(),
        what: z.string(),
        quantity: money,
        price: money,
        dollars: money,
        isCounted: z.boolean(),
      }),
    ),
  }),
});
