import type { App } from '../apps/app.ts';
import type { ReleasedAttribute, ReleasedNameId } from '../apps/release.ts';
import { partitionOfAudience } from '../aws-access/partition.ts';
import { later } from '../base/clock.ts';
import { isRefusal } from '../base/refusal.ts';
import { type Check, checksOf } from '../explain/checks.ts';
import { isIdentityCenter } from '../explain/identity-center-rules.ts';
import { responseFacts } from '../explain/response-facts.ts';
import { writeAssertion } from '../saml/assertion.ts';
import { MESSAGE_LIMITS } from '../saml/limits.ts';
import { AUTHN_CONTEXT } from '../saml/names.ts';
import { writeResponse } from '../saml/response.ts';
import { scan } from '../saml/scanner.ts';
import { unsigned } from '../saml/signature.ts';

/** What would be told of a user. */
export interface Told {
  readonly app: App;
  readonly nameId: ReleasedNameId;
  readonly attributes: readonly ReleasedAttribute[];
  readonly relayState?: string;
}

/**
 * Holds what would be sent against the rules of SAML and of AWS: written by the very writer that writes responses, and
 * never signed. For what cannot be written there are no rules: its own fault is told.
 */
export function previewChecks(
  { app, nameId, attributes, relayState }: Told,
  { issuer, now }: { issuer: string; now: Date },
): readonly Check[] {
  const acsUrl = (app.acs.find(({ isDefault }) => isDefault) ?? app.acs[0])?.url;
  if (acsUrl === undefined) return [];
  const partition = partitionOfAudience(app.entityId);
  try {
    const assertion = writeAssertion({
      id: '_preview',
      issuer,
      audience: app.entityId,
      acsUrl,
      nameId,
      attributes,
      issuedAt: now,
      authnInstant: now,
      authnContext: AUTHN_CONTEXT.passwordProtectedTransport,
      sessionIndex: 'preview',
      sessionNotOnOrAfter: later(now, app.sessionSeconds ?? 3600),
    });
    const around = { id: '_response', issuer, destination: acsUrl, issuedAt: now };
    const response = responseFacts(scan(unsigned(writeResponse(around, unsigned(assertion))).wire, MESSAGE_LIMITS));
    const [first] = response.assertions;
    return checksOf(
      {
        response,
        ...(first ? { assertion: first } : {}),
        judging: {
          now,
          ourEntityId: issuer,
          app: { name: app.name, entityId: app.entityId, acsUrls: app.acs.map(({ url }) => url) },
          ...(partition ? { partition } : {}),
          isIdentityCenter: isIdentityCenter(acsUrl),
          ...(relayState === undefined ? {} : { relayState }),
        },
      },
      { showsPersonal: true },
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return [
      {
        id: 'written',
        rule: 'Every value can be written in XML.',
        source: 'XML 1.0 2.2',
        outcome: 'failed',
        explanation: 'A value holds characters that no XML can carry, so no assertion can be made for this user.',
        whatToDo: 'Look for control characters in the user’s profile.',
      },
    ];
  }
}
