import { appendFileSync } from 'node:fs';
import type { Access } from './service.ts';

/** One call to AWS, with the rights that it needed. */
export interface RecordedCall {
  /** Counts the calls of one run, from 1. */
  readonly number: number;
  readonly at: string;
  readonly function: string;
  readonly roleArn: string;
  readonly worker: number;
  readonly service: string;
  readonly operation: string;
  readonly accesses: readonly Access[];
  readonly allowed: boolean;
}

/** Keeps what was called. */
export interface Recorder {
  readonly calls: readonly RecordedCall[];
  add(call: Omit<RecordedCall, 'number' | 'at'>): void;
  /** Forgets what was recorded so far. */
  clear(): void;
}

/** A long local run keeps this many calls in memory; a file keeps all. */
const KEPT = 100_000;

/** Records calls in memory, and as NDJSON in `file` where one is named. */
export function recorderOf(file?: string): Recorder {
  const calls: RecordedCall[] = [];
  let number = 0;
  return {
    calls,
    add(call) {
      number += 1;
      const recorded = { number, at: new Date().toISOString(), ...call };
      if (calls.length < KEPT) calls.push(recorded);
      if (file) appendFileSync(file, `${JSON.stringify(recorded)}\n`);
    },
    clear: () => calls.splice(0),
  };
}
