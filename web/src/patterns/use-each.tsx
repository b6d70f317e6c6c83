import { type ReactNode, useState } from 'react';
import { ProblemText, useNotices } from '../shell/notices.tsx';

/** How many requests are under way at once. */
const AT_ONCE = 4;

interface Failed {
  readonly name: string;
  readonly error: unknown;
}

/** Does one deed with each of several things; those with which it failed are named, the others are done. */
export function useEach<T>(nameOf: (thing: T) => string): {
  readonly each: (
    things: readonly T[],
    deed: (thing: T) => Promise<unknown>,
    done: (count: number) => string,
  ) => Promise<void>;
  readonly isBusy: boolean;
} {
  const { tell } = useNotices();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    each: async (things, deed, done) => {
      setBusy(true);
      const failed = await withAll(things, deed, nameOf);
      setBusy(false);
      if (things.length > failed.length) tell({ type: 'success', content: done(things.length - failed.length) });
      if (failed.length > 0) tell({ type: 'error', content: <Failures failed={failed} /> });
    },
  };
}

async function withAll<T>(
  things: readonly T[],
  deed: (thing: T) => Promise<unknown>,
  nameOf: (thing: T) => string,
): Promise<readonly Failed[]> {
  const failed: Failed[] = [];
  const waiting = [...things];
  const work = async (): Promise<void> => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) {
      try {
        await deed(thing);
      } catch (error) {
        failed.push({ name: nameOf(thing), error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
}

const Failures = ({ failed }: { readonly failed: readonly Failed[] }): ReactNode => (
  <ul>
    {failed.map(({ name, error }) => (
      <li key={name}>
        {name}: <ProblemText error={error} />
      </li>
    ))}
  </ul>
);
