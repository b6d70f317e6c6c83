/** What is traced: nothing, what failed, or every sign-in. */
export const TRACE_LEVELS = ['off', 'failures', 'all'] as const;

/** One of {@link TRACE_LEVELS}. */
export type TraceLevel = (typeof TRACE_LEVELS)[number];

/** What is traced, and for how many days it is kept. */
export interface Tracing {
  readonly level: TraceLevel;
  /** 1 to {@link TRACE_DAYS_MAX}. */
  readonly days: number;
}

/** What holds where nobody chose: a week, so that a Monday's question about last Tuesday is answered. */
export const TRACING: Tracing = { level: 'all', days: 7 };

/** Traces hold names and addresses: they may be kept this many days at the most. */
export const TRACE_DAYS_MAX = 90;

/** Tells whether an outcome is traced. */
export const isTraced = ({ level }: Tracing, outcome: 'issued' | 'told' | 'shown'): boolean =>
  level === 'all' || (level === 'failures' && outcome !== 'issued');
