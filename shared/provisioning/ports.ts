import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Secrets } from '../keys/key-ring.ts';
import type { Nudge } from '../mail/mail.ts';
import type { Table } from '../table/table.ts';
import type { Objects } from './objects.ts';

/** What jobs need of the world. */
export interface ImportPorts {
  readonly table: Table;
  readonly objects: Objects;
  readonly secrets: Pick<Secrets, 'seal'>;
  readonly nudge: Nudge;
  readonly ids: Ids;
  readonly now: Clock;
}
