/** A gate that opens when as many stand before it as were named; whoever comes later walks through. */
export function gate(parties: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting >= parties) resolve();
    return promise;
  };
}

/** How many of several outcomes were of each kind, as `kindOf` names them. */
export function tally<T>(outcomes: readonly T[], kindOf: (outcome: T) => string): Readonly<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const outcome of outcomes) counted[kindOf(outcome)] = (counted[kindOf(outcome)] ?? 0) + 1;
  return counted;
}

/** Runs a piece of work many times at once, and tells what each came to: its value, or a refusal's code. */
export const atOnce = <T>(times: number, work: (index: number) => Promise<T>): Promise<(T | string)[]> =>
  Promise.all(
    Array.from({ length: times }, (_, index) =>
      work(index).catch((error: unknown) => {
        const { code } = error as { code?: string };
        if (code === undefined) throw error; // our own failure: no answer of a race
        return code;
      }),
    ),
  );
