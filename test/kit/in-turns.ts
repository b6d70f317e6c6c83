/** Does something with each of many things, four at a time. @returns what came of each, in their order */
export async function inTurns<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < things.length) {
      const at = next++;
      done[at] = await work(things[at] as T);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return done;
}
