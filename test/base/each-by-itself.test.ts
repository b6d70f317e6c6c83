import { describe, expect, it } from '@jest/globals';
import { eachByItself } from '../../shared/base/each-by-itself.ts';
import { logged } from '../kit/logged.ts';

describe('pieces of work, each by itself', () => {
  it('are all done when some fail, which is told of each and thrown at the end', async () => {
    const done: string[] = [];
    const fails = (words: string) => () => Promise.reject(new Error(words));
    const parts = [
      ['outbox', fails('no mail')],
      ['metadata', () => Promise.resolve(done.push('metadata'))],
      ['audit', fails('no audit')],
      ['last', () => Promise.resolve(done.push('last'))],
    ] as const;
    const lines = await logged(() => expect(eachByItself(parts)).rejects.toThrow('2 of 4 parts failed'));
    expect(done).toEqual(['metadata', 'last']);
    expect(lines).toMatchObject([
      { level: 'error', event: 'part.failed', part: 'outbox' },
      { level: 'error', event: 'part.failed', part: 'audit' },
    ]);
  });

  it('end quietly when none fails', async () => {
    expect(await logged(() => eachByItself([['one', () => Promise.resolve()]]))).toEqual([]);
  });
});
