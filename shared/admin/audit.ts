import { searchEvents } from '../audit/search.ts';
import { timelineOf } from '../audit/timeline.ts';
import { file, pages } from './answers.ts';
import { exportEvents } from './audit-export.ts';
import { AUDIT_QUERY, searchOf } from './audit-query.ts';
import { type Answered, type Call, type Operation, param } from './operation.ts';
import { listOf, pageOf, PAGING } from './paging.ts';
import { eventAnswer } from './system-schemas.ts';

const events = async (call: Call<never>): Promise<Answered> =>
  listOf(await searchEvents(call.ports.table, { ...searchOf(call), ...pageOf(call) }));

const timeline = async (call: Call<never>): Promise<Answered> =>
  listOf(await timelineOf(call.ports.table, param(call, 'userId'), pageOf(call)));

const PARTS = { ...AUDIT_QUERY, cursor: PAGING.cursor };

/** Operations on what was done, by whom. */
export const AUDIT_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/audit/events',
    summary: 'Searches the audit events of a span of time; a page may hold none and have a next one.',
    permission: 'audit.read',
    query: AUDIT_QUERY,
    answers: pages(eventAnswer),
    run: events,
  },
  {
    route: 'GET /admin/v1/audit/events.csv',
    summary: 'Exports audit events for spreadsheets, in parts of 2.5 MB.',
    permission: 'audit.read',
    query: PARTS,
    answers: file('text/csv; charset=utf-8'),
    run: (call) => exportEvents('csv', call),
  },
  {
    route: 'GET /admin/v1/audit/events.jsonl',
    summary: 'Exports audit events as lines of JSON, in parts of 2.5 MB.',
    permission: 'audit.read',
    query: PARTS,
    answers: file('application/jsonl; charset=utf-8'),
    run: (call) => exportEvents('jsonl', call),
  },
  {
    route: 'GET /admin/v1/users/{userId}/events',
    summary: 'Lists what happened to a user, and what they did themselves, newest first.',
    permission: 'traces.read',
    answers: pages(eventAnswer),
    run: timeline,
  },
];
