import { recording } from '../../shared/audit/event.ts';
import { attributesOf } from '../../shared/aws-sdk/attribute-values.ts';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { type Call, callsOf } from '../../shared/aws-sdk/call.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { groupsIn } from '../../shared/groups/group.ts';
import type { Item, Table, Write } from '../../shared/table/table.ts';
import { newUser, usersIn } from '../../shared/users/user.ts';

/** Items that one BatchWriteItem takes, and users who are written together so that batches are full. */
const BATCH = 25;
const TOGETHER = 25;

/** A crowd is written down and never read, so no table is asked for anything. */
const NO_TABLE = {} as Table;
const AT = '2026-01-01T00:00:00.000Z';

/** The items of one more user, who is in a group like everybody, and the event of it if events are wanted. */
function itemsOf(number: number, groupId: string, eventsAt: string | undefined): Item[] {
  const name = `crowd-${number}`;
  const fields = { userName: name, email: `${name}@example.org`, givenName: 'Crowd', familyName: `No. ${number}` };
  const user = newUser({ ...fields, active: true }, { id: randomIds.id(), now: () => new Date(AT) });
  const writes = [...usersIn(NO_TABLE).creating(user), ...groupsIn(NO_TABLE).adding({ userId: user.id, groupId }, AT)];
  if (eventsAt !== undefined) writes.push(eventOf(user.id, eventsAt));
  return writes.flatMap((write) => ('item' in write ? [write.item] : []));
}

const eventOf = (userId: string, at: string): Write =>
  recording({
    id: randomIds.id(),
    at,
    actor: { type: 'system', id: 'bench' },
    action: 'user.create',
    target: `USER#${userId}`,
    outcome: 'success',
    requestId: 'bench',
  });

/** Puts so many users into a table, straight into the emulator; with `eventsAt` each with an event of that time. */
export async function crowd(
  count: number,
  emulatorUrl: string,
  tableName: string,
  groupId: string,
  eventsAt?: string,
): Promise<void> {
  const aws = awsOf({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'crowd',
    AWS_SECRET_ACCESS_KEY: 'crowd',
    AWS_ENDPOINT_URL_DYNAMODB: emulatorUrl,
  });
  const service = { name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' } as const;
  const call = callsOf({ ...service, tries: 3, connectMs: 5000, answerMs: 30_000 }, aws);
  for (let number = 0; number < count; number += TOGETHER) {
    const numbers = Array.from({ length: Math.min(TOGETHER, count - number) }, (_, n) => number + n);
    const items = numbers.flatMap((each) => itemsOf(each, groupId, eventsAt));
    for (let at = 0; at < items.length; at += BATCH) await put(call, tableName, items.slice(at, at + BATCH));
  }
}

/** @throws {Error} if an item was not taken */
async function put(call: Call, tableName: string, items: readonly Item[]): Promise<void> {
  const requests = items.map((item) => ({ PutRequest: { Item: attributesOf(item) } }));
  const { UnprocessedItems: left = {} } = await call('BatchWriteItem', { RequestItems: { [tableName]: requests } });
  if (Object.keys(left as object).length > 0) throw new Error('the emulator did not take all users');
}
