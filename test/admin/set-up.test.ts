import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';

describe('whoever may invoke the function admin', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house?.close());

  it.each([
    {},
    { key1: 'value1' },
    { samlet: 'recover', owner: '' },
    { samlet: 'recover', user: 'x' },
    { samlet: 'setup', more: true },
    { samlet: 'api-token' },
    { samlet: 'api-token', name: '' },
    { samlet: 'api-token', name: 'x'.repeat(129) },
    { samlet: 'api-token', name: 'x', scopes: [] },
    { samlet: 'api-token', name: 'x', scopes: ['everything'] },
  ])('by %j gets nothing', async (event) => {
    expect(await house.invoke('admin', event)).toEqual({ refused: 'INPUT_INVALID', message: expect.any(String) });
  });

  it('gets a link while there is no owner, and a token with the scopes that were asked for', async () => {
    expect(await house.invoke('admin', { samlet: 'setup' })).toEqual({
      url: expect.stringMatching(/^http\S+\/set-up#[\w-]{43}$/),
      expiresAt: expect.stringMatching(/^\d{4}-/),
    });
    const { token } = (await house.invoke('admin', { samlet: 'api-token', name: 'reader', scopes: ['read'] })) as {
      token: string;
    };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const users = `${house.baseUrl}/admin/v1/users`;
    expect((await fetch(users, { headers })).status).toBe(200);
    expect((await fetch(users, { method: 'POST', headers, body: '{}' })).status).toBe(403);
  });
});
