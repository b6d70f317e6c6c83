import { describe, expect, it } from '@jest/globals';
import { evaluate, like, type Policies } from '../../local/iam/evaluate.ts';
import { documentOf } from '../../local/iam/policy.ts';
import { rightsIn, without } from '../../local/iam/rights.ts';
import { deniedCalls, idleRights } from './proof.ts';

const ROLE = 'arn:aws:iam::000000000000:role/sso';
const OTHER = 'arn:aws:iam::000000000000:role/admin';
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/t';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';

const allow = (Action: unknown, Resource: unknown, Condition?: unknown): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const policies = (statements: readonly object[], keyStatements: readonly object[] = []): Policies => ({
  identity: new Map([[ROLE, [documentOf({ Statement: statements }, 'sso')]]]),
  resource: new Map([[KEY, documentOf({ Statement: keyStatements }, 'key')]]),
});
const get = (key: string, role = ROLE) => ({
  role,
  action: 'dynamodb:GetItem',
  resources: [TABLE],
  context: { 'dynamodb:leadingkeys': [key] },
});
const sign = (messageType = 'DIGEST', role = ROLE) => ({
  role,
  action: 'kms:Sign',
  resources: [KEY],
  context: { 'kms:messagetype': [messageType] },
});
const LEADING = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['USER#*', 'SETTINGS'] } };

describe('the evaluator', () => {
  it('allows what a role may, for the keys that it may, and nothing else', () => {
    const given = policies([allow('dynamodb:GetItem', TABLE, LEADING)]);
    expect(evaluate(get('USER#1'), given)).toEqual({ allowed: true, by: 'sso[0]' });
    for (const attempt of [get('APP#1'), get('USER#1', OTHER), { ...get('USER#1'), action: 'dynamodb:PutItem' }]) {
      expect(evaluate(attempt, given).allowed).toBe(false);
    }
    const batch = { ...get('USER#1'), context: { 'dynamodb:leadingkeys': ['USER#1', 'APP#1'] } };
    expect(evaluate(batch, given).allowed).toBe(false);
  });

  it('lets an explicit Deny win, wherever it stands', () => {
    const deny = { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' };
    expect(evaluate(get('USER#1'), policies([allow('dynamodb:GetItem', TABLE), deny]))).toEqual({
      allowed: false,
      by: 'sso[1]',
    });
  });

  it('asks the policy of a key too', () => {
    const account = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::000000000000:root' },
      Action: 'kms:*',
      Resource: '*',
    };
    const direct = {
      Effect: 'Allow',
      Principal: { AWS: ROLE },
      Action: 'kms:Sign',
      Resource: '*',
      Condition: { StringEquals: { 'kms:MessageType': 'DIGEST' } },
    };
    const denyOthers = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Sign',
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': ROLE } },
    };
    expect(evaluate(sign(), policies([allow('kms:Sign', KEY)])).allowed).toBe(false);
    expect(evaluate(sign(), policies([], [account])).allowed).toBe(false);
    expect(evaluate(sign(), policies([allow('kms:Sign', KEY)], [account])).allowed).toBe(true);
    expect(evaluate(sign(), policies([], [direct])).allowed).toBe(true);
    expect(evaluate(sign('RAW'), policies([], [direct])).allowed).toBe(false);
    expect(evaluate(sign('DIGEST', OTHER), policies([], [account, direct, denyOthers]))).toEqual({
      allowed: false,
      by: 'key[2]',
    });
    expect(evaluate(sign(), policies([], [account, direct, denyOthers])).allowed).toBe(true);
  });

  it('needs every resource of a call to be allowed', () => {
    const mail = { role: ROLE, action: 'ses:SendEmail', resources: ['arn:identity', 'arn:set'], context: {} };
    expect(evaluate(mail, policies([allow('ses:SendEmail', 'arn:identity')])).allowed).toBe(false);
    expect(evaluate(mail, policies([allow('ses:SendEmail', ['arn:identity', 'arn:set'])])).allowed).toBe(true);
  });

  it('throws at what it does not know, rather than guess', () => {
    const withCondition = (condition: object) => policies([allow('dynamodb:GetItem', TABLE, condition)]);
    expect(() => evaluate(get('USER#1'), withCondition({ NumericLessThan: { 'dynamodb:LeadingKeys': '1' } }))).toThrow(
      'NumericLessThan',
    );
    expect(() => evaluate(get('USER#1'), withCondition({ StringEquals: { 'aws:RequestTag/x': '1' } }))).toThrow(
      'aws:RequestTag/x',
    );
    expect(() => documentOf({ Statement: { Effect: 'Allow', NotResource: '*' } }, 'p')).toThrow('NotResource');
  });

  it('knows the wildcards and takes the rest as it stands', () => {
    expect([like('USER#*', 'USER#1'), like('a.c', 'abc'), like('a?c', 'abc'), like('a(*', 'a(b')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});

describe('the proof', () => {
  const namesSso = { Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['kms:Sign'], Resource: '*' };
  const given = policies([allow(['dynamodb:GetItem', 'dynamodb:PutItem'], TABLE, LEADING)], [namesSso]);
  const call = (action: string, key: string) => ({
    roleArn: ROLE,
    accesses: [{ action, resources: [TABLE], context: { 'dynamodb:leadingkeys': [key] } }],
  });
  const all = [
    ...['GetItem', 'PutItem'].flatMap((action) => ['USER#1', 'SETTINGS'].map((key) => call(`dynamodb:${action}`, key))),
    { roleArn: ROLE, accesses: [sign()] },
  ];

  it('is content when every right is used and every call allowed', () => {
    expect([deniedCalls(all, given), idleRights(all, given, [ROLE])]).toEqual([[], []]);
  });

  it('names a right that nobody used, in whichever policy, and a call that is not allowed', () => {
    expect(idleRights(all.slice(1), given, [ROLE])).toEqual([`sso: dynamodb:GetItem on ${TABLE} for USER#*`]);
    expect(idleRights(all.slice(0, -1), given, [ROLE])).toEqual([`sso: kms:Sign on ${KEY}`]);
    expect(deniedCalls([...all, call('dynamodb:DeleteItem', 'USER#1')], given)).toHaveLength(1);
  });

  it('fails when any one right is taken out', () => {
    const rights = rightsIn(given);
    expect(rights).toHaveLength(5);
    for (const right of rights) expect(deniedCalls(all, without(given, right))).toHaveLength(1);
  });
});
