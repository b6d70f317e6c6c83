import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../shared/audit/bucket.ts';
import { eventsOfHour } from '../../shared/audit/event.ts';
import { csvLine } from '../../shared/base/csv.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { groupsIn } from '../../shared/groups/group.ts';
import { newUser, type User, usersIn } from '../../shared/users/user.ts';
import { startTable, type TestTable } from '../kit/table.ts';
import { type Stage, stageOn } from './kit.ts';

let started: TestTable;
let stage: Stage;
const now = (): Date => new Date();

beforeAll(async () => {
  started = await startTable(now);
  stage = stageOn(started.table, now);
});
afterAll(() => started.close());

let made = 0;
const name = (): string => `person-${++made}`;
const find = (userName: string): Promise<User | undefined> => usersIn(started.table).findByLogin(userName);

async function group(displayName = name()): Promise<{ id: string; displayName: string }> {
  const at = now().toISOString();
  const one = { id: randomIds.id(), displayName, createdAt: at, updatedAt: at, version: 1 };
  await started.table.commit(groupsIn(started.table).creating(one));
  return one;
}

async function someone(fields: Partial<User> = {}): Promise<User> {
  const userName = name();
  const all = { userName, email: `${userName}@example.org`, active: true, ...fields };
  const user = newUser(all, { id: randomIds.id(), now });
  await started.table.commit(usersIn(started.table).creating(user));
  return user;
}

/** The rows of a file: number, outcome and reason. */
const told = (rows: Awaited<ReturnType<Stage['imported']>>['rows']) =>
  rows.map(({ row, outcome, reason }) => (reason ? `${row} ${outcome}: ${reason}` : `${row} ${outcome}`));

describe('a file of users', () => {
  it('creates, updates and deletes, row by row, each with its event', async () => {
    const { displayName } = await group();
    const [old, gone] = [await someone({ department: 'Sales' }), await someone()];
    const fresh = name();
    const { job, rows } = await stage.imported(
      `Action,userName,email,givenName,department,groups,custom.badge\r\n` +
        `create,${fresh},${fresh}@example.org,Fresh,Research,${displayName},A-1\r\n` +
        `update,${old.userName},,,Research,,\r\n` +
        `delete,${gone.userName},${gone.email},,,,\r\n` +
        `update,${old.userName}-nobody,,,Research,,\r\n`,
    );
    expect(told(rows)).toEqual(['2 created', '3 updated', '4 deleted', '5 failed: There is no user of this name.']);
    expect(job).toMatchObject({
      state: 'done',
      result: { rows: 4, created: 1, updated: 1, deleted: 1, unchanged: 0, failed: 1 },
      progress: { done: 4, failed: 1, total: 4 },
    });
    const user = (await find(fresh))!;
    expect(user).toMatchObject({
      givenName: 'Fresh',
      department: 'Research',
      custom: { badge: 'A-1' },
      hasPassword: false,
    });
    expect(await groupsIn(started.table).ofUser(user.id)).toHaveLength(1);
    expect(await find(old.userName)).toMatchObject({ department: 'Research', version: 2 });
    expect(await find(gone.userName)).toBeUndefined();
    const events = await eventsOfHour(started.table, hourOf(now().toISOString()));
    const ours = events.filter(({ details }) => details?.['jobId'] === job.id).map(({ action }) => action);
    expect(ours.toSorted()).toEqual(['user.create', 'user.delete', 'user.update']);
    expect(stage.objects.files.size).toBe(0);
  });

  it('changes nothing in a dry run, which tells of each row what would happen', async () => {
    const [old, gone] = [await someone({ department: 'Sales' }), await someone()];
    const fresh = name();
    const file =
      `Action,userName,email,department\n,${fresh},${fresh}@example.org,\nupdate,${old.userName},,Research\n` +
      `update,${old.userName},,Other\ndelete,${gone.userName},${gone.email},\n,${gone.userName}-x,${old.email},\n`;
    const { rows } = await stage.imported(file, { mode: 'dry-run' });
    expect(told(rows)).toEqual([
      '2 created',
      '3 updated',
      '4 failed: Row 3 is about the same user or mail address.',
      '5 deleted',
      '6 failed: email: This mail address belongs to another user.',
    ]);
    expect(await find(fresh)).toBeUndefined();
    expect(await find(old.userName)).toMatchObject({ department: 'Sales', version: 1 });
    expect(await find(gone.userName)).toMatchObject({ active: true });
    expect(told((await stage.imported(file)).rows)).toEqual(told(rows));
  });

  it('leaves a user as they are who has all that it says', async () => {
    const user = await someone({ department: 'Sales' });
    const { rows } = await stage.imported(`action,username,department\nupdate,${user.userName},Sales\n`);
    expect(told(rows)).toEqual(['2 unchanged']);
    expect(await find(user.userName)).toMatchObject({ version: 1 });
  });

  it('touches no administrator, and makes none', async () => {
    const owner = await someone({ adminRole: 'owner' });
    const { rows } = await stage.imported(
      `action,userName,email,title\nupdate,${owner.userName},,Clown\ndelete,${owner.userName.toUpperCase()},${owner.email},\n`,
    );
    expect(told(rows)).toEqual([
      '2 failed: The user is an administrator; files change none.',
      '3 failed: The user is an administrator; files change none.',
    ]);
    const { job } = await stage.imported(`userName,adminRole\n${name()},owner\n`);
    expect(job).toMatchObject({ state: 'failed', failure: 'There is no column “adminRole”.' });
  });

  it('knows the names that another product gives its columns, and files that were exported', async () => {
    const fresh = name();
    const { rows } = await stage.imported(
      `\ufeffEmail;Username;First Name;Last Name;Phone\r\n${fresh}@example.org;${fresh};Änne;=Ohm;+49 30 1\r\n`.replace(
        '=Ohm',
        csvLine(['=Ohm']).trim(),
      ),
    );
    expect(told(rows)).toEqual(['2 created']);
    expect(await find(fresh)).toMatchObject({ givenName: 'Änne', familyName: '=Ohm', phoneNumber: '+49 30 1' });
  });

  it('counts rows as a spreadsheet does, over remarks, blank rows and cells of several lines', async () => {
    const [a, b] = [name(), name()];
    const { rows } = await stage.imported(
      `userName,email,title\n# a remark\n\n${a},${a}@example.org,"one, ""two"""\n,,\n${b},${b}@example.org,"no\nline"\n`,
    );
    expect(told(rows)).toEqual(['4 created', '6 failed: title: This holds characters that are no text.']);
    expect(await find(a)).toMatchObject({ title: 'one, "two"' });
  });

  it('mails those whom it has created, if that was asked for', async () => {
    const [fresh, twin] = [name(), name()];
    const { job } = await stage.imported(
      `userName,email\n${fresh},${fresh}@example.org\n${twin},${twin}@example.org\n`,
      { sendActivation: true },
    );
    const mails = { id: String(job.result?.['activationJobId']) } as typeof job;
    expect(await stage.run(mails)).toMatchObject({ state: 'done', result: { users: 2, failed: 0 } });
    const shards = await Promise.all([0, 1, 2, 3].map((shard) => started.table.list({ pk: `OUTBOX#${shard}` })));
    const to = shards.flatMap(({ items }) => items.map((item) => String(item['to'])));
    expect(to).toEqual(expect.arrayContaining([`${fresh}@example.org`, `${twin}@example.org`]));
  });
});

