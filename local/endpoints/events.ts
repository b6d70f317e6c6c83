import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../template/stack.ts';
import { type Access, jsonFailure, type Service, ServiceError, type ServiceReply } from './service.ts';

/** An event that was sent to a bus. */
export interface BusEvent {
  readonly id: string;
  readonly bus: string;
  readonly source: string;
  readonly type: string;
  /** Whole seconds since 1970. */
  readonly time: number;
  readonly detail: unknown;
}

/** Events that are kept to be looked at; older ones go. */
const KEPT = 1000;

/** Entries of one call (EventBridge API Reference, PutEvents). */
const ENTRIES_MAX = 10;

interface Entry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Time?: number;
  readonly EventBusName?: string;
}

const busOf = ({ EventBusName = 'default' }: Entry): string => EventBusName;

/** EventBridge by its JSON protocol: `PutEvents` alone. What is sent is kept in `events`, newest last. */
export function eventsService(events: BusEvent[]): Service {
  const entriesOf = ({ Entries = [] }: { Entries?: readonly Entry[] }): readonly Entry[] => {
    if (Entries.length === 0 || Entries.length > ENTRIES_MAX)
      throw new ServiceError('ValidationException', `a call holds 1 to ${ENTRIES_MAX} entries`);
    return Entries;
  };
  return {
    name: 'events',
    accesses: ({ operation, input }): Access[] => {
      if (operation !== 'PutEvents')
        throw new ServiceError('UnknownOperationException', `the local EventBridge does not know ${operation}`);
      const buses = new Set(entriesOf(input).map(busOf));
      const resources = [...buses].map((bus) => `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${bus}`);
      return resources.map((resource) => ({ action: 'events:PutEvents', resources: [resource], context: {} }));
    },
    serve: ({ input }) => {
      const made = entriesOf(input).map(eventOf);
      events.push(...made);
      events.splice(0, events.length - KEPT);
      const body = JSON.stringify({ FailedEntryCount: 0, Entries: made.map(({ id }) => ({ EventId: id })) });
      return Promise.resolve({ status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body });
    },
    failure: jsonFailure,
  };
}

function eventOf(entry: Entry): BusEvent {
  const { Source: source = '', DetailType: type = '', Detail: detail = '{}', Time: time = 0 } = entry;
  return { id: randomUUID(), bus: busOf(entry), source, type, time, detail: JSON.parse(detail) };
}

/** What was sent to the buses of this machine, newest first, as a browser shows JSON. */
export const eventsPage = (events: readonly BusEvent[], path: string): ServiceReply | undefined =>
  path === '/events' || path === '/events.json'
    ? {
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
        body: JSON.stringify(events.toReversed(), null, 2),
      }
    : undefined;
