import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkSuitable, PASSWORD_MAX, passwordsIn } from '../../shared/users/password.ts';
import { newUser, type User, usersIn } from '../../shared/users/user.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { ConditionFailed } from '../../shared/table/table.ts';
import { testPepper } from '../kit/keys.ts';
import { startTable, type TestTable } from '../kit/table.ts';

let started: TestTable;
const now = (): Date => new Date();
const passwords = () => passwordsIn(started.table, testPepper());

beforeAll(async () => {
  started = await startTable(now);
});
afterAll(() => started.close());

async function userWith(password: string): Promise<User> {
  const id = randomIds.id();
  const user = newUser({ userName: id, email: `${id}@example.org`, active: true }, { id, now });
  const { user: made, write } = await passwords().first(user, password, now());
  await started.table.commit([...usersIn(started.table).creating(made), write]);
  return made;
}

describe('a password', () => {
  it('is recognised whole: every prefix, other case and longer text is another', async () => {
    const right = 'Correct horse battery';
    const { id } = await userWith(right);
    expect(await passwords().verify(id, right)).toBe(true);
    const others = [right.slice(0, -1), `${right} `, right.toLowerCase(), right.toUpperCase(), ''];
    for (const other of others) expect([other, await passwords().verify(id, other)]).toEqual([other, false]);
  });

  it('differs in its last character alone, however long it is', async () => {
    const long = 'ab'.repeat(PASSWORD_MAX / 2);
    const { id } = await userWith(long);
    expect(await passwords().verify(id, long)).toBe(true);
    expect(await passwords().verify(id, `${long.slice(0, -1)}c`)).toBe(false);
  });

  it('is not the beginning of a longer text that is cut off', async () => {
    // Four units that NFKC makes one: the longest password there can be, 1,024 units of input.
    const longest = '\u03b1\u0313\u0342\u0345'.repeat(PASSWORD_MAX);
    const { id } = await userWith(longest);
    expect(await passwords().verify(id, longest)).toBe(true);
    expect(await passwords().verify(id, `${longest}x`)).toBe(false);
  });

  it('may be typed in any normal form', async () => {
    const { id } = await userWith('Caf\u00e9 under the bridge');
    expect(await passwords().verify(id, 'Cafe\u0301 under the bridge')).toBe(true);
  });

  it('of nobody, or of a user without one, is never right', async () => {
    const id = randomIds.id();
    const user = newUser({ userName: id, email: `${id}@example.org`, active: true }, { id, now });
    await started.table.commit(usersIn(started.table).creating(user));
    expect(await passwords().verify(undefined, '')).toBe(false);
    expect(await passwords().verify(id, '')).toBe(false);
  });

  it('is kept with its parameters and its pepper key, and not as itself', async () => {
    const { id } = await userWith('a password to look for');
    const item = await started.table.find({ pk: `USER#${id}`, sk: 'PASSWORD' });
    expect(item).toMatchObject({ memory: 19_456, passes: 2, parallelism: 1, keyId: 'pepper' });
    expect(JSON.stringify(item)).not.toContain('look for');
  });

  it('is set once by two who change it from the same state, and ends the sessions of before', async () => {
    const user = await userWith('the first password of all');
    const [one, two] = await Promise.all([
      passwords().setting(user, 'the second password of all', now()),
      passwords().setting(user, 'the third password of all', now()),
    ]);
    const results = await Promise.allSettled([started.table.commit(one), started.table.commit(two)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(ConditionFailed) });
    expect((await usersIn(started.table).find(user.id))?.epoch).toBe(user.epoch + 1);
  });
});

describe('a new password', () => {
  const owner = { userName: 'ada.lovelace', email: 'ada@analytical.example', familyName: 'Lovelace' };
  const faultOf = async (password: string) => (await checkSuitable(password, owner))[0]?.detail;

  it.each([
    ['umbrella kettle violin', undefined],
    ['x'.repeat(0), 'has at least'],
    ['fourteen chars', 'has at least'],
    ['long enough '.repeat(30), 'has at most'],
    ['aaaaaaaaaaaaaaaaaaaaa', 'repeats'],
    ['ada.lovelace1234', 'your own name'],
    ['Lovelace-Lovelace-1', 'your own name'],
    ['analyticalanalytical', 'your own name'],
    ['password1234567', 'tried first'],
  ])('%j is judged by length and by what is tried first', async (password, words) => {
    const fault = await faultOf(password);
    if (words === undefined) expect(fault).toBeUndefined();
    else expect(fault).toContain(words);
  });

  it('is counted in characters of its normal form, not in units', async () => {
    expect(await faultOf('🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤')).toContain('at least 15');
    expect(await faultOf('🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆')).toBeUndefined();
  });
});
