import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestHouse } from './house.ts';

/** A line that a function wrote of a request. */
export interface RequestLine {
  readonly event: 'request';
  readonly requestId: string;
  readonly route: string;
  readonly status: number;
}

/** How long is waited for the log: a worker's lines come behind its answers. */
const WAIT_MS = 5_000;

/** Everything that the functions of a house have written, once `isWhole` says so, or no more can be hoped for. */
export async function logOf(house: TestHouse, isWhole: (text: string) => boolean): Promise<string> {
  for (let waited = 0; ; waited += 50) {
    const text = readFileSync(join(house.data, 'log.ndjson'), 'utf8');
    if (isWhole(text) || waited >= WAIT_MS) return text;
    await pause(50);
  }
}

/** What a log says of requests. */
export const requestsIn = (log: string): RequestLine[] =>
  log
    .split('\n')
    .filter((line) => line.includes('"event":"request"'))
    .map((line) => JSON.parse(line) as RequestLine);
