import { AWS_RULES } from './aws-rules.ts';
import { IDENTITY_CENTER_RULES } from './identity-center-rules.ts';
import { OUR_RULES } from './our-rules.ts';
import type { CheckOutcome, Rule, Subject } from './rule.ts';
import { SAML_RULES } from './saml-rules.ts';

/** A rule and what it came to, as it is told. */
export interface Check {
  readonly id: string;
  readonly rule: string;
  readonly source: string;
  readonly outcome: CheckOutcome;
  readonly found?: string;
  readonly explanation?: string;
  readonly whatToDo?: string;
}

/** Every rule for responses, in the order in which they are told. */
export const RESPONSE_RULES: readonly Rule[] = [...SAML_RULES, ...OUR_RULES, ...AWS_RULES, ...IDENTITY_CENTER_RULES];

/** What stands for a value that the viewer may not see. */
export const REDACTED = 'redacted';

/** Holds a response against every rule that has something to say of it. */
export const checksOf = (subject: Subject, { showsPersonal }: { showsPersonal: boolean }): readonly Check[] =>
  RESPONSE_RULES.flatMap(({ id, rule, source, isPersonal = false, check }) => {
    const finding = check(subject);
    if (!finding) return [];
    const isHidden = isPersonal && !showsPersonal && finding.found !== undefined;
    return [{ id, rule, source, ...finding, ...(isHidden ? { found: REDACTED } : {}) }];
  });
