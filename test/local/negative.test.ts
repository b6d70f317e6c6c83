import { afterEach, describe, expect, it } from '@jest/globals';
import type { Assembly, Resource } from '../../local/template/assembly.ts';
import { visitorOf } from '../../local/http-client.ts';
import { ROUTES } from '../../lib/routes.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';

/** What a change may lay hands on: properties as they stand in the template. */
type Open = Record<string, Resource & { Properties: Record<string, never> }>;

const changed =
  (change: (resources: Open) => void) =>
  (assembly: Assembly): Assembly => {
    const template = structuredClone(assembly.template);
    change(template.Resources as unknown as Open);
    return { ...assembly, template };
  };

const idOf = (resources: Open, type: string, isIt: (properties: Record<string, unknown>) => boolean): string =>
  Object.entries(resources).find(([, { Type, Properties }]) => Type === type && isIt(Properties))?.[0] ?? 'none';

const isSso = ({ FunctionName, Environment }: Record<string, unknown>): boolean =>
  JSON.stringify([FunctionName, Environment]).includes('SAMLET_SIGNING_KEY_A');

let house: TestHouse | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const keysOf = ({ deployment }: TestHouse): string[] => deployment.front.routes.map(({ key }) => key).toSorted();
const wantedKeys = Object.values(ROUTES).flat().toSorted();

describe('the stack as it is synthesized', () => {
  it('has exactly the routes of the table, and signs by sso alone', async () => {
    house = await startHouse();
    expect(keysOf(house)).toEqual(wantedKeys);
    const { functions, keys } = house.deployment;
    const context = { 'kms:messagetype': ['DIGEST'], 'kms:signingalgorithm': ['RSASSA_PKCS1_V1_5_SHA_256'] };
    const signing = keys.filter(({ usage }) => usage === 'SIGN_VERIFY');
    const signers = functions.filter(({ roleArn: role }) =>
      signing.some(
        ({ arn }) => evaluate({ role, action: 'kms:Sign', resources: [arn], context }, house!.policies).allowed,
      ),
    );
    expect(signers.map(({ name }) => name)).toEqual(['sso']);
  });

  it('shows the lack of a route by its name', async () => {
    const change = changed((resources) => {
      delete resources[idOf(resources, 'AWS::ApiGatewayV2::Route', ({ RouteKey }) => RouteKey === 'GET /sign-in')];
    });
    house = await startHouse({ change });
    expect(wantedKeys.filter((key) => !keysOf(house!).includes(key))).toEqual(['GET /sign-in']);
    expect((await visitorOf(house.baseUrl).get('/sign-in')).status).toBe(404);
  });

  it('shows the lack of a variable by its name', async () => {
    const change = changed((resources) => {
      const { Environment } = resources[idOf(resources, 'AWS::Lambda::Function', isSso)]!.Properties as never as {
        Environment: { Variables: Record<string, unknown> };
      };
      delete Environment.Variables['SAMLET_TABLE'];
    });
    house = await startHouse({ change });
    expect((await visitorOf(house.baseUrl).get('/sign-in')).status).toBe(502);
    expect(house.troubles.join()).toContain('the environment of sso lacks SAMLET_TABLE');
  });

  it('shows the lack of a permission by its name', async () => {
    const text = (assembly: Assembly): Assembly => ({
      ...assembly,
      template: JSON.parse(
        JSON.stringify(assembly.template).replaceAll('"dynamodb:PutItem"', '"dynamodb:None"'),
      ) as Assembly['template'],
    });
    house = await startHouse({ change: text });
    expect((await visitorOf(house.baseUrl).get('/sign-in')).status).toBe(500);
    expect(house.troubles.join()).toContain('sso has no right to dynamodb:PutItem');
  });
});
