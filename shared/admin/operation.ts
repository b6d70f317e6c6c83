/**
 * admin/ owns the admin API: its operations, each with its permission, its schemas and its deed in one row of one table.
 * Whoever calls is known before a row is looked at; a row without a permission does not compile.
 */
import type { ZodMiniType } from 'zod/mini';
import type { Actor, AuditEvent } from '../audit/event.ts';
import { recording } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Secrets } from '../keys/key-ring.ts';
import type { Nudge } from '../mail/mail.ts';
import { ConditionFailed, type Table, type Write } from '../table/table.ts';
import type { Scope } from './api-token.ts';

/** What the admin API needs of the world; it neither signs nor reads a secret back. */
export interface AdminPorts {
  readonly table: Table;
  readonly secrets: Pick<Secrets, 'seal'>;
  readonly nudge: Nudge;
  readonly ids: Ids;
  readonly now: Clock;
  readonly baseUrl: string;
}

/** One call of an operation, its input checked. */
export interface Call<Body = unknown> {
  readonly ports: AdminPorts;
  readonly actor: Actor;
  readonly requestId: string;
  readonly ip: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** The version that the caller knows (If-Match). */
  readonly version: number | undefined;
}

/** What an operation answers; `version` becomes the ETag. */
export interface Answered {
  readonly status?: 200 | 201 | 202 | 204;
  readonly body?: unknown;
  readonly version?: number;
  readonly location?: string;
}

/** One operation of the API. */
export interface Operation {
  readonly route: string;
  readonly summary: string;
  /** What the caller's token must be good for; `public` is for the API's own description alone. */
  readonly scope: Scope | 'public';
  /** The request's body, if it has one. */
  readonly body?: ZodMiniType;
  /** Whether the version that is changed must be named. */
  readonly needsVersion?: boolean;
  /** Whether it lists by pages. */
  readonly pages?: boolean;
  readonly run: (call: Call<never>) => Promise<Answered>;
}

/** An event of the admin API, for the transaction of the change. */
export function eventOf(
  { actor, requestId, ip, ports }: Call<never> | Call,
  action: string,
  target: string,
  change: Pick<AuditEvent, 'before' | 'after' | 'details'> = {},
): Write {
  return recording({
    id: ports.ids.id(),
    at: ports.now().toISOString(),
    actor,
    action,
    target,
    outcome: 'success',
    requestId,
    ...(ip ? { ip } : {}),
    ...change,
  });
}

/** The page that the caller asks for: `limit` 1 to 200 (50), `cursor` as it was given. */
export function pageOf({ query }: Call<never> | Call): { limit: number; after?: string } {
  const given = query.get('limit') ?? '50';
  const limit = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > 200) {
    throw new Refusal('INPUT_INVALID', 'limit', {
      faults: [{ pointer: '/limit', detail: 'A page holds 1 to 200 entries.' }],
    });
  }
  const after = query.get('cursor');
  return { limit, ...(after ? { after } : {}) };
}

/** A list as the API answers it. */
export const listOf = <T>({ items, next }: { items: readonly T[]; next?: string }): Answered => ({
  body: { items, ...(next ? { nextCursor: next } : {}) },
});

/** The thing, or NOT_FOUND. */
export function foundOr404<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Refusal('NOT_FOUND', 'no such thing');
  return thing;
}

/** Refuses a change of anything but the version that the caller has seen. */
export function checkVersion(version: number | undefined, { version: current }: { version: number }): void {
  if (version !== undefined && version !== current)
    throw new Refusal('VERSION_STALE', 'another version', { version, current });
}

/** Commits; what a failed condition means is the caller's to say, by the index of the write that failed. */
export async function commitOr(
  table: Table,
  writes: readonly Write[],
  refuse: (failed: ConditionFailed) => Refusal,
): Promise<void> {
  try {
    await table.commit(writes);
  } catch (error) {
    throw error instanceof ConditionFailed ? refuse(error) : error;
  }
}

/** What was changed, for the event: the fields that differ, before and after. */
export function differenceOf(before: object, after: object): Pick<AuditEvent, 'before' | 'after'> {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) =>
      !['updatedAt', 'version'].includes(field) &&
      JSON.stringify(valueOf(before, field)) !== JSON.stringify(valueOf(after, field)),
  );
  const only = (thing: object): Record<string, unknown> =>
    Object.fromEntries(fields.map((field) => [field, valueOf(thing, field) ?? null]));
  return { before: only(before), after: only(after) };
}

const valueOf = (thing: object, field: string): unknown => (thing as Record<string, unknown>)[field];

/** Applies a merge patch to one level of fields (RFC 7396): `null` takes a field away. */
export function merged<T extends object>(thing: T, patch: Readonly<Record<string, unknown>>): T {
  const entries = Object.entries({ ...thing, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as T;
}
