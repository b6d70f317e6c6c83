import { StartFailure } from '../start-failure.ts';
import type { Assembly } from './assembly.ts';
import type { FunctionDefinition } from './functions.ts';
import type { Stack } from './stack.ts';

/** What a request meets before it reaches a function: the distribution and the HTTP API behind it. */
export interface FrontDefinition {
  readonly distributionId: string;
  /** Ordered; the last is the default and matches everything. */
  readonly behaviours: readonly Behaviour[];
  readonly routes: readonly Route[];
  readonly apiId: string;
}

/** How requests of one path pattern are treated. */
export interface Behaviour {
  /** `*` for the default. */
  readonly pattern: string;
  readonly methods: readonly string[];
  readonly origin: Origin;
  /** The source of the CloudFront Function that sees each request. */
  readonly viewerRequest?: string;
  /** Names of `CloudFront-*` headers that the policies add. */
  readonly viewerHeaders: readonly string[];
  readonly responseHeaders?: ResponseHeaders;
}

/** Where a behaviour leads: the HTTP API, or a bucket's files. */
export type Origin = { readonly headers: Readonly<Record<string, string>> } & (
  { readonly kind: 'api' } | { readonly kind: 'files'; readonly directories: readonly Directory[] }
);

/** What a deployment puts into a bucket. */
export interface Directory {
  /** What keys begin with. */
  readonly prefix: string;
  /** Where the files lie on this machine. */
  readonly path: string;
  /** Files that are left out, as `aws s3 sync` matches them; and of those, files that are not. */
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  /** What S3 answers beside the file. */
  readonly cacheControl?: string;
}

/** Headers that the distribution writes into answers. */
export interface ResponseHeaders {
  readonly set: readonly { readonly name: string; readonly value: string; readonly override: boolean }[];
  readonly remove: readonly string[];
}

/** A route of the HTTP API. */
export interface Route {
  readonly key: string;
  readonly functionArn: string;
}

interface BehaviourProperties {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly AllowedMethods?: readonly string[];
  readonly CachePolicyId?: string;
  readonly OriginRequestPolicyId?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: string }[];
}

interface OriginProperties {
  readonly Id: string;
  readonly DomainName: string;
  readonly OriginPath?: string;
  readonly OriginCustomHeaders?: readonly { readonly HeaderName: string; readonly HeaderValue: string }[];
}

interface DistributionProperties {
  readonly DistributionConfig: {
    readonly DefaultCacheBehavior: BehaviourProperties;
    readonly CacheBehaviors?: readonly BehaviourProperties[];
    readonly Origins: readonly OriginProperties[];
  };
}

/** Reads the front door. @throws {StartFailure} where it leads to something that is not served here */
export function frontOf(stack: Stack, assembly: Assembly, functions: readonly FunctionDefinition[]): FrontDefinition {
  const distribution = only(stack.all<DistributionProperties>('AWS::CloudFront::Distribution'), 'distribution');
  const api = only(stack.all<object>('AWS::ApiGatewayV2::Api'), 'HTTP API');
  const {
    DefaultCacheBehavior: last,
    CacheBehaviors: first = [],
    Origins,
  } = distribution.properties.DistributionConfig;
  const originOf = originsOf(stack, assembly, api.ref);
  const behaviours = [...first, { ...last, PathPattern: '*' }].map((behaviour): Behaviour => {
    const origin = Origins.find(({ Id }) => Id === behaviour.TargetOriginId);
    if (!origin)
      throw new StartFailure(`the distribution leads to ${behaviour.TargetOriginId}, which is none of its origins`);
    return behaviourOf(behaviour, originOf(origin), stack);
  });
  return { distributionId: distribution.ref, behaviours, apiId: api.ref, routes: routesOf(stack, functions) };
}

function only<T>(found: readonly T[], what: string): T {
  const [one] = found;
  if (!one || found.length > 1) throw new StartFailure(`the stack must have one ${what}, but has ${found.length}`);
  return one;
}

