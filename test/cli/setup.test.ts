import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { visitorOf } from '../../local/http-client.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type Invoked, type Lambda, serveLambda } from './lambda.ts';
import { CREDENTIALS, type Ended, runCli } from './run.ts';

const setUp = (environment: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Ended> =>
  runCli('setup', environment, args);

let lambda: Lambda | undefined;
afterEach(async () => {
  await lambda?.close();
  lambda = undefined;
});

async function against(answer: (event: unknown) => Promise<Invoked>, args: readonly string[] = []): Promise<Ended> {
  lambda = await serveLambda((_name, event) => answer(event));
  return setUp({ ...CREDENTIALS, AWS_ENDPOINT_URL_LAMBDA: lambda.url }, args);
}

describe('npm run setup', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  const invoked = async (event: unknown): Promise<Invoked> => ({
    kind: 'result',
    result: await house.invoke('admin', event),
  });

  it('prints a link that makes the first owner, and then none any more', async () => {
    const { code, said, complained } = await against(invoked);
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    const link = new URL(/^http\S+$/m.exec(said)?.[0] ?? '');
    expect(link.pathname).toBe('/set-up');
    const visitor = visitorOf(house.baseUrl);
    await visitor.get('/set-up');
    const password = 'correct-horse-battery-9';
    const owner = { userName: 'first', email: 'first@example.com', givenName: 'Fi', familyName: 'Rst' };
    const fields = { ...owner, token: link.hash.slice(1), password, confirm: password };
    expect((await visitor.post('/set-up', fields)).status).toBe(303);
    await lambda?.close();
    const later = await against(invoked);
    expect(later).toMatchObject({ code: 1, said: '' });
    expect(later.complained).toContain('No set-up link: Samlet has an owner already');
  });

  it.each([
    [[], 'Samlet-admin'],
    [['--stack', 'Prod-2'], 'Prod-2-admin'],
  ])('with %j asks %s', async (args, name) => {
    await against(() => Promise.resolve({ kind: 'result', result: { url: 'https://a.example/set-up#x' } }), args);
    expect(lambda?.asked).toEqual([name]);
  });

  it.each([
    [
      { kind: 'error', status: 404, code: 'ResourceNotFoundException' },
      'there is no function Samlet-admin in eu-central-1',
    ],
    [
      { kind: 'error', status: 403, code: 'AccessDeniedException' },
      'no right to lambda:InvokeFunction on Samlet-admin',
    ],
    [{ kind: 'error', status: 403, code: 'UnrecognizedClientException' }, 'AWS does not accept your credentials'],
    [{ kind: 'error', status: 403, code: 'ExpiredTokenException' }, 'AWS does not accept your credentials'],
    [{ kind: 'error', status: 418, code: 'Teapot' }, 'could not be invoked in eu-central-1 (Teapot'],
    [{ kind: 'failed' }, 'its log group /aws/lambda/Samlet-admin says why'],
    [{ kind: 'result', result: { refused: 'UNAVAILABLE' } }, 'gave no link (UNAVAILABLE)'],
  ] as [Invoked, string][])('says in one sentence what %j means', async (answer, words) => {
    const ended = await against(() => Promise.resolve(answer));
    expect(ended).toMatchObject({ code: 1, said: '' });
    expect(ended.complained).toContain(words);
    expect(ended.complained.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['no credentials', { AWS_REGION: 'eu-central-1' }, [], 'there are no AWS credentials'],
    ['no Region', { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' }, [], 'no AWS Region is chosen'],
    [
      'an argument that is not known',
      CREDENTIALS,
      ['--stak', 'x'],
      '"--stak x" is not understood: the arguments are --stack STACK',
    ],
    ['a name that no stack bears', CREDENTIALS, ['--stack', 'a b'], '"a b" is no stack'],
    [
      'nobody at the endpoint',
      { ...CREDENTIALS, AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1' },
      [],
      'could not be invoked in eu-central-1',
    ],
  ])('with %s says so in one sentence', async (_what, environment, args, words) => {
    const ended = await setUp(environment, args);
    expect(ended).toMatchObject({ code: 1, said: '' });
    expect(ended.complained).toContain(words);
    expect(ended.complained.trim().split('\n')).toHaveLength(1);
  });
});