const ROWS = 'userName,email\n';

describe('a file that is none of ours', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['a workbook', Buffer.from('PK\u0003\u0004…'), /ZIP archive/],
    ['UTF-16', Buffer.from(`\ufeff${ROWS}`, 'utf16le'), /UTF-16/],
    ['UTF-16 without a mark', Buffer.from('userName,email\n', 'utf16le'), /UTF-16/],
    ['a picture of a table', Buffer.from('%PDF-1.7'), /PDF/],
    ['columns that are unknown or twice', 'userName,shoe,Username,email\n', /“shoe”.*“Username” is there twice/],
    ['no user names', 'email,phone\n', /“userName” is missing/],
    ['one endless line', Buffer.alloc(3_000_000, 'a'), /longer than 64 kB/],
    ['nothing but a quote', '"', /a quote in it is not closed/],
    ['a first line that is not UTF-8', Buffer.from('userName,stra\xdfe\n', 'latin1'), /not UTF-8/],
  ])('is refused as a whole: %s', async (_what, file, words) => {
    const { job, rows } = await stage.imported(file);
    expect(job.state).toBe('failed');
    expect(job.failure).toMatch(words);
    expect(rows).toEqual([]);
  });

  it('is refused when it is replaced while it is read', async () => {
    const { etag } = { etag: 'the dry run’s' };
    const job = await stage.job(`${ROWS}a,b\n`, { etag });
    await stage.objects.put(`imports/${String(job.input['importId'])}`, `${ROWS}c,d\n`);
    expect(await stage.run(job)).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/replaced/) as unknown,
    });
  });
});

describe('a poisoned row', () => {
  it.each<[string, (good: string) => string | Uint8Array, RegExp]>([
    [
      'not UTF-8',
      (good) => Buffer.concat([Buffer.from(`${ROWS}h\xfcbsch,x@example.org\n`, 'latin1'), Buffer.from(good)]),
      /not UTF-8/,
    ],
    ['a field of a megabyte', (good) => `${ROWS}${'x'.repeat(1_100_000)},x@example.org\n${good}`, /longer than 64 kB/],
    [
      'a quoted field of three megabytes',
      (good) => `${ROWS}"${'x'.repeat(3_100_000)}",x@example.org\n${good}`,
      /longer than 64 kB/,
    ],
    ['a quote that is never closed', (good) => `${ROWS}"open,x@example.org\n${good}`, /quote is not closed/],
    ['NUL', (good) => `${ROWS}a\0b,x@example.org\n${good}`, /no text/],
    ['too many cells', (good) => `${ROWS}a,x@example.org,more\n${good}`, /3 cells/],
    ['no address', (good) => `${ROWS}a,nobody\n${good}`, /email: This is not a mail address/],
    ['an unknown action', (good) => `action,${ROWS}explode,a,x@example.org\n,${good}`, /“explode”/],
  ])('(%s) fails alone, with its number', async (_what, file, words) => {
    const good = name();
    const { rows } = await stage.imported(file(`${good},${good}@example.org\n`));
    expect(rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [2, 'failed'],
      [3, 'created'],
    ]);
    expect(rows[0]?.reason).toMatch(words);
  });

  it('is read when the file is said to be in Windows-1252', async () => {
    const good = name();
    const file = Buffer.from(`userName,email,familyName\n${good},${good}@example.org,Gr\xf6\xdfe \x80\n`, 'latin1');
    const { rows } = await stage.imported(file, { encoding: 'windows-1252' });
    expect(told(rows)).toEqual(['2 created']);
    expect(await find(good)).toMatchObject({ familyName: 'Größe €' });
  });
});
