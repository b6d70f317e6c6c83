import type { ConditionClause, Document, Statement } from './policy.ts';

/** One call that needs a right, as AWS's authorizer sees it. A transaction of three items makes three. */
export interface Attempt {
  /** The ARN of the role that calls. */
  readonly role: string;
  /** `dynamodb:GetItem`. */
  readonly action: string;
  /** Every resource that must be allowed: an SES mail needs identity and configuration set. */
  readonly resources: readonly string[];
  /** Values of condition keys, by name in lower case. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Policies of roles and of resources, by ARN. */
export interface Policies {
  readonly identity: ReadonlyMap<string, readonly Document[]>;
  readonly resource: ReadonlyMap<string, Document>;
}

/** Whether a call may be made, and the statement that says so; `undefined` where none does. */
export interface Verdict {
  readonly allowed: boolean;
  readonly by?: string;
}

/**
 * Decides as IAM does within one account: an explicit Deny anywhere wins. A KMS key's own policy must allow, either the
 * role itself or the account, and in the latter case the role's policies too. Elsewhere the role's policies allow.
 *
 * @throws {Error} on an operator or a condition key that it does not know
 */
export function evaluate(attempt: Attempt, policies: Policies): Verdict {
  const verdicts = attempt.resources.map((resource) => evaluateOne({ ...attempt, resource }, policies));
  return verdicts.find(({ allowed }) => !allowed) ?? verdicts[0] ?? { allowed: false };
}

interface Single extends Attempt {
  readonly resource: string;
}

function evaluateOne(given: Single, { identity, resource }: Policies): Verdict {
  const attempt: Single = {
    ...given,
    context: {
      ...given.context,
      'aws:principalarn': [given.role],
      'aws:principalaccount': [given.role.split(':')[4] ?? ''],
      'aws:securetransport': ['true'],
    },
  };
  const own = (identity.get(attempt.role) ?? []).flat().filter((statement) => applies(statement, attempt));
  const policy = resource.get(attempt.resource) ?? [];
  const theirs = policy.filter((statement) => names(statement, attempt.role) && applies(statement, attempt));
  const denied = [...own, ...theirs].find(({ effect }) => effect === 'Deny');
  if (denied) return { allowed: false, by: denied.name };
  const byIdentity = own.find(({ effect }) => effect === 'Allow');
  const byResource = theirs.filter(({ effect }) => effect === 'Allow');
  if (!attempt.action.startsWith('kms:')) return verdictOf(byIdentity);
  const direct = byResource.find(({ principals = [] }) => principals.includes(attempt.role));
  return verdictOf(direct ?? (byResource.length > 0 ? byIdentity : undefined));
}

const verdictOf = (statement: Statement | undefined): Verdict =>
  statement ? { allowed: true, by: statement.name } : { allowed: false };

/** The account's root stands for everybody in the account. */
const accountOf = (role: string): string => `arn:aws:iam::${role.split(':')[4]}:root`;

function names({ principals, notPrincipals }: Statement, role: string): boolean {
  const isNamed = (list: readonly string[]): boolean =>
    list.some((principal) => principal === '*' || principal === role || principal === accountOf(role));
  if (notPrincipals) return !isNamed(notPrincipals);
  return isNamed(principals ?? []);
}

function applies(statement: Statement, { action, resource, context }: Single): boolean {
  const { actions, notActions, resources = ['*'], conditions } = statement;
  const isAction = actions
    ? actions.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()))
    : !(notActions ?? []).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()));
  if (!isAction || !resources.some((pattern) => like(pattern, resource))) return false;
  return conditions.every((clause) => holds(clause, context));
}

type Operator = (value: string, wanted: string) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: (value, wanted) => like(wanted, value),
  ArnEquals: (value, wanted) => like(wanted, value),
  ArnLike: (value, wanted) => like(wanted, value),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};

const NEGATED: Readonly<Record<string, keyof typeof OPERATORS>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/** The condition keys that attempts carry; `kms:EncryptionContext:` is followed by the name of an entry. */
const KEYS = [
  /^dynamodb:leadingkeys$/,
  /^kms:encryptioncontext:.+$/,
  /^kms:encryptioncontextkeys$/,
  /^kms:(?:signingalgorithm|messagetype|macalgorithm)$/,
  /^kms:(?:viaservice|calleraccount)$/,
  /^ses:(?:fromaddress|recipients)$/,
  /^aws:(?:securetransport|principalarn|principalaccount|sourceaccount|sourcearn)$/,
];

/**
 * One clause of a condition (IAM User Guide, condition operators). A key that is absent fails every positive operator,
 * satisfies every negated one and whatever ends in `IfExists`, and satisfies `ForAllValues`, which is vacuously true.
 */
function holds({ operator, key, values }: ConditionClause, context: Attempt['context']): boolean {
  const name = key.toLowerCase();
  if (!KEYS.some((known) => known.test(name))) throw new Error(`the evaluator does not know the condition key ${key}`);
  const found = context[name];
  if (operator === 'Null') return (found === undefined) === (values[0] === 'true');
  const [, quantifier, bare = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const positive = OPERATORS[bare] ?? OPERATORS[NEGATED[bare] ?? ''];
  if (!positive) throw new Error(`the evaluator does not know the condition operator ${operator}`);
  const isNegated = Object.hasOwn(NEGATED, bare);
  const isMatch = (value: string): boolean => values.some((wanted) => positive(value, wanted)) !== isNegated;
  if (found === undefined)
    return quantifier === 'ForAllValues' || (quantifier === undefined && (isNegated || ifExists !== undefined));
  return quantifier === 'ForAllValues' ? found.every(isMatch) : found.some(isMatch);
}

/** Matches with IAM's wildcards: `*` for any text, `?` for one character. */
export function like(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
