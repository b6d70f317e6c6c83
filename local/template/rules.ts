import type { FunctionDefinition } from './functions.ts';
import type { Stack } from './stack.ts';

/** A rule that waits for events of AWS, and the function that hears them. */
export interface EventRule {
  readonly name: string;
  readonly pattern: EventPattern;
  readonly functionArn: string;
}

/** What an event must be: for each field that is named, one of these values, or fields in turn. */
export interface EventPattern {
  readonly [field: string]: readonly unknown[] | EventPattern;
}

interface RuleProperties {
  readonly EventPattern?: EventPattern;
  readonly Targets?: readonly { readonly Arn: string }[];
}

/** The rules that wait for events, as far as functions of ours hear them. */
export const rulesOf = (stack: Stack, functions: readonly FunctionDefinition[]): EventRule[] =>
  stack
    .all<RuleProperties>('AWS::Events::Rule')
    .flatMap(({ ref, properties: { EventPattern: pattern, Targets = [] } }) =>
      pattern === undefined
        ? []
        : Targets.filter(({ Arn }) => functions.some(({ arn }) => arn === Arn)).map(({ Arn }) => ({
            name: ref,
            pattern,
            functionArn: Arn,
          })),
    );

/** Tells whether an event fits a pattern (EventBridge User Guide): values as they are; an array fits by any of its own. */
export function fits(event: unknown, pattern: EventPattern): boolean {
  const fields = (event ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = fields[name];
    if (!Array.isArray(wanted)) return fits(value, wanted as EventPattern);
    const other = wanted.find((one) => typeof one === 'object' && one !== null);
    if (other) throw new Error(`the local run does not know the pattern ${JSON.stringify(other)}`);
    return Array.isArray(value) ? value.some((one) => wanted.includes(one)) : wanted.includes(value);
  });
}