function behaviourOf(properties: BehaviourProperties, origin: Origin, stack: Stack): Behaviour {
  const responseHeaders = responseHeadersOf(properties.ResponseHeadersPolicyId, stack);
  const code = edgeCodeOf(properties, stack);
  return {
    pattern: properties.PathPattern ?? '*',
    methods: properties.AllowedMethods ?? ['GET', 'HEAD'],
    origin,
    viewerHeaders: viewerHeadersOf(properties, stack),
    ...(code === undefined ? {} : { viewerRequest: code }),
    ...(responseHeaders ? { responseHeaders } : {}),
  };
}

function edgeCodeOf(
  { FunctionAssociations: associations = [] }: BehaviourProperties,
  stack: Stack,
): string | undefined {
  const other = associations.find(({ EventType }) => EventType !== 'viewer-request');
  if (other) throw new StartFailure(`the local run cannot serve CloudFront Functions of type ${other.EventType}`);
  const [association] = associations;
  if (!association) return undefined;
  const functions = stack.all<{ FunctionCode: string }>('AWS::CloudFront::Function');
  const found = functions.find(({ ref }) => ref === association.FunctionARN);
  if (!found) throw new StartFailure(`${association.FunctionARN} is not in the stack`);
  return found.properties.FunctionCode;
}

interface RequestPolicyProperties {
  readonly OriginRequestPolicyConfig?: { readonly HeadersConfig?: { readonly Headers?: readonly string[] } };
  readonly CachePolicyConfig?: {
    readonly ParametersInCacheKeyAndForwardedToOrigin?: {
      readonly HeadersConfig?: { readonly Headers?: readonly string[] };
    };
  };
}

/** CloudFront adds a header of its own only where a policy of the behaviour names it. */
function viewerHeadersOf({ OriginRequestPolicyId, CachePolicyId }: BehaviourProperties, stack: Stack): string[] {
  const policies = ['AWS::CloudFront::OriginRequestPolicy', 'AWS::CloudFront::CachePolicy'].flatMap((type) =>
    stack
      .all<RequestPolicyProperties>(type)
      .filter(({ ref }) => ref === OriginRequestPolicyId || ref === CachePolicyId),
  );
  return policies
    .flatMap(({ properties: { OriginRequestPolicyConfig: request, CachePolicyConfig: cache } }) => [
      ...(request?.HeadersConfig?.Headers ?? []),
      ...(cache?.ParametersInCacheKeyAndForwardedToOrigin?.HeadersConfig?.Headers ?? []),
    ])
    .filter((header) => /^cloudfront-/i.test(header));
}

type HeaderItem = { readonly Header: string; readonly Value: string; readonly Override: boolean };

