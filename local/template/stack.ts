import { StartFailure } from '../start-failure.ts';
import type { Assembly } from './assembly.ts';
import { NO_VALUE, type Resolve, resolverOf } from './intrinsics.ts';
import { DISTRIBUTION_HOST, ENDPOINTS_URL, type Made, RESOURCE_TYPES, type ResourceType } from './resource-types.ts';

/** Where the stack runs as far as ARNs are concerned. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** A resource whose properties are resolved; their shape `P` is CloudFormation's word. */
export interface Resolved<P> {
  readonly id: string;
  readonly ref: string;
  readonly properties: P;
}

/** A stack of which everything can be asked. */
export interface Stack {
  readonly name: string;
  /** Every resource of a type whose condition holds. */
  all<P>(type: string): Resolved<P>[];
  /** `Fn::GetAtt`. */
  attribute(id: string, name: string): string;
  /** Resolves any value of the template, dynamic references included. */
  resolve(value: unknown): unknown;
}

/** What the stack is told of this machine. */
export interface Place {
  /** What the distribution's address becomes. */
  readonly baseUrl: string;
  /** Where the endpoints listen. */
  readonly endpointsUrl: string;
  /** The value of a secret, by its ARN. */
  readonly secretOf: (arn: string) => string;
}

/** Opens a stack. @throws {StartFailure} naming every resource whose type cannot be served here */
export function openStack({ stackName, template }: Assembly, place: Place): Stack {
  refuseUnknown(template.Resources);
  const made = (id: string): Made & { type: ResourceType } => {
    const resource = template.Resources[id];
    const type = resource && RESOURCE_TYPES[resource.Type];
    if (!resource || !type) throw new StartFailure(`the template refers to ${id}, which it does not hold`);
    const property = (name: string): unknown => resolve(resource.Properties?.[name]);
    const given = type.nameIn === undefined ? undefined : property(type.nameIn);
    return { id, type, property, account: ACCOUNT, region: REGION, name: String(given ?? `${stackName}-${id}`) };
  };
  const attribute = (id: string, name: string): string => {
    const { type, ...rest } = made(id);
    const get = type.attributes?.[name];
    if (!get) throw new StartFailure(`the template asks for ${id}.${name}, which the local run does not know yet`);
    return get(rest);
  };
  const refOf = (id: string): string => {
    const { type, ...rest } = made(id);
    return (type.ref ?? (({ name }: Made) => name))(rest);
  };
  const ref = (name: string): unknown =>
    pseudo(name, stackName) ?? template.Parameters?.[name]?.Default ?? (template.Resources[name] && refOf(name));
  const resolve: Resolve = resolverOf(template, { ref, attribute });
  const inPlace = (value: unknown): unknown => settle(resolve(value), place);
  const isMade = (condition: string | undefined): boolean =>
    condition === undefined || resolve({ Condition: condition }) === true;

  return {
    name: stackName,
    all: <P>(type: string) =>
      Object.entries(template.Resources)
        .filter(([, resource]) => resource.Type === type && isMade(resource.Condition))
        .map(([id, { Properties }]) => ({
          id,
          ref: String(settle(refOf(id), place)),
          properties: inPlace(Properties ?? {}) as P,
        })),
    attribute,
    resolve: inPlace,
  };
}

function refuseUnknown(resources: Assembly['template']['Resources']): void {
  const unknown = Object.entries(resources).filter(([, { Type }]) => !Object.hasOwn(RESOURCE_TYPES, Type));
  if (unknown.length === 0) return;
  const names = unknown.map(([id, { Type }]) => `${id} (${Type})`).join(', ');
  throw new StartFailure(
    `the local run cannot serve ${names}: say in local/template/resource-types.ts how, or why not needed here`,
  );
}

function pseudo(name: string, stackName: string): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return ACCOUNT;
    case 'AWS::Region':
      return REGION;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return stackName;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/local`;
    case 'AWS::NoValue':
      return NO_VALUE;
    default:
      return undefined;
  }
}

const SECRET =
  /\{\{resolve:secretsmanager:(arn:[^:}]+:secretsmanager:[^:}]*:[^:}]*:secret:[^:}]+|[^:}]+)(?::SecretString(?::([^:}]*))?[^}]*)?\}\}/g;

/** What a page's policy names a bucket by: here all are reached by the endpoints' own origin. */
const BUCKET_URL = /https:\/\/[\w-]+\.s3\.[a-z\d-]+\.amazonaws\.com/g;

/** Puts this machine's addresses and secrets where the template names the cloud's. */
function settle(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => settle(item, place));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(inner, place)]));
  }
  return typeof value === 'string' ? settleText(value, place) : value;
}

function settleText(text: string, { baseUrl, endpointsUrl, secretOf }: Place): string {
  const settled = text
    .replaceAll(`https://${DISTRIBUTION_HOST}`, baseUrl)
    .replaceAll(ENDPOINTS_URL, endpointsUrl)
    .replaceAll(BUCKET_URL, endpointsUrl)
    .replaceAll(SECRET, (_whole, arn: string, key: string | undefined) => fieldOf(secretOf(arn), key));
  const left = /\{\{resolve:[^}]*\}\}/.exec(settled)?.[0];
  if (left) throw new StartFailure(`the template uses ${left}, which the local run does not know yet`);
  return settled;
}

function fieldOf(secret: string, key: string | undefined): string {
  if (!key) return secret;
  const value = (JSON.parse(secret) as Record<string, unknown>)[key];
  if (typeof value !== 'string')
    throw new StartFailure(`the template asks for the field ${key} of a secret that lacks it`);
  return value;
}
