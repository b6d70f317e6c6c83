import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entriesOfHour } from '../../shared/audit/ledger.ts';
import { hourOf } from '../../shared/audit/bucket.ts';
import type { Write } from '../../shared/table/table.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { startWorld, type World } from '../kit/world.ts';

let world: World;
const COPIES = 6;

beforeAll(async () => {
  world = await startWorld();
  await world.app({ entityId: 'https://wiki.example.org' });
  await world.browser().get('/sign-in');
});
afterAll(() => world.close());

/** Holds every write to the ledger until all copies of a request have read that it is new. */
function holdUntilAllHaveRead(): void {
  const commit = world.table.commit.bind(world.table);
  const waiting: (() => void)[] = [];
  const isIssuing = (writes: readonly Write[]): boolean =>
    writes.length > 1 && writes.some((write) => write.do === 'create' && write.item.pk.startsWith('LEDGER#'));
  world.table.commit = async (writes) => {
    if (isIssuing(writes)) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === COPIES) waiting.forEach((go) => go());
      });
    }
    await commit(writes);
  };
}

describe('a stranger who sends the same request many times at one moment', () => {
  it('is answered once, and cannot ring the alarm for signatures that nobody can account for', async () => {
    holdUntilAllHaveRead();
    const before = world.keys.signed.length;
    const path = redirected(authnRequest({ attributes: 'IsPassive="true"' }));
    const shown = await Promise.all(Array.from({ length: COPIES }, () => world.browser().get(path)));
    expect(shown.filter(({ fields }) => fields['SAMLResponse'] !== undefined)).toHaveLength(1);

    const signed = world.keys.signed.slice(before);
    const entries = (await entriesOfHour(world.table, hourOf(new Date().toISOString()))).filter(
      ({ kind }) => kind === 'error',
    );
    expect(signed).toHaveLength(COPIES);
    expect(entries.map(({ digest }) => digest).toSorted()).toEqual(signed.toSorted());
    expect(entries.filter(({ withheld }) => !withheld)).toHaveLength(1);
  });
});
