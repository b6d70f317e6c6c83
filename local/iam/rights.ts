import { like, type Policies } from './evaluate.ts';
import type { Statement } from './policy.ts';

/** One thing that a role is allowed: an action on a resource, and where keys are limited, on one beginning of keys. */
export interface Right {
  readonly role: string;
  /** The statement that grants it. */
  readonly statement: string;
  readonly action: string;
  readonly resource: string;
  /** One pattern of `dynamodb:LeadingKeys`. */
  readonly key?: string;
}

/** A call that was made, with the rights that it needed. */
export interface Made {
  readonly roleArn: string;
  readonly accesses: readonly {
    readonly action: string;
    readonly resources: readonly string[];
    readonly context: Readonly<Record<string, readonly string[]>>;
  }[];
}

const LEADING_KEYS = 'dynamodb:LeadingKeys';

/** Every single right of the roles: in their own policies, and in those of resources (KMS keys) that name them. */
export const rightsIn = ({ identity, resource }: Policies): Right[] => [
  ...[...identity].flatMap(([role, documents]) =>
    documents.flat().flatMap((statement) => (statement.effect === 'Allow' ? rightsOf(statement, role) : [])),
  ),
  ...[...resource].flatMap(([arn, document]) =>
    document.flatMap((statement) => (statement.effect === 'Allow' ? namedRightsOf(statement, arn, identity) : [])),
  ),
];

function rightsOf({ name, actions = [], resources = [], conditions }: Statement, role: string): Right[] {
  const keys = conditions.find(({ key }) => key === LEADING_KEYS)?.values ?? [undefined];
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      keys.map((key) => ({ role, statement: name, action, resource, ...(key === undefined ? {} : { key }) })),
    ),
  );
}

/** What a resource's policy allows the roles that it names; the account as a whole is no role. */
const namedRightsOf = (
  { name, actions = [], principals = [] }: Statement,
  arn: string,
  identity: Policies['identity'],
): Right[] =>
  principals
    .filter((principal) => identity.has(principal))
    .flatMap((role) => actions.map((action) => ({ role, statement: name, action, resource: arn })));

/** A right as people read it. */
export const nameOf = ({ role, action, resource, key }: Right): string =>
  `${role.slice(role.lastIndexOf('/') + 1)}: ${action} on ${resource}${key === undefined ? '' : ` for ${key}`}`;

/** The rights that no call used: they are to be taken out of the policy, or a way that uses them is to be tested. */
export const unusedRights = (rights: readonly Right[], calls: readonly Made[]): Right[] =>
  rights.filter(
    (right) =>
      !calls.some((call) => call.roleArn === right.role && call.accesses.some((access) => uses(access, right))),
  );

function uses({ action, resources, context }: Made['accesses'][number], right: Right): boolean {
  const keys = context['dynamodb:leadingkeys'];
  const { key } = right;
  return (
    action === right.action &&
    resources.some((resource) => like(right.resource, resource)) &&
    (key === undefined || (keys?.some((given) => like(key, given)) ?? false))
  );
}

/** The policies without one right: as if somebody had taken it out of the statement that grants it. */
export function without({ identity, resource }: Policies, right: Right): Policies {
  const documents = (identity.get(right.role) ?? []).map((document) => document.flatMap((one) => lessen(one, right)));
  const named = (resource.get(right.resource) ?? []).flatMap((one) => unname(one, right));
  return {
    identity: new Map([...identity, [right.role, documents]]),
    resource: resource.has(right.resource) ? new Map([...resource, [right.resource, named]]) : resource,
  };
}

/** What is left of a statement: the other actions as before, and the action on the other resources and keys. */
function lessen(statement: Statement, { statement: name, action, resource, key }: Right): Statement[] {
  if (statement.name !== name) return [statement];
  const { actions = [], resources = [], conditions } = statement;
  const keys = conditions.find((clause) => clause.key === LEADING_KEYS)?.values ?? [];
  const others = keys.filter((one) => one !== key);
  const narrowed = conditions.map((clause) => (clause.key === LEADING_KEYS ? { ...clause, values: others } : clause));
  return [
    { ...statement, actions: actions.filter((one) => one !== action) },
    { ...statement, actions: [action], resources: resources.filter((one) => one !== resource) },
    ...(others.length > 0 ? [{ ...statement, actions: [action], resources: [resource], conditions: narrowed }] : []),
  ];
}

/** What is left of a resource's statement: the other actions as before, and the action for the other principals. */
function unname(statement: Statement, { statement: name, action, role }: Right): Statement[] {
  if (statement.name !== name) return [statement];
  const { actions = [], principals = [] } = statement;
  return [
    { ...statement, actions: actions.filter((one) => one !== action) },
    { ...statement, actions: [action], principals: principals.filter((one) => one !== role) },
  ];
}
