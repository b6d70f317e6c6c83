import { describe, expect, it } from '@jest/globals';
import type { Resource } from '../../local/template/assembly.ts';
import { readDeployment } from '../../local/template/deployment.ts';
import { fixtureStack } from './fixtures/stack.ts';

const place = { baseUrl: 'http://localhost:1', endpointsUrl: 'http://127.0.0.1:2', secretOf: () => '{"current":"s"}' };
const read = (change: (resources: Record<string, Resource>) => void) => readDeployment(fixtureStack(change), place);
const put =
  (name: string, Type: string, Properties: Record<string, unknown> = {}) =>
  (resources: Record<string, Resource>) => {
    resources[name] = { Type, Properties };
  };
const variable = (value: unknown) => (resources: Record<string, Resource>) => {
  const { Properties = {}, Type } = resources['web'] ?? { Type: '' };
  resources['web'] = { Type, Properties: { ...Properties, Environment: { Variables: { V: value } } } };
};

describe('a template', () => {
  it('is read whole', () => {
    const { functions, front, tables, keys, mappings, schedules, mail } = read(() => undefined);
    expect(functions.map(({ name }) => name)).toEqual(['web', 'job']);
    expect(front.routes).toHaveLength(4);
    expect(front.behaviours.map(({ pattern }) => pattern)).toEqual(['/assets/*', '*']);
    expect([tables.length, keys.length, mappings.length, schedules[0]?.everySeconds]).toEqual([1, 3, 1, 60]);
    expect(mail).toEqual({ identities: ['example.org'], configurationSets: ['mails'] });
  });

  it.each([
    ['a resource that is not served', put('Lake', 'AWS::Redshift::Cluster'), 'Lake (AWS::Redshift::Cluster)'],
    ['an intrinsic that is not known', variable({ 'Fn::Cidr': ['10.0.0.0/8', 1] }), 'Fn::Cidr'],
    ['a reference to nothing', variable({ Ref: 'Nothing' }), 'Nothing'],
    ['an attribute that is not known', variable({ 'Fn::GetAtt': ['Table', 'Color'] }), 'Table.Color'],
    ['a dynamic reference that is not known', variable('{{resolve:ssm:/a}}'), '{{resolve:ssm:/a}}'],
    [
      'a rule by cron',
      put('Rule', 'AWS::Events::Rule', { ScheduleExpression: 'cron(0 0 * * ? *)' }),
      'cron(0 0 * * ? *)',
    ],
    ['a key that cannot be made', put('Key', 'AWS::KMS::Key', { KeySpec: 'ECC_NIST_P256' }), 'ECC_NIST_P256'],
    [
      'a route to nowhere',
      put('Lost', 'AWS::ApiGatewayV2::Route', { RouteKey: 'GET /lost', Target: 'integrations/x' }),
      'GET /lost',
    ],
  ])('with %s stops the start by its name', (_what, change, name) => {
    expect(() => read(change)).toThrow(name);
  });

  it('resolves what CloudFormation resolves', () => {
    const valueOf = (value: unknown) => read(variable(value)).functions[0]?.environment['V'];
    expect(valueOf({ 'Fn::Sub': ['${A}-${!B}-${AWS::Region}-${Table.Arn}', { A: { Ref: 'Table' } }] })).toBe(
      'Fixture-Table-${B}-us-east-1-arn:aws:dynamodb:us-east-1:000000000000:table/Fixture-Table',
    );
    expect(valueOf({ 'Fn::Select': ['1', { 'Fn::Split': ['-', 'a-b-c'] }] })).toBe('b');
    expect(valueOf({ 'Fn::Sub': 'https://${Distribution.DomainName}/x' })).toBe('http://localhost:1/x');
    expect(valueOf({ 'Fn::Sub': '{{resolve:secretsmanager:${OriginSecret}:SecretString:current::}}' })).toBe('s');
  });
});
