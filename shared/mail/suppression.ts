import { entityOf } from '../table/entity.ts';
import type { Item, Key, Table, Write } from '../table/table.ts';

/** An address that nothing is sent to: a mail came back for good, or its reader complained. Times are ISO 8601 in UTC. */
export interface Suppression {
  readonly address: string;
  readonly reason: 'bounced' | 'complained';
  readonly at: string;
  /** What the other side said. */
  readonly detail?: string;
  /** The mail's ID at SES. */
  readonly messageId?: string;
}

/** Where an address is noted; addresses are compared without regard to case. */
export const suppressionKey = (address: string): Key => ({
  pk: `SUPPRESSED#${address.toLowerCase()}`,
  sk: 'SUPPRESSED',
});

/** The write that notes an address; an event goes with it. */
export const suppressing = (suppression: Suppression): Write => ({
  do: 'put',
  item: { ...suppressionKey(suppression.address), ...suppression },
});

/** The write that lets mails go to an address again; it fails the commit where none is noted. */
export const releasing = (address: string): Write => ({ do: 'remove', key: suppressionKey(address), existing: true });

/** A suppression out of an item that was read, or `undefined`. */
export const suppressionOf = (item: Item | undefined): Suppression | undefined => entityOf<Suppression>(item);

/** The suppression of an address, if there is one. */
export const findSuppression = async (table: Table, address: string): Promise<Suppression | undefined> =>
  suppressionOf(await table.find(suppressionKey(address)));
