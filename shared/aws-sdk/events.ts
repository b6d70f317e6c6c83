import type { EventBus } from '../audit/stream.ts';
import type { Aws } from './aws.ts';
import { callsOf } from './call.ts';
import { reach } from './reach.ts';

/** Events of one call (EventBridge API Reference, PutEvents). */
const BATCH = 10;

/** Keeps {@link EventBus} with EventBridge. A call may take some events and leave others; then none counts as sent. */
export function eventBridge(busName: string, aws: Aws): EventBus {
  const call = callsOf(
    { name: 'events', target: 'AWSEvents', version: '1.1', tries: 3, connectMs: 1000, answerMs: 5000 },
    aws,
  );
  return {
    async put(events) {
      for (let from = 0; from < events.length; from += BATCH) {
        const Entries = events.slice(from, from + BATCH).map(({ type, at, detail }) => ({
          Source: 'samlet',
          DetailType: type,
          Time: Math.floor(Date.parse(at) / 1000),
          Detail: detail,
          EventBusName: busName,
        }));
        const { FailedEntryCount: failed, Entries: results } = await reach(() => call('PutEvents', { Entries }));
        if (Number(failed) > 0)
          throw new Error(`EventBridge left ${String(failed)} events: ${JSON.stringify(results)}`);
      }
    },
  };
}