interface ResponsePolicyProperties {
  readonly ResponseHeadersPolicyConfig: {
    readonly CustomHeadersConfig?: { readonly Items: readonly HeaderItem[] };
    readonly RemoveHeadersConfig?: { readonly Items: readonly { readonly Header: string }[] };
    readonly SecurityHeadersConfig?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

function responseHeadersOf(policyId: string | undefined, stack: Stack): ResponseHeaders | undefined {
  if (policyId === undefined) return undefined;
  const found = stack
    .all<ResponsePolicyProperties>('AWS::CloudFront::ResponseHeadersPolicy')
    .find(({ ref }) => ref === policyId);
  if (!found) throw new StartFailure(`the response headers policy ${policyId} is AWS's own: define one in the stack`);
  const { CustomHeadersConfig, RemoveHeadersConfig, SecurityHeadersConfig } =
    found.properties.ResponseHeadersPolicyConfig;
  const custom = (CustomHeadersConfig?.Items ?? []).map(({ Header, Value, Override }) => ({
    name: Header.toLowerCase(),
    value: Value,
    override: Override,
  }));
  return {
    set: [...Object.entries(SecurityHeadersConfig ?? {}).map(securityHeader), ...custom],
    remove: (RemoveHeadersConfig?.Items ?? []).map(({ Header }) => Header.toLowerCase()),
  };
}

function securityHeader([kind, config]: [string, Readonly<Record<string, unknown>>]): ResponseHeaders['set'][number] {
  const text = (name: string): string => String(config[name] ?? '');
  const override = config['Override'] === true;
  switch (kind) {
    case 'StrictTransportSecurity': {
      const flags = [
        config['IncludeSubdomains'] === true ? '; includeSubDomains' : '',
        config['Preload'] === true ? '; preload' : '',
      ].join('');
      return {
        name: 'strict-transport-security',
        value: `max-age=${text('AccessControlMaxAgeSec')}${flags}`,
        override,
      };
    }
    case 'ContentTypeOptions':
      return { name: 'x-content-type-options', value: 'nosniff', override };
    case 'FrameOptions':
      return { name: 'x-frame-options', value: text('FrameOption'), override };
    case 'ReferrerPolicy':
      return { name: 'referrer-policy', value: text('ReferrerPolicy'), override };
    case 'ContentSecurityPolicy':
      return { name: 'content-security-policy', value: text('ContentSecurityPolicy'), override };
    case 'XSSProtection':
      return { name: 'x-xss-protection', value: config['Protection'] === true ? '1; mode=block' : '0', override };
    default:
      throw new StartFailure(`the local run does not know the security header ${kind}`);
  }
}

interface DeploymentProperties {
  readonly DestinationBucketName: string;
  readonly DestinationBucketKeyPrefix?: string;
  readonly SourceObjectKeys: readonly string[];
  readonly Exclude?: readonly string[];
  readonly Include?: readonly string[];
  readonly SystemMetadata?: Readonly<Record<string, string>>;
}

/** Finds out what stands behind an origin: by the API's ID in its host, or by the bucket's host. */
function originsOf(stack: Stack, { assets }: Assembly, apiId: string): (origin: OriginProperties) => Origin {
  const buckets = stack.all<object>('AWS::S3::Bucket').map(({ ref }) => ref);
  const deployments = stack.all<DeploymentProperties>('Custom::CDKBucketDeployment');
  return ({ DomainName, OriginPath = '', OriginCustomHeaders = [] }) => {
    const headers = Object.fromEntries(OriginCustomHeaders.map((h) => [h.HeaderName.toLowerCase(), h.HeaderValue]));
    if (DomainName.startsWith(`${apiId}.execute-api.`)) return { kind: 'api', headers };
    const bucket = buckets.find((name) => DomainName.startsWith(`${name}.s3.`));
    if (!bucket || OriginPath)
      throw new StartFailure(`the distribution leads to ${DomainName}${OriginPath}, which is not served here`);
    const directories = deployments
      .filter(({ properties }) => properties.DestinationBucketName === bucket)
      .flatMap(({ properties }) => directoriesOf(properties, assets));
    return { kind: 'files', headers, directories };
  };
}

const directoriesOf = (properties: DeploymentProperties, assets: Assembly['assets']): Directory[] => {
  const cacheControl = properties.SystemMetadata?.['cache-control'];
  return properties.SourceObjectKeys.map((key) => ({
    prefix: properties.DestinationBucketKeyPrefix ?? '',
    path: assets.get(key) ?? '',
    exclude: properties.Exclude ?? [],
    include: properties.Include ?? [],
    ...(cacheControl === undefined ? {} : { cacheControl }),
  }));
};

interface RouteProperties {
  readonly RouteKey: string;
  readonly Target: string;
}

function routesOf(stack: Stack, functions: readonly FunctionDefinition[]): Route[] {
  const integrations = stack.all<{ IntegrationUri: string }>('AWS::ApiGatewayV2::Integration');
  return stack.all<RouteProperties>('AWS::ApiGatewayV2::Route').map(({ properties: { RouteKey, Target } }) => {
    const integration = integrations.find(({ ref }) => Target === `integrations/${ref}`);
    const uri = integration?.properties.IntegrationUri ?? '';
    const found = functions.find(({ arn }) => uri === arn || uri.includes(`/functions/${arn}/`));
    if (!found)
      throw new StartFailure(`the route ${RouteKey} leads to ${uri || Target}, which is no function of the stack`);
    return { key: RouteKey, functionArn: found.arn };
  });
}
