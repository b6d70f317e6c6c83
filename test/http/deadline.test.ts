import { describe, expect, it } from '@jest/globals';
import { inTime } from '../../shared/http/deadline.ts';

const never = () => new Promise<string>(() => undefined);
const left = (ms: number) => ({ getRemainingTimeInMillis: () => ms });

describe('a piece of work', () => {
  it('is given up shortly before the function would be ended', async () => {
    await expect(inTime(never, left(420))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(inTime(never, left(0))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('comes to its own end when there is time, or no deadline', async () => {
    await expect(inTime(() => Promise.resolve('done'), left(10_000))).resolves.toBe('done');
    await expect(inTime(() => Promise.reject(new Error('failed')), left(10_000))).rejects.toThrow('failed');
    await expect(inTime(() => Promise.resolve('done'), {})).resolves.toBe('done');
  });
});
