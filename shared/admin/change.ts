import { type AuditEvent, recording } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { ConditionFailed, type Table, type Write } from '../table/table.ts';
import type { Call } from './operation.ts';

/** Bytes of JSON that one thing may hold: its event bears it twice, and DynamoDB's items end at 400 kB. */
const THING_BYTES = 150_000;

/**
 * An event of the admin API, for the transaction of the change.
 *
 * @throws {Refusal} REQUEST_TOO_LARGE for a thing that could not be kept together with its event
 */
export function eventOf(
  { caller, requestId, ip, ports, details }: Call<never> | Call,
  action: string,
  target: string,
  change: Pick<AuditEvent, 'before' | 'after' | 'details'> = {},
): Write {
  return recording({
    id: ports.ids.id(),
    at: ports.now().toISOString(),
    actor: caller.actor,
    action,
    target,
    outcome: 'success',
    requestId,
    ...(ip ? { ip } : {}),
    ...change,
    ...(details ? { details: { ...change.details, ...details } } : {}),
  });
}

/** Refuses what is too large to be kept. @throws {Refusal} REQUEST_TOO_LARGE */
export function refuseTooLarge(thing: object): void {
  const bytes = Buffer.byteLength(JSON.stringify(thing));
  if (bytes > THING_BYTES) throw new Refusal('REQUEST_TOO_LARGE', 'more than one item can hold', { bytes });
}

/** Refuses a change of anything but a version that the caller has seen. */
export function checkVersion(versions: readonly number[] | undefined, { version }: { version: number }): void {
  if (versions && !versions.includes(version))
    throw new Refusal('VERSION_STALE', 'another version', { versions, version });
}

/** What a commit that lost its race says. */
export const stale = (): Refusal => new Refusal('VERSION_STALE', 'it was changed by somebody else');

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
      !['updatedAt', 'version', 'epoch'].includes(field) &&
      JSON.stringify(valueOf(before, field)) !== JSON.stringify(valueOf(after, field)),
  );
  const only = (thing: object): Record<string, unknown> =>
    Object.fromEntries(fields.map((field) => [field, valueOf(thing, field) ?? null]));
  return { before: only(before), after: only(after) };
}

const valueOf = (thing: object, field: string): unknown => (thing as Record<string, unknown>)[field];

/**
 * Applies a merge patch to one level of fields (RFC 7396): `null` takes a field away, or back to its default where it
 * has one, since nothing may be left without what every reader counts on.
 */
export function merged<T extends object>(
  thing: T,
  patch: Readonly<Record<string, unknown>>,
  defaults: Partial<T> = {},
): T {
  const given = Object.entries({ ...thing, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) } as T;
}
