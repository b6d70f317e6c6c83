import { beforeAll, describe, expect, it } from '@jest/globals';
import { evaluate, type Policies } from '../../local/iam/evaluate.ts';
import { documentOf } from '../../local/iam/policy.ts';
import { rightsIn } from '../../local/iam/rights.ts';
import { synthesizeShared } from '../../local/synth.ts';
import { type Assembly, readAssembly } from '../../local/template/assembly.ts';
import { type Deployment, readDeployment } from '../../local/template/deployment.ts';
import { SHARED_SYNTH } from '../kit/house.ts';
import { ACTIONS, DEPLOYMENT_ACTIONS, thingOf } from './rights.ts';

let assembly: Assembly;
let deployment: Deployment;
let policies: Policies;

beforeAll(async () => {
  assembly = readAssembly(await synthesizeShared(SHARED_SYNTH));
  const place = { baseUrl: 'https://sso.example.org', endpointsUrl: 'http://localhost:1' };
  deployment = readDeployment(assembly, { ...place, secretOf: () => '{"current":"x"}' });
  const resource = new Map(deployment.keys.map(({ arn, policy }) => [arn, policy]));
  policies = { identity: deployment.policies, resource };
});

const SIGNING = { 'kms:messagetype': ['DIGEST'], 'kms:signingalgorithm': ['RSASSA_PKCS1_V1_5_SHA_256'] };
const signingKeys = (): string[] =>
  deployment.keys.filter(({ usage }) => usage === 'SIGN_VERIFY').map(({ arn }) => arn);
const roleOf = (name: string): string => deployment.functions.find((found) => found.name === name)!.roleArn;

describe('the role of each function', () => {
  it.each(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[])('%s may do what stands here, and nothing else', (name) => {
    const { roleArn, functionName } = deployment.functions.find((found) => found.name === name)!;
    const things = new Map<string, Set<string>>();
    for (const { action, resource } of rightsIn(policies).filter(({ role }) => role === roleArn)) {
      things.set(action, (things.get(action) ?? new Set()).add(thingOf(resource, functionName)));
    }
    const sorted = (words: Iterable<string>): string[] => [...words].toSorted();
    const wanted = Object.entries(ACTIONS[name]).map(([action, words]) => [action, sorted(words.split(', '))]);
    expect(Object.fromEntries([...things].map(([action, words]) => [action, sorted(words)]))).toEqual(
      Object.fromEntries(wanted),
    );
  });

  it('has no other policy, is held to keys of the table by name, and serves Lambda alone', () => {
    expect(Object.keys(ACTIONS).toSorted()).toEqual(deployment.functions.map(({ name }) => name).toSorted());
    const roles = Object.entries(assembly.template.Resources).filter(
      ([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('Roles'),
    );
    expect(roles).toHaveLength(4);
    for (const [, { Properties }] of roles) {
      expect(Object.keys(Properties ?? {})).toEqual(['AssumeRolePolicyDocument']);
      expect(JSON.stringify(Properties)).toContain('"Principal":{"Service":"lambda.amazonaws.com"}');
    }
    for (const { roleArn } of deployment.functions) {
      for (const { effect, actions = [], notActions, conditions } of deployment.policies.get(roleArn)!.flat()) {
        expect([effect, notActions, actions.filter((action) => action.includes('*'))]).toEqual([
          'Allow',
          undefined,
          [],
        ]);
        if (!actions.some((action) => action.startsWith('dynamodb:'))) continue;
        expect(conditions.map(({ operator, key }) => [operator, key])).toEqual([
          ['ForAllValues:StringLike', 'dynamodb:LeadingKeys'],
        ]);
        expect(conditions[0]!.values.filter((key) => !/^[A-Z]+(?:#[A-Z]+)*(?:#\*)?$/.test(key))).toEqual([]);
      }
    }
  });
});

describe('the role of CDK’s own function', () => {
  it('is the only other one, and reaches buckets alone', () => {
    const own = deployment.functions.map(({ roleArn }) => roleArn);
    const others = [...deployment.policies.keys()].filter((role) => !own.includes(role));
    expect(others.map((role) => role.split('/').at(-1))).toEqual([
      expect.stringMatching(/^Samlet-CustomCDKBucketDeployment/),
    ]);
    const rights = rightsIn(policies).filter(({ role }) => others.includes(role));
    expect([...new Set(rights.map(({ action }) => action))].toSorted()).toEqual(DEPLOYMENT_ACTIONS);
    const buckets = /^arn:aws:s3:::(?:cdk-hnb659fds-assets-[\w-]+|Samlet-FrontDoorFiles\w+)(?:\/\*)?$/;
    expect(rights.filter(({ resource }) => !buckets.test(resource))).toEqual([]);
  });
});

describe('the signing keys', () => {
  it('sign for sso alone: nobody else can be allowed to, whatever their own policies say', () => {
    const anything = documentOf({ Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } }, 'anything');
    const stranger = 'arn:aws:iam::000000000000:role/stranger';
    const roles = [...deployment.policies.keys(), stranger];
    const generous = { ...policies, identity: new Map(roles.map((role) => [role, [anything]])) };
    expect([roles.length, signingKeys().length]).toEqual([6, 2]);
    for (const key of signingKeys()) {
      const may = (action: string) =>
        roles.filter((role) => evaluate({ role, action, resources: [key], context: SIGNING }, generous).allowed);
      expect(may('kms:Sign')).toEqual([roleOf('sso')]);
      expect([may('kms:CreateGrant'), may('kms:ReplicateKey')]).toEqual([[], []]);
    }
  });

  it('sign digests alone, by one algorithm', () => {
    const contexts = [
      { ...SIGNING, 'kms:messagetype': ['RAW'] },
      { ...SIGNING, 'kms:signingalgorithm': ['RSASSA_PSS_SHA_256'] },
      {},
    ];
    const allowed = [SIGNING, ...contexts].map((context) => {
      const attempt = { role: roleOf('sso'), action: 'kms:Sign', resources: signingKeys(), context };
      return evaluate(attempt, policies).allowed;
    });
    expect(allowed).toEqual([true, false, false, false]);
  });
});

describe('the other keys', () => {
  it('seal and open what waits in the outbox alone, and pepper by one algorithm', () => {
    const keyOf = (thing: string): string => deployment.keys.find(({ arn }) => thingOf(arn, '') === thing)!.arn;
    const may = (name: string, action: string, thing: string, context: Record<string, string[]>): boolean =>
      evaluate({ role: roleOf(name), action, resources: [keyOf(thing)], context }, policies).allowed;
    const outbox = { 'kms:encryptioncontext:purpose': ['outbox'] };
    const contexts: Record<string, string[]>[] = [outbox, { 'kms:encryptioncontext:purpose': ['factor'] }, {}];
    const sealers = [
      ['sso', 'kms:Encrypt'],
      ['admin', 'kms:Encrypt'],
      ['provisioning', 'kms:Decrypt'],
    ] as const;
    for (const [name, action] of sealers) {
      expect(contexts.map((context) => may(name, action, 'DataKey', context))).toEqual([true, false, false]);
    }
    const macs = ['HMAC_SHA_256', 'HMAC_SHA_512'].map((mac) => ({ 'kms:macalgorithm': [mac] }));
    expect(macs.map((context) => may('sso', 'kms:GenerateMac', 'PepperKey', context))).toEqual([true, false]);
  });
});
