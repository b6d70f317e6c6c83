import { isDeepStrictEqual } from 'node:util';
import { type Actor, recording } from '../../audit/event.ts';
import { type Clock, epochSeconds } from '../../base/clock.ts';
import type { Ids } from '../../base/ids.ts';
import { isRefusal, Refusal } from '../../base/refusal.ts';
import type { FetchText } from '../../outbound/fetch-text.ts';
import { METADATA_LIMITS } from '../../saml/limits.ts';
import { signedMetadata } from '../../saml/signed-metadata.ts';
import { readSpMetadata, type SpMetadata } from '../../saml/sp-metadata.ts';
import { ConditionFailed, type Table, type Write } from '../../table/table.ts';
import { type App, appKey, appsIn } from '../app.ts';
import { fieldsOf } from './fields.ts';
import { type MetadataState, metadataStatesIn, waiting } from './state.ts';
import { digestOf, REFRESHED, type Taken, takenFrom } from './taken.ts';

/** What a refresh needs of the world. */
export interface Refreshing {
  readonly table: Table;
  readonly fetchText: FetchText;
  readonly now: Clock;
  readonly ids: Ids;
  readonly baseUrl: string;
}

/** On whose behalf: the clock's, or an administrator's who will not wait for it. */
export interface OnBehalf {
  readonly actor: Actor;
  readonly requestId: string;
  readonly ip?: string;
}

/** Seconds: once a day, and no less often than each hour while it fails. */
const EVERY = { day: 86_400, hour: 3600 } as const;

/** Fetches a published document. @throws {Refusal} INPUT_INVALID with a fault at `/url` */
export const fetchMetadata = (fetchText: FetchText, url: string): Promise<string> =>
  fetchText(url, {
    maxBytes: METADATA_LIMITS.bytes,
    seconds: 5,
    accept: 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8',
  });

/**
 * Reads an app's published metadata again and takes what may be taken by itself (taken.ts). Whatever goes wrong outside
 * becomes part of the state, and the app stays as it is. What changes is recorded in the same transaction; a reading that
 * brings nothing new is no event.
 *
 * @returns the state as it stands then
 * @throws {Refusal} VERSION_STALE when somebody changed the app meanwhile; UNAVAILABLE
 */
export async function refreshMetadata(app: App, refreshing: Refreshing, by: OnBehalf): Promise<MetadataState> {
  const { table, now } = refreshing;
  const before = (await metadataStatesIn(table).find(app.id)) ?? waiting(app.id, now());
  try {
    const metadata = await readPublished(app, refreshing);
    const at = now().toISOString();
    const taken = takenFrom(app, fieldsOf(metadata), { baseUrl: refreshing.baseUrl, at });
    return await keep({ app, before, taken, metadata, at }, refreshing, by);
  } catch (error) {
    if (!isRefusal(error) || error.code === 'UNAVAILABLE' || error.code === 'VERSION_STALE') throw error;
    return keepFailure({ app, before, detail: detailOf(error) }, refreshing, by);
  }
}

async function readPublished(app: App, { fetchText, now }: Refreshing): Promise<SpMetadata> {
  const text = await fetchMetadata(fetchText, app.metadataUrl ?? '');
  const xml = app.metadataCertificate ? await signedMetadata(text, [app.metadataCertificate]) : text;
  return readSpMetadata(xml, { now: now(), of: app.entityId });
}

interface Reading {
  readonly app: App;
  readonly before: MetadataState;
  readonly taken: Taken;
  readonly metadata: SpMetadata;
  readonly at: string;
}

