import { sha256Text } from '../base/bytes.ts';
import { epochSeconds, later } from '../base/clock.ts';
import { Refusal } from '../base/refusal.ts';
import type { Request } from '../http/request.ts';
import { entityOf } from '../table/entity.ts';
import { ConditionFailed, type Item, type Key, type Table } from '../table/table.ts';
import type { AdminPorts, Answered, Caller, Operation } from './operation.ts';

/** How long a key is remembered, in seconds. */
const KEPT_SECONDS = 86_400;

interface Remembered {
  /** A digest of what was asked: the same key for another request is a mistake. */
  readonly asked: string;
  /** What was answered; absent while it is not known, and for answers that hold a secret. */
  readonly answered?: string;
}

/**
 * Does what a request with an `Idempotency-Key` asks at most once (draft-ietf-httpapi-idempotency-key-header): the key is
 * written in the very transaction of the change, so there is no moment at which one is there without the other. Whoever
 * asks again is given the first answer; where that was lost, or holds a secret that is shown once, they are told so.
 *
 * @throws {Refusal} INPUT_INVALID for a key of another request, CONFLICT where there is no answer to give again
 */
export async function once(
  { request, operation, caller }: { request: Request; operation: Operation; caller: Caller },
  ports: AdminPorts,
  run: (ports: AdminPorts) => Promise<Answered>,
): Promise<Answered> {
  const name = keyIn(request);
  if (name === undefined || !operation.route.startsWith('POST ')) return run(ports);
  const { table, now } = ports;
  const key = keyOf(caller, name);
  const asked = sha256Text(Buffer.concat([Buffer.from(`${request.path}\n`), request.body]));
  const known = entityOf<Remembered>(await table.find(key));
  if (known) return again(known, asked);
  const item = { ...key, asked, expiresAt: epochSeconds(later(now(), KEPT_SECONDS)) };
  const answered = await run({ ...ports, table: remembering(table, item) });
  if (!operation.isSecret) await table.commit([{ do: 'put', item: { ...item, answered: JSON.stringify(answered) } }]);
  return answered;
}

/** @throws {Refusal} INPUT_INVALID for a key that is none */
function keyIn({ headers }: Request): string | undefined {
  const given = headers['idempotency-key'];
  if (given === undefined || /^[\x21-\x7e]{1,255}$/.test(given)) return given;
  throw new Refusal('INPUT_INVALID', 'Idempotency-Key', {
    faults: [{ pointer: '', detail: 'An Idempotency-Key has 1 to 255 printable ASCII characters.' }],
  });
}

/** Keys belong to whoever uses them: nobody is given the answer of another. */
const keyOf = ({ actor, root }: Caller, name: string): Key => ({
  pk: `IDEMPOTENCY#${sha256Text(JSON.stringify([actor, root, name]))}`,
  sk: 'IDEMPOTENCY',
});

function again({ asked: before, answered }: Remembered, asked: string): Answered {
  if (before !== asked) {
    throw new Refusal('INPUT_INVALID', 'a key of another request', {
      faults: [{ pointer: '', detail: 'This Idempotency-Key was used for another request.' }],
    });
  }
  if (answered === undefined) throw done();
  return JSON.parse(answered) as Answered;
}

const done = (): Refusal =>
  new Refusal('CONFLICT', 'done already', {
    faults: [
      {
        pointer: '',
        detail:
          'The first request with this Idempotency-Key is being carried out, or was; its answer is not given again.',
      },
    ],
  });

/**
 * A table that writes the item in the first transaction that bears an event: the one that does what was asked, or begins
 * to. A request of several changes that dies in between is told so when it is asked again; it may go under another key.
 */
function remembering(table: Table, item: Item): Table {
  let isRemembered = false;
  return {
    ...table,
    commit: async (writes) => {
      const isChange = writes.some((write) => 'item' in write && write.item.pk.startsWith('AUDIT#'));
      if (!isChange || isRemembered) return table.commit(writes);
      try {
        await table.commit([...writes, { do: 'create', item }]);
        isRemembered = true;
        return;
      } catch (error) {
        throw error instanceof ConditionFailed && error.index === writes.length ? done() : error;
      }
    },
  };
}
