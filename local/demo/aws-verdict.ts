import { timeOf } from './assertion.ts';
import { roleChoiceOf, sessionSecondsOf, tagsOf, valuesOf } from './aws-attributes.ts';
import type { AwsRule, Finding } from './aws-finding.ts';
import { type AwsMessage, type Posted, readAwsMessage } from './aws-message.ts';
import { AWS_RULES } from './aws-rules.ts';

/** A rule and what came of it. */
export type Line = Pick<AwsRule, 'id' | 'text' | 'source'> & Finding;

/** What AWS would make of a response. */
export interface Verdict {
  /** Whether every rule is kept. */
  readonly ok: boolean;
  readonly rules: readonly Line[];
  /** What is worth knowing and breaks no rule. */
  readonly notes: readonly string[];
  readonly role: string | undefined;
  readonly account: string | undefined;
  readonly sessionName: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly string[];
  readonly until: string | undefined;
  readonly message: AwsMessage;
}

/** Judges what was posted by every rule. */
export function judge(posted: Posted, notes: readonly string[] = []): Verdict {
  const message = readAwsMessage(posted);
  const rules = AWS_RULES.map(({ id, text, source, check }) => ({ id, text, source, ...check(message) }));
  const { assertion } = message;
  const [value = ''] = assertion ? valuesOf(assertion, 'Role') : [];
  const choice = roleChoiceOf(value);
  return {
    ok: rules.every(({ ok }) => ok),
    rules,
    notes,
    role: choice?.role.name,
    account: choice?.role.account,
    sessionName: assertion && valuesOf(assertion, 'RoleSessionName')[0],
    sourceIdentity: assertion && valuesOf(assertion, 'SourceIdentity')[0],
    tags: assertion ? tagsOf(assertion).map(({ key, values }) => `${key} = ${values.join(', ')}`) : [],
    until: endOf(message)?.toISOString(),
    message,
  };
}

/** When the console session ends: the sooner of what SessionDuration and SessionNotOnOrAfter say. */
function endOf({ assertion, now }: AwsMessage): Date | undefined {
  const seconds = assertion ? sessionSecondsOf(assertion) : Number.NaN;
  if (Number.isNaN(seconds)) return undefined;
  const end = new Date(now.getTime() + seconds * 1000);
  const limit = timeOf(assertion?.statements[0]?.sessionNotOnOrAfter);
  return limit && limit < end ? limit : end;
}
