import { jest } from '@jest/globals';

/** How much a run tries. */
export interface Counts {
  /** Rounds of a race. */
  readonly rounds: number;
  /** Submissions in a round that bring the same right secret. */
  readonly submissions: number;
  /** How many stand before the same write at one moment, each having read all before it. */
  readonly racers: number;
  /** Wrong passwords in a round, at the table. */
  readonly guesses: number;
  /** Every which call of a flow is disturbed; 1 for all of them. */
  readonly stride: number;
  /** Every which of all single faults at all calls is tried. */
  readonly every: number;
  /** Acts of limited administrators who try to gain a right. */
  readonly acts: number;
  /** Responses that are issued under faults. */
  readonly issues: number;
}

const COUNTS = {
  /** `npm test`: a minute for all, on two cores. */
  short: { rounds: 2, submissions: 40, racers: 4, guesses: 100, stride: 4, every: 29, issues: 250, acts: 400 },
  /** `.ci/run`. */
  ci: { rounds: 20, submissions: 100, racers: 8, guesses: 1000, stride: 1, every: 7, issues: 10_000, acts: 2_000 },
  /** `npm run soak`. */
  soak: {
    rounds: 200,
    submissions: 1000,
    racers: 10,
    guesses: 1000,
    stride: 1,
    every: 1,
    issues: 100_000,
    acts: 100_000,
  },
} as const satisfies Record<string, Counts>;

/** The counts of this run, by `SAMLET_COUNTS`: `short`, `ci` or `soak`. */
export const counts: Counts = COUNTS[(process.env['SAMLET_COUNTS'] ?? 'short') as keyof typeof COUNTS];

if (!counts) throw new Error(`SAMLET_COUNTS is "${process.env['SAMLET_COUNTS']}": it must be short, ci or soak`);

/** The calls of a flow that a run disturbs: every n-th, and always the last ones, where a flow makes its writes. */
export const disturbed = (calls: number, { stride } = counts): readonly number[] =>
  Array.from({ length: calls }, (_, index) => index + 1).filter(
    (number) => number % stride === 0 || calls - number < 4 / stride,
  );

// Whoever asks for large counts has the time; a test that hangs still ends.
if (counts !== COUNTS.short) jest.setTimeout(3_600_000);
