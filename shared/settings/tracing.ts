import type { Section } from './section.ts';

/** What is traced: nothing, what failed, or every sign-in. */
export const TRACE_LEVELS = ['off', 'failures', 'all'] as const;

/** What is traced of sign-ins, and for how many days it is kept. */
export interface Tracing {
  readonly level: (typeof TRACE_LEVELS)[number];
  /** 1 to {@link TRACE_DAYS_MAX}. */
  readonly days: number;
}

/** Traces hold names and addresses: they may be kept for so many days at the most. */
export const TRACE_DAYS_MAX = 90;

/** The section. A week, so that a Monday's question about last Tuesday is answered. */
export const TRACING: Section<Tracing> = { name: 'tracing', defaults: { level: 'all', days: 7 } };
