import { epochSeconds } from '../../base/clock.ts';
import { log } from '../../base/log.ts';
import { isRefusal } from '../../base/refusal.ts';
import { ConditionFailed } from '../../table/table.ts';
import { appsIn } from '../app.ts';
import type { Refreshing } from './refresh.ts';
import { type MetadataState, metadataStatesIn } from './state.ts';

/** Documents that one sweep reads at the most: each may take five seconds, and the function has sixty. */
const AT_ONCE = 8;

/** Seconds for which whoever reads a document has it for themselves. */
const LEASE = 300;

/** Reads the metadata that is due. @returns how many documents were read */
export async function sweepMetadata(refreshing: Refreshing): Promise<number> {
  const { items } = await metadataStatesIn(refreshing.table).list({ limit: AT_ONCE });
  const now = epochSeconds(refreshing.now());
  const due = items.filter(({ dueAt }) => dueAt <= now);
  const read = await Promise.all(due.map((state) => refreshOne(state, refreshing)));
  return read.filter(Boolean).length;
}

/** Reads one document, unless another sweep has it. What fails here is tried again when the lease is over. */
async function refreshOne(state: MetadataState, refreshing: Refreshing): Promise<boolean> {
  const { table, now, ids } = refreshing;
  const states = metadataStatesIn(table);
  try {
    await table.commit(states.claiming(state, epochSeconds(now()) + LEASE));
    const app = await appsIn(table).find(state.appId);
    if (!app?.metadataUrl) return false;
    // Most sweeps find nothing due: what reads XML is loaded when there is some.
    const { refreshMetadata } = await import('./refresh.ts');
    await refreshMetadata(app, refreshing, { actor: { type: 'system', id: 'metadata' }, requestId: ids.id() });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    if (!isRefusal(error)) log({ level: 'error', event: 'metadata.refresh-failed', appId: state.appId, error });
    return false;
  }
}
