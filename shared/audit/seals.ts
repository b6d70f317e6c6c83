import { entityOf } from '../table/entity.ts';
import { type Item, type Key, listAll, type Table, type Write } from '../table/table.ts';
import { DIGEST_LENGTH, type Seal } from './chain.ts';

/** Where the chain stands: the last seal, and the last hour of which everything is sealed. */
export interface ChainState {
  readonly sequence: number;
  readonly head: string;
  /** The last hour that has its seal. */
  readonly through: string;
  readonly sealedAt: string;
}

const CHAIN_KEY: Key = { pk: 'CHAIN', sk: 'CHAIN' };

/** Where the chain stands; `undefined` before the first seal. */
export const chainState = async (table: Table): Promise<ChainState | undefined> =>
  entityOf<ChainState>(await table.find(CHAIN_KEY));

const sealKey = (sequence: number): Key => ({ pk: `SEAL#${sequence}`, sk: 'SEAL' });

/** Digests of one page. */
const DIGESTS_PER_PAGE = 4000;

const pageKey = (hour: string, root: string, page: number): Key => ({
  pk: `SEALED#${hour}`,
  sk: `${root}#${String(page).padStart(5, '0')}`,
});

/** The pages that hold the digests of a seal. They are named by what they hold, so whoever writes them writes the same. */
export function digestPages({ hour, root }: Pick<Seal, 'hour' | 'root'>, digests: readonly string[]): Item[] {
  const pages = Math.ceil(digests.length / DIGESTS_PER_PAGE);
  return Array.from({ length: pages }, (_, page) => ({
    ...pageKey(hour, root, page),
    digests: digests.slice(page * DIGESTS_PER_PAGE, (page + 1) * DIGESTS_PER_PAGE).join(''),
  }));
}

/** The digests of the records that a seal covers, in their order. */
export async function digestsOf(table: Table, { hour, root }: Pick<Seal, 'hour' | 'root'>): Promise<string[]> {
  const pages = await listAll(table, { pk: `SEALED#${hour}`, prefix: `${root}#` });
  const text = pages.map((page) => String(page['digests'])).join('');
  return Array.from({ length: text.length / DIGEST_LENGTH }, (_, n) =>
    text.slice(n * DIGEST_LENGTH, (n + 1) * DIGEST_LENGTH),
  );
}

/** The writes that make a seal and move the chain on to it: of two that seal at once, one does. */
export function sealing(seal: Seal, before: ChainState | undefined): Write[] {
  const { sequence, head, hour, kind, sealedAt } = seal;
  const through = kind === 'hour' ? hour : (before?.through ?? hour);
  const state: ChainState = { sequence, head, through, sealedAt };
  return [
    { do: 'create', item: { ...sealKey(sequence), ...seal } },
    before
      ? {
          do: 'change',
          key: CHAIN_KEY,
          set: { ...state },
          when: [{ attribute: 'head', is: '=', value: before.head }],
        }
      : { do: 'create', item: { ...CHAIN_KEY, ...state } },
  ];
}

/** Seals that are read at once, at the most. */
export const SEALS_MAX = 100;

/** The seals of these numbers that are there, up to {@link SEALS_MAX} of them, in their order. */
export async function sealsBetween(table: Table, first: number, last: number): Promise<readonly Seal[]> {
  const from = Math.max(1, first);
  const keys = Array.from({ length: Math.max(0, Math.min(SEALS_MAX, last - from + 1)) }, (_, n) => sealKey(from + n));
  if (keys.length === 0) return [];
  return (await table.findAll(keys)).map((item) => entityOf<Seal>(item)).filter((seal) => seal !== undefined);
}
