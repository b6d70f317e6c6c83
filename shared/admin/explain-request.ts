import { appIdOf, type App, appsIn } from '../apps/app.ts';
import { isRefusal, type Refusal } from '../base/refusal.ts';
import type { Check } from '../explain/checks.ts';
import type { FoundMessage } from '../explain/recognise.ts';
import { SAMLET_ERRORS } from '../explain/samlet-errors.ts';
import { verifySignatures } from '../explain/verify-signatures.ts';
import { type AuthnRequest, parseAuthnRequest } from '../saml/authn-request.ts';
import type { XmlElement } from '../saml/tree.ts';
import { admit, REQUEST_SECONDS, unmet } from '../sign-in/admit.ts';
import { addressesOf } from '../sign-in/ports.ts';
import type { AdminPorts } from './operation.ts';

const AT_THE_DOOR = 'Samlet’s own admission of requests';

/** What is said of a message. */
export interface MessageExplained {
  readonly kind: 'saml-response' | 'saml-request' | 'saml-message' | 'unreadable';
  readonly title: string;
  readonly explanation: string;
  readonly checks: readonly Check[];
  readonly xml?: string;
}

/** Says what would come of a request for sign-in, by the very functions that admit requests. */
export async function explainRequest(
  root: XmlElement,
  message: FoundMessage,
  { table, now, baseUrl }: AdminPorts,
): Promise<Omit<MessageExplained, 'xml'>> {
  const claimed = attempted(() => parseAuthnRequest(root));
  if (isRefusal(claimed))
    return told('It is an AuthnRequest that is not as SAML has it.', [refused('well-formed', claimed)]);
  const app = await appsIn(table).find(appIdOf(claimed.issuer));
  const signatures = await verifySignatures(message.xml, root, app ? { ours: app.signingCertificates } : {});
  const isSigned = signatures.length > 0;
  const { sso } = addressesOf(baseUrl);
  // Judged at its own moment: that a pasted request is old by now says nothing.
  const admission = { app, ssoUrl: sso, now: claimed.issueInstant, isSigned: isSigned || message.form === 'deflated' };
  const wrong = attempted(() => admit(claimed, admission));
  const checks: Check[] = [
    isRefusal(wrong) ? refused('admitted', wrong) : fine('admitted', 'The request would be admitted.'),
    ...(app && !isRefusal(wrong) ? unmetChecks(claimed, app) : []),
    ...(isSigned ? [signatureCheck(signatures[0]?.outcome ?? 'unknown', app)] : []),
    ageCheck(claimed, now()),
  ];
  const from = app ? `the app “${app.name}”` : `somebody who is not registered here: ${claimed.issuer.slice(0, 200)}`;
  return told(`It comes from ${from}.`, checks);
}

const told = (explanation: string, checks: readonly Check[]): Omit<MessageExplained, 'xml'> => ({
  kind: 'saml-request',
  title: 'A SAML AuthnRequest',
  explanation,
  checks,
});

/** What a function gives, or the refusal that it throws. */
function attempted<T>(attempt: () => T): T | Refusal {
  try {
    return attempt();
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}

const fine = (id: string, rule: string): Check => ({ id: `request-${id}`, rule, source: AT_THE_DOOR, outcome: 'ok' });

function refused(id: string, { code, message }: Refusal): Check {
  const known = SAMLET_ERRORS[code];
  return {
    id: `request-${id}`,
    rule: 'The request would be admitted.',
    source: AT_THE_DOOR,
    outcome: 'failed',
    found: code,
    explanation: known?.cause ?? message,
    ...(known ? { whatToDo: known.steps.join(' ') } : {}),
  };
}

function unmetChecks(claimed: AuthnRequest, app: App): Check[] {
  const wrong = unmet(claimed, app);
  return [wrong ? refused('met', wrong) : fine('met', 'What it asks for can be given.')];
}

function signatureCheck(outcome: string, app: App | undefined): Check {
  const rule = {
    id: 'request-signature',
    rule: 'The signature holds by a certificate of the app.',
    source: AT_THE_DOOR,
  };
  if (!app)
    return {
      ...rule,
      outcome: 'unknown',
      explanation: 'Nobody of this name is registered, so there is no certificate to try.',
    };
  if (outcome === 'ours') return { ...rule, outcome: 'ok' };
  const known = SAMLET_ERRORS.SIGNATURE_INVALID;
  return {
    ...rule,
    outcome: 'failed',
    ...(known ? { explanation: known.cause, whatToDo: known.steps.join(' ') } : {}),
  };
}

function ageCheck({ issueInstant }: AuthnRequest, now: Date): Check {
  const seconds = Math.round((now.getTime() - issueInstant.getTime()) / 1000);
  const rule = {
    id: 'request-age',
    rule: `The request is at most ${REQUEST_SECONDS / 60} minutes old when it comes in.`,
    source: AT_THE_DOOR,
    found: issueInstant.toISOString(),
  };
  return seconds <= REQUEST_SECONDS && seconds >= -180
    ? { ...rule, outcome: 'ok' }
    : {
        ...rule,
        outcome: 'unknown',
        explanation:
          'By now it is too old, as every pasted request is, or its clock is ahead. What counts is its age when it came in: the trace tells.',
      };
}
