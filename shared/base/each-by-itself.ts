import { log } from './log.ts';

/**
 * Does pieces of work one after another, each by itself: one that fails is told of in the log by its name, and the others
 * are done all the same.
 *
 * @throws {AggregateError} at the end, if any has failed
 */
export async function eachByItself(parts: readonly (readonly [string, () => Promise<unknown>])[]): Promise<void> {
  const errors: unknown[] = [];
  for (const [part, work] of parts) {
    try {
      await work();
    } catch (error) {
      errors.push(error);
      log({ level: 'error', event: 'part.failed', part, error });
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${parts.length} parts failed`);
}
