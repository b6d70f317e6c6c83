import { startEmulator } from '../../local/endpoints/dynoxide.ts';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { dynamoCalls } from '../../shared/aws-sdk/dynamo-calls.ts';
import { dynamoTable } from '../../shared/aws-sdk/dynamo.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { appsIn } from '../../shared/apps/app.ts';
import type { Item, Table } from '../../shared/table/table.ts';
import { newUser, type User, userPartition, usersIn } from '../../shared/users/user.ts';
import { startHouse, type TestHouse, type TestHouseOptions } from './house.ts';

/** A house whose table a test reads and writes behind its back. */
export interface OpenedHouse extends TestHouse {
  readonly table: Table;
  /** The password of every user that {@link OpenedHouse.user} makes. */
  readonly password: string;
  /** Makes a user beside the API, with a password that was hashed once; what is named is assigned to them. */
  user(userName: string, appIds?: readonly string[]): Promise<User>;
}

/** Starts a house on an emulator of the test's own, with its first owner. */
export async function startOpenHouse(options: TestHouseOptions = {}): Promise<OpenedHouse> {
  const emulator = await startEmulator(undefined);
  process.env['DYNAMODB_ENDPOINT'] = emulator.url;
  const house = await startHouse(options);
  delete process.env['DYNAMODB_ENDPOINT'];
  Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: emulator.url, AWS_REGION: 'us-east-1' });
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const calls = dynamoCalls(awsOf(process.env));
  const table = dynamoTable({ calls, tableName: house.deployment.tables[0]!.TableName, now: systemClock });
  const { admin } = await house.owner();
  const owner = await usersIn(table).findByLogin(admin.username);
  const hashed = (await table.find({ pk: userPartition(owner!.id), sk: 'PASSWORD' }))!;
  const closeHouse = house.close;
  return Object.assign(house, {
    table,
    password: admin.password,
    user: (userName: string, appIds: readonly string[] = []) => makeUser({ table, hashed, userName, appIds }),
    close: async () => {
      await closeHouse();
      await emulator.close();
    },
  });
}

async function makeUser({
  table,
  hashed,
  userName,
  appIds,
}: {
  table: Table;
  hashed: Item;
  userName: string;
  appIds: readonly string[];
}): Promise<User> {
  const fields = { userName, email: `${userName}@example.org`, active: true };
  const user: User = { ...newUser(fields, { id: randomIds.id(), now: systemClock }), hasPassword: true };
  const password: Item = { ...hashed, pk: userPartition(user.id) };
  await table.commit([...usersIn(table).creating(user), { do: 'put', item: password }]);
  for (const appId of appIds)
    await table.commit(appsIn(table).assigning(appId, { type: 'USER', id: user.id }, user.createdAt));
  return user;
}
