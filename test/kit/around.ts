import type { Ports } from '../../shared/sign-in/ports.ts';

/** One call that a use case makes to the world. */
export interface WorldCall {
  /** Counts from 1. */
  readonly number: number;
  /** The verb: `find`, `commit`, `count`, `sign`, `mac`. */
  readonly verb: string;
  readonly arguments: readonly unknown[];
}

/** Stands around each call: lets it go, before, after, twice or not at all. */
export type Around = <T>(call: WorldCall, go: () => Promise<T>) => Promise<T>;

/** What is stood around; the clock and the identifiers are no calls. */
export type Outside = Pick<Ports, 'table' | 'signingKeys' | 'secrets' | 'pepper'>;

/** Ports whose every call to table and keys goes through `around`. */
export function portsAround(ports: Ports, around: Around): Ports {
  let number = 0;
  const wrapped = <T extends object>(thing: T): T =>
    Object.fromEntries(
      Object.entries(thing).map(([verb, value]) => {
        if (typeof value !== 'function') return [verb, value];
        const run = value as (...given: unknown[]) => Promise<unknown>;
        return [
          verb,
          (...given: unknown[]) => {
            number += 1;
            return around({ number, verb, arguments: given }, () => run.apply(thing, given));
          },
        ];
      }),
    ) as T;
  const { table, signingKeys, secrets, pepper } = ports;
  const outside: Outside = {
    table: wrapped(table),
    signingKeys: wrapped(signingKeys),
    secrets: wrapped(secrets),
    pepper: wrapped(pepper),
  };
  return { ...ports, ...outside };
}

/** Runs `meanwhile` once, before the call of this number goes on. */
export const beforeCall =
  (number: number, meanwhile: () => Promise<void>): Around =>
  async (call, go) => {
    if (call.number === number) await meanwhile();
    return go();
  };

/** Lets everything go, and counts the calls. */
export function counting(): { around: Around; readonly calls: readonly WorldCall[] } {
  const calls: WorldCall[] = [];
  return {
    calls,
    around: (call, go) => {
      calls.push(call);
      return go();
    },
  };
}
