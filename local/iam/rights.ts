import { like, type Policies } from './evaluate.ts';
import type { Document, Statement } from './policy.ts';

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

/** Every single right in the policies of roles. */
export const rightsIn = ({ identity }: Policies): Right[] =>
  [...identity].flatMap(([role, documents]) =>
    documents.flat().flatMap((statement) => (statement.effect === 'Allow' ? rightsOf(statement, role) : [])),
  );

function rightsOf({ name, actions = [], resources = [], conditions }: Statement, role: string): Right[] {
  const keys = conditions.find(({ key }) => key === LEADING_KEYS)?.values ?? [undefined];
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      keys.map((key) => ({ role, statement: name, action, resource, ...(key === undefined ? {} : { key }) })),
    ),
  );
}

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

/** The policies without one right: as if somebody had taken it out. */
export function without({ identity, resource }: Policies, right: Right): Policies {
  const documents = (identity.get(right.role) ?? []).map((document) => document.flatMap((one) => lessen(one, right)));
  const keyPolicies = right.action.startsWith('kms:') ? withoutIn(resource, right) : resource;
  return { identity: new Map([...identity, [right.role, documents]]), resource: keyPolicies };
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

/** A key's own policy may name the role too; the right is gone only if it is gone there as well. */
const withoutIn = (policies: Policies['resource'], { role, action }: Right): Map<string, Document> =>
  new Map(
    [...policies].map(([arn, document]) => [
      arn,
      document.map((statement) =>
        statement.effect === 'Allow' && statement.principals?.includes(role)
          ? { ...statement, actions: statement.actions?.filter((one) => one !== action) ?? [] }
          : statement,
      ),
    ]),
  );
