import * as z from 'zod/mini';
import { type App, appsIn } from '../apps/app.ts';
import { certificateFacts } from '../apps/app-certificate.ts';
import { hourAfter, hourOf, startOf } from '../audit/bucket.ts';
import { estimateCost } from '../audit/cost.ts';
import { type CountedHour, countedOn, type Counts, countsOf, sumOf } from '../audit/counters.ts';
import { followedTo } from '../audit/follow.ts';
import type { AwsAccount } from '../aws-access/aws-account.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import { KEY_RING_KEY, type KeyRing, keyRingOf } from '../keys/key-ring.ts';
import { type ApiToken, listApiTokens } from './api-token.ts';
import { one } from './answers.ts';
import { dashboardAnswer } from './dashboard-schemas.ts';
import { todoOf } from './dashboard-todo.ts';
import type { Answered, Call, Operation } from './operation.ts';

const DAY_MS = 86_400_000;

/** Names that a list of the most used holds. */
const TOP = 10;

/** Days before the end of a certificate or token from which on it is shown. */
const SOON_DAYS = { certificate: 60, token: 14 } as const;

/** Things that are looked through at the most: whoever has more sees the first by name. */
const LOOKED_THROUGH = 500;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

async function dashboard({ ports: { table, now }, query }: Call<never>): Promise<Answered> {
  const days = Number(query.get('days') ?? 7);
  const present = now();
  const from = new Date(present.getTime() - days * DAY_MS);
  const [hours, month, apps, accounts, tokens, [ringItem], place] = await Promise.all([
    countedOn(table, daysBetween(from, present)),
    countedOn(table, daysBetween(new Date(`${dayOf(present).slice(0, 7)}-01`), present)),
    appsIn(table).list({ limit: LOOKED_THROUGH }),
    awsAccountsIn(table).list({ limit: LOOKED_THROUGH }),
    listApiTokens(table, { limit: LOOKED_THROUGH }),
    table.findAll([KEY_RING_KEY]),
    followedTo(table, 'counters-audit'),
  ]);
  const within = hours.filter(({ hour }) => startOf(hourAfter(hour)) > from);
  const sum = sumOf(within);
  const ring = keyRingOf(ringItem);
  const countedTo = place && timeOf(place);
  const known = { apps: apps.items, accounts: accounts.items, mailsGivenUp: sum['mail-given-up'] ?? 0, countedTo };
  return {
    body: {
      days,
      from: from.toISOString(),
      ...(countedTo ? { countedTo } : {}),
      signIns: seriesOf(within, days),
      ...figuresOf(sum, known),
      expiring: expiringOf({ ring, apps: apps.items, tokens: tokens.items }, present),
      todo: await todoOf(table, { ...known, now: present }),
      cost: {
        month: dayOf(present).slice(0, 7),
        ...estimateCost(sumOf(month), {
          isRsa2048: ring ? certificateFacts(ring.active.certificate, 'signing').key === 'rsa 2048' : false,
          minutes: Math.floor((present.getTime() - Date.parse(`${dayOf(present).slice(0, 7)}-01`)) / 60_000),
        }),
      },
    },
  };
}

/** Every day from one time to another, both ends counted. */
function daysBetween(from: Date, to: Date): string[] {
  const days: string[] = [];
  for (let at = Date.parse(dayOf(from)); at <= to.getTime(); at += DAY_MS) days.push(dayOf(new Date(at)));
  return days;
}

/** The time that a follower's place stands for: an event's own, or the end of an hour. */
const timeOf = (place: string): string =>
  place.endsWith('~') ? startOf(hourAfter(hourOf(place))).toISOString() : (place.split('#')[0] ?? place);

function seriesOf(hours: readonly CountedHour[], days: number) {
  const byTime = Map.groupBy(hours, ({ hour }) =>
    days <= 2 ? `${hour}:00:00.000Z` : `${hour.slice(0, 10)}T00:00:00.000Z`,
  );
  return [...byTime]
    .map(([at, its]) => ({ at, ...outcomesOf(sumOf(its)) }))
    .filter(({ success, refused }) => success + refused > 0)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

const outcomesOf = (counts: Counts) => ({
  success: counts['sign-in:success'] ?? 0,
  refused: counts['sign-in:refused'] ?? 0,
});

const totalOf = (counts: Counts, kind: string): number =>
  countsOf(counts, kind).reduce((sum, { count }) => sum + count, 0);

function figuresOf(sum: Counts, { apps, accounts }: { apps: readonly App[]; accounts: readonly AwsAccount[] }) {
  const { success, refused } = outcomesOf(sum);
  return {
    totals: {
      signIns: success,
      refused,
      challenges: totalOf(sum, 'challenge'),
      changes: totalOf(sum, 'change'),
      signatures: totalOf(sum, 'signature'),
      mails: sum['mail'] ?? 0,
    },
    causes: countsOf(sum, 'cause')
      .slice(0, TOP)
      .map(({ name: cause, count }) => ({ cause, count })),
    apps: countsOf(sum, 'app')
      .slice(0, TOP)
      .map(({ name: appId, count }) => {
        const name = apps.find(({ id }) => id === appId)?.name;
        return { appId, ...(name === undefined ? {} : { name }), count };
      }),
    roles: countsOf(sum, 'role')
      .slice(0, TOP)
      .map(({ name, count }) => {
        const [accountId = '', ...roleName] = name.split('/');
        const account = accounts.find(({ id }) => id === accountId)?.name;
        return { accountId, roleName: roleName.join('/'), ...(account === undefined ? {} : { account }), count };
      }),
  };
}

interface Ending {
  readonly ring: KeyRing | undefined;
  readonly apps: readonly App[];
  readonly tokens: readonly ApiToken[];
}

function expiringOf({ ring, apps, tokens }: Ending, now: Date) {
  const certificate = (kind: string, id: string, name: string, der: string) => ({
    kind,
    id,
    name,
    expiresAt: certificateFacts(der, 'signing').notAfter,
  });
  const all = [
    ...(ring ? [certificate('signing-certificate', 'active', 'Samlet', ring.active.certificate)] : []),
    ...apps.flatMap(({ id, name, signingCertificates, encryptionCertificate }) =>
      [...signingCertificates, ...(encryptionCertificate ? [encryptionCertificate] : [])].map((der) =>
        certificate('app-certificate', id, name, der),
      ),
    ),
    ...tokens.map(({ id, name, expiresAt }) => ({
      kind: 'api-token',
      id,
      name,
      expiresAt: new Date(expiresAt * 1000).toISOString(),
    })),
  ];
  const soon = (kind: string): number => (kind === 'api-token' ? SOON_DAYS.token : SOON_DAYS.certificate) * DAY_MS;
  return all
    .filter(({ kind, expiresAt }) => Date.parse(expiresAt) - now.getTime() < soon(kind))
    .toSorted((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
}

/** Operations on the figures of the front page. */
export const DASHBOARD_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/dashboard',
    summary:
      'Gives what happened in the last days in figures, what ends soon, what needs doing, and what this month costs.',
    permission: 'dashboard.read',
    query: {
      days: {
        description: 'How many days back, 1 to 90; 7 if it is not said.',
        schema: z.string().check(z.regex(/^(?:[1-9]|[1-8]\d|90)$/, 'A number of days, 1 to 90.')),
      },
    },
    answers: one(dashboardAnswer),
    run: dashboard,
  },
];
