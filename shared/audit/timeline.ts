import type { Page, Table } from '../table/table.ts';
import { type AuditEvent, eventIn, timelineKey } from './event.ts';

/**
 * One page of what happened to a user, and what they did themselves, newest first: one query of the index, which may lag
 * behind by a moment. A user who is deleted keeps their timeline.
 */
export async function timelineOf(
  table: Table,
  userId: string,
  { limit, after }: { readonly limit: number; readonly after?: string },
): Promise<Page<AuditEvent>> {
  const { items, next } = await table.list({
    pk: timelineKey(userId),
    index: 'gsi1',
    descending: true,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return { items: items.map(eventIn), ...(next === undefined ? {} : { next }) };
}
