import { type Document, documentOf } from '../iam/policy.ts';
import type { Assembly } from './assembly.ts';
import { frontOf, type FrontDefinition } from './front.ts';
import {
  type FunctionDefinition,
  functionsOf,
  mappingsOf,
  type QueueMapping,
  type Schedule,
  schedulesOf,
} from './functions.ts';
import { type EventRule, rulesOf } from './rules.ts';
import { openStack, type Place } from './stack.ts';
import {
  type BucketDefinition,
  bucketsOf,
  type KeyDefinition,
  keysOf,
  type MailDefinition,
  mailOf,
  type QueueDefinition,
  queuesOf,
  type SecretDefinition,
  secretsOf,
  type TableDefinition,
  tablesOf,
} from './state.ts';

/** Everything of a stack that is served on this machine. */
export interface Deployment {
  readonly stackName: string;
  readonly functions: readonly FunctionDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly keys: readonly KeyDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly mail: MailDefinition;
  readonly buckets: readonly BucketDefinition[];
  readonly front: FrontDefinition;
  readonly mappings: readonly QueueMapping[];
  readonly schedules: readonly Schedule[];
  readonly rules: readonly EventRule[];
  /** The policies of each role, by its ARN. */
  readonly policies: ReadonlyMap<string, readonly Document[]>;
}

/** What is read of the stack before addresses and secrets are known: what must be drawn or made first. */
export function readSecrets(assembly: Assembly): SecretDefinition[] {
  return secretsOf(openStack(assembly, { baseUrl: '', endpointsUrl: '', secretOf: () => '{}' }));
}

/** Reads the whole stack. @throws {StartFailure} naming what cannot be served here */
export function readDeployment(assembly: Assembly, place: Place): Deployment {
  const stack = openStack(assembly, place);
  const functions = functionsOf(stack, assembly);
  return {
    stackName: stack.name,
    functions,
    tables: tablesOf(stack),
    keys: keysOf(stack),
    queues: queuesOf(stack),
    mail: mailOf(stack),
    buckets: bucketsOf(stack),
    front: frontOf(stack, assembly, functions),
    mappings: mappingsOf(stack, functions),
    schedules: schedulesOf(stack),
    rules: rulesOf(stack, functions),
    policies: policiesOf(stack),
  };
}

interface RoleProperties {
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
}

interface PolicyProperties {
  readonly Roles?: readonly string[];
  readonly PolicyDocument: unknown;
}

function policiesOf(stack: ReturnType<typeof openStack>): Map<string, readonly Document[]> {
  // What does not fit into a role's own policy, CDK puts into a managed one beside it.
  const policies = [
    ...stack.all<PolicyProperties>('AWS::IAM::Policy'),
    ...stack.all<PolicyProperties>('AWS::IAM::ManagedPolicy'),
  ];
  const roles = stack
    .all<RoleProperties>('AWS::IAM::Role')
    .map(({ id, ref, properties }): [string, Document[]] => [
      stack.attribute(id, 'Arn'),
      [
        ...(properties.Policies ?? []).map(({ PolicyDocument }) => documentOf(PolicyDocument, id)),
        ...policies
          .filter((policy) => policy.properties.Roles?.includes(ref))
          .map((policy) => documentOf(policy.properties.PolicyDocument, policy.id)),
      ],
    ]);
  return new Map(roles);
}
