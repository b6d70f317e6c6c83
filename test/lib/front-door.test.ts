import { beforeAll, describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import type { Template } from '../../local/template/assembly.ts';
import { type Found, resourceOf, resourcesOf, sharedStack } from './stack.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await sharedStack());
});

interface Behaviour {
  readonly PathPattern?: string;
  readonly ViewerProtocolPolicy: string;
  readonly ResponseHeadersPolicyId: unknown;
  readonly OriginRequestPolicyId?: { Ref: string };
  readonly FunctionAssociations?: unknown;
  readonly CachePolicyId: string;
}

interface Distribution {
  readonly DefaultCacheBehavior: Behaviour;
  readonly CacheBehaviors: readonly Behaviour[];
  readonly Origins: readonly { OriginCustomHeaders?: readonly { HeaderName: string; HeaderValue: unknown }[] }[];
}

const distribution = (): Distribution =>
  resourceOf(template, 'AWS::CloudFront::Distribution').Properties['DistributionConfig'] as Distribution;

const secretId = (): string => resourceOf(template, 'AWS::SecretsManager::Secret').id;
const secretReference = (field: string): object => ({
  'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: secretId() }, `:SecretString:${field}::}}`]],
});

/** The CloudFront Function whose name holds this. @throws {Error} when there is none */
function edgeFunction(name: string): Found {
  const found = resourcesOf(template, 'AWS::CloudFront::Function').find(({ id }) => id.includes(name));
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

/** A request as a CloudFront Function is given it. */
interface Viewed {
  readonly request: { headers: Record<string, { value: string }> };
  readonly viewer: { readonly ip: string };
}

describe('the front door', () => {
  it('hands everything but Host on to the API, and keeps nothing of what it answers', () => {
    const { DefaultCacheBehavior: behaviour } = distribution();
    const policy = resourceOf(template, 'AWS::CloudFront::OriginRequestPolicy');
    expect(behaviour.OriginRequestPolicyId).toEqual({ Ref: policy.id });
    expect(policy.Properties['OriginRequestPolicyConfig']).toMatchObject({
      HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['host'] },
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
    expect(behaviour.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad'); // AWS's own CachingDisabled
  });

  it('sends people to https, and dresses every answer, the console in a policy of its own', () => {
    const policies = resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy').map(({ id }) => id);
    const [pages, program] = ['Console', ''].map((part) =>
      policies.find((id) => id.includes('Console') === (part === '')),
    );
    const behaviours = [distribution().DefaultCacheBehavior, ...distribution().CacheBehaviors];
    expect(
      behaviours.map(({ PathPattern, ViewerProtocolPolicy, ResponseHeadersPolicyId }) => [
        PathPattern,
        ViewerProtocolPolicy,
        ResponseHeadersPolicyId,
      ]),
    ).toEqual([
      [undefined, 'redirect-to-https', { Ref: pages }],
      ['/assets/*', 'redirect-to-https', { Ref: pages }],
      ['/console', 'redirect-to-https', { Ref: program }],
      ['/console/*', 'redirect-to-https', { Ref: program }],
    ]);
  });

  it('tells who the viewer is, over whatever the viewer said by our names', () => {
    const edge = edgeFunction('Viewer');
    expect(distribution().DefaultCacheBehavior.FunctionAssociations).toEqual([
      { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [edge.id, 'FunctionARN'] } },
    ]);
    const handler = runInNewContext(`${String(edge.Properties['FunctionCode'])}; handler`) as (event: Viewed) => {
      headers: Record<string, { value: string }>;
    };
    const headers = {
      'x-samlet-viewer-address': { value: '203.0.113.9' },
      'x-samlet-anything': { value: 'forged' },
      'x-samlet-viewer-country': { value: 'forged' },
      'cloudfront-viewer-country': { value: 'NL' },
      accept: { value: '*/*' },
    };
    expect(handler({ request: { headers }, viewer: { ip: '198.51.100.7' } }).headers).toEqual({
      'x-samlet-viewer-address': { value: '198.51.100.7' },
      'cloudfront-viewer-country': { value: 'NL' },
      accept: { value: '*/*' },
    });
  });

  it('proves itself by a secret that Secrets Manager made, told by reference alone', () => {
    const secret = resourceOf(template, 'AWS::SecretsManager::Secret');
    expect(secret.Properties).not.toHaveProperty('SecretString');
    expect(secret.Properties['GenerateSecretString']).toMatchObject({
      GenerateStringKey: 'current',
      PasswordLength: 43,
    });
    const headers = distribution().Origins.flatMap(({ OriginCustomHeaders: custom = [] }) => custom);
    expect(headers).toEqual([{ HeaderName: 'x-samlet-origin', HeaderValue: secretReference('current') }]);
    const told = resourcesOf(template, 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties['Environment'] as { Variables: Record<string, unknown> } | undefined)
      .map((environment) => environment?.Variables['SAMLET_ORIGIN_SECRETS'])
      .filter((value) => value !== undefined);
    expect(told).toEqual(Array.from({ length: 3 }, () => secretReference('')));
  });

  it('lets nobody but itself into the buckets, over nothing but TLS', () => {
    const buckets = resourcesOf(template, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(4);
    for (const { Properties } of buckets) {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
    const statements = resourcesOf(template, 'AWS::S3::BucketPolicy').flatMap(
      ({ Properties }) => (Properties['PolicyDocument'] as { Statement: readonly object[] }).Statement,
    );
    const insecure = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(statements.filter((statement) => expect.objectContaining(insecure).asymmetricMatch(statement))).toHaveLength(
      buckets.length,
    );
  });

  it('logs no path and no query: they may hold secrets', () => {
    const { AccessLogSettings: settings } = resourceOf(template, 'AWS::ApiGatewayV2::Stage').Properties as {
      AccessLogSettings: { Format: string };
    };
    expect(Object.keys(JSON.parse(settings.Format) as object)).toContain('routeKey');
    expect(settings.Format).not.toMatch(/\$context\.(?:path|domainName|identity|authorizer)/);
  });
});

describe('the outputs', () => {
  it('say where it is, and nothing that is secret', () => {
    const { Outputs = {} } = template;
    expect(Object.keys(Outputs).toSorted()).toEqual(['BaseUrl', 'DistributionDomain', 'MetadataUrl', 'TableName']);
    expect(JSON.stringify(Outputs)).not.toContain('resolve:');
  });
});