async function keep(
  { app, before, taken, metadata, at }: Reading,
  refreshing: Refreshing,
  by: OnBehalf,
): Promise<MetadataState> {
  const held = taken.held && digestOf(taken.held) !== before.refused ? taken.held : undefined;
  const isSameHeld = held && before.held && digestOf(held) === digestOf(before.held);
  const difference = differenceOf(app, taken.app);
  const state: MetadataState = {
    appId: app.id,
    status: held ? 'held' : 'fresh',
    checkedAt: at,
    ...(difference ? { changedAt: at } : before.changedAt ? { changedAt: before.changedAt } : {}),
    ...(metadata.validUntil ? { validUntil: metadata.validUntil.toISOString() } : {}),
    ...(held ? { held: isSameHeld ? (before.held ?? held) : held } : {}),
    ...(before.refused === undefined ? {} : { refused: before.refused }),
    dueAt: epochSeconds(refreshing.now()) + secondsUntilNext(metadata.validUntil, refreshing.now()),
  };
  const details = held && !isSameHeld ? { held: held.hosts } : {};
  const isNews = difference !== undefined || 'held' in details || before.status === 'failing';
  const event = isNews ? [eventOf('app-metadata.refresh', app, { ...difference, details }, refreshing, by)] : [];
  await commit(
    [
      ...changing(app, taken.app, Boolean(difference), refreshing),
      ...metadataStatesIn(refreshing.table).putting(state),
      ...event,
    ],
    refreshing,
  );
  return state;
}

/** Either the app changes at its version, or it is still as it was read: a state may not outlive the address it is of. */
function changing(before: App, after: App, isChanged: boolean, { table, now }: Refreshing): Write[] {
  if (!isChanged) return [unchanged(before)];
  return appsIn(table).changing(before, { ...after, updatedAt: now().toISOString(), version: before.version + 1 });
}

const unchanged = ({ id, version }: App): Write => ({
  do: 'check',
  key: appKey(id),
  when: [{ attribute: 'version', is: '=', value: version }],
});

async function commit(writes: readonly Write[], { table }: Refreshing): Promise<void> {
  try {
    await table.commit(writes);
  } catch (error) {
    throw error instanceof ConditionFailed ? new Refusal('VERSION_STALE', 'the app was changed meanwhile') : error;
  }
}

async function keepFailure(
  { app, before, detail }: { app: App; before: MetadataState; detail: string },
  refreshing: Refreshing,
  by: OnBehalf,
): Promise<MetadataState> {
  const at = refreshing.now().toISOString();
  const count = (before.failure?.count ?? 0) + 1;
  const state: MetadataState = {
    ...before,
    status: 'failing',
    checkedAt: at,
    failure: { detail, since: before.failure?.since ?? at, count },
    dueAt: epochSeconds(refreshing.now()) + Math.min(EVERY.day, EVERY.hour * 2 ** Math.min(count - 1, 5)),
  };
  const isNews = before.status !== 'failing';
  const event = isNews ? [eventOf('app-metadata.fail', app, { details: { detail } }, refreshing, by)] : [];
  await commit([unchanged(app), ...metadataStatesIn(refreshing.table).putting(state), ...event], refreshing);
  return state;
}

/** Half of the time for which the document is good, an hour at the least and a day at the most. */
const secondsUntilNext = (validUntil: Date | undefined, now: Date): number =>
  validUntil
    ? Math.max(EVERY.hour, Math.min(EVERY.day, Math.floor((validUntil.getTime() - now.getTime()) / 2000)))
    : EVERY.day;

const detailOf = (error: Refusal): string =>
  error.faults
    .map(({ pointer, detail }) => (pointer === '/url' || pointer === '/metadata' ? detail : `${pointer}: ${detail}`))
    .join(' ')
    .slice(0, 1000) || `The document cannot be used: ${error.message}.`;

function differenceOf(before: App, after: App) {
  const fields = REFRESHED.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  if (fields.length === 0) return undefined;
  const only = (app: App) => Object.fromEntries(fields.map((field) => [field, app[field] ?? null]));
  return { before: only(before), after: only(after) };
}

function eventOf(
  action: string,
  app: App,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown>; details: Record<string, unknown> },
  { ids, now }: Refreshing,
  { actor, requestId, ip }: OnBehalf,
): Write {
  return recording({
    id: ids.id(),
    at: now().toISOString(),
    actor,
    action,
    target: `APP#${app.id}`,
    outcome: action.endsWith('.fail') ? 'refused' : 'success',
    requestId,
    ...(ip ? { ip } : {}),
    ...change,
  });
}
