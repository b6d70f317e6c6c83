/**
 * iam/ holds calls against policies as AWS would, so that a missing right shows on this machine and an idle one is
 * found. It knows what our policies use, and throws at whatever it does not know: it never guesses.
 */

/** One statement of a policy, its lists made lists. */
export interface Statement {
  /** Where it stands, for people: the resource's logical ID and the statement's number. */
  readonly name: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  /** Only in policies of resources: ARNs of AWS principals, `*` for everybody; services are named by their host. */
  readonly principals?: readonly string[];
  readonly notPrincipals?: readonly string[];
  readonly conditions: readonly ConditionClause[];
}

/** One clause of a condition. */
export interface ConditionClause {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy. */
export type Document = readonly Statement[];

type OneOrMany = string | readonly string[];

interface RawStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany>>;
  readonly NotPrincipal?: '*' | Readonly<Record<string, OneOrMany>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany | boolean>>>>;
}

const KNOWN = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'Principal', 'NotPrincipal', 'Condition']);

/** Reads a policy document whose intrinsics are resolved. @throws {Error} naming an element that is not known */
export function documentOf(document: unknown, name: string): Document {
  const { Statement: given } = document as { Statement: RawStatement | readonly RawStatement[] };
  const statements = Array.isArray(given) ? (given as readonly RawStatement[]) : [given as RawStatement];
  return statements.map((statement, index) => statementOf(statement, `${name}[${index}]`));
}

function statementOf(raw: RawStatement, name: string): Statement {
  const unknown = Object.keys(raw).find((element) => !KNOWN.has(element));
  if (unknown) throw new Error(`the policy ${name} uses ${unknown}, which the evaluator does not know`);
  return {
    name,
    effect: raw.Effect,
    ...(raw.Action === undefined ? {} : { actions: many(raw.Action) }),
    ...(raw.NotAction === undefined ? {} : { notActions: many(raw.NotAction) }),
    ...(raw.Resource === undefined ? {} : { resources: many(raw.Resource) }),
    ...(raw.Principal === undefined ? {} : { principals: principalsOf(raw.Principal) }),
    ...(raw.NotPrincipal === undefined ? {} : { notPrincipals: principalsOf(raw.NotPrincipal) }),
    conditions: Object.entries(raw.Condition ?? {}).flatMap(([operator, clauses]) =>
      Object.entries(clauses).map(([key, values]) => ({
        operator,
        key,
        values: typeof values === 'boolean' ? [String(values)] : many(values),
      })),
    ),
  };
}

const many = (value: OneOrMany): string[] => (typeof value === 'string' ? [value] : value.map(String));

const principalsOf = (principal: NonNullable<RawStatement['Principal']>): string[] =>
  principal === '*' ? ['*'] : Object.values(principal).flatMap(many);
