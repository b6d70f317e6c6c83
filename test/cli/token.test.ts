import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type Lambda, serveLambda } from './lambda.ts';
import { CREDENTIALS, runCli } from './run.ts';

describe('npm run token', () => {
  let house: TestHouse;
  let lambda: Lambda;
  beforeAll(async () => {
    house = await startHouse();
    lambda = await serveLambda(async (_name, event) => ({
      kind: 'result',
      result: await house.invoke('admin', event),
    }));
  });
  afterAll(async () => {
    await lambda?.close();
    await house?.close();
  });

  const token = (args: readonly string[]) =>
    runCli('token', { ...CREDENTIALS, AWS_ENDPOINT_URL_LAMBDA: lambda.url }, args);

  it('prints a token that the admin API takes, under the name that was given', async () => {
    const { code, said, complained } = await token(['--name', 'deploy script']);
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(said).toMatch(/^samlet_\S+\n$/);
    const answer = await fetch(`${house.baseUrl}/admin/v1/api-tokens`, {
      headers: { authorization: `Bearer ${said.trim()}` },
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ items: [{ name: 'deploy script', scopes: ['read', 'write'] }] });
  });

  it('says in one sentence what it does not understand', async () => {
    expect(await token(['--nam', 'x'])).toEqual({
      code: 1,
      said: '',
      complained:
        'No API token: "--nam x" is not understood: the arguments are --stack STACK and --name NAME, after --.\n',
    });
  });
});
