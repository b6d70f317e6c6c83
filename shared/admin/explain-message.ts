import { appIdOf, appsIn, type App } from '../apps/app.ts';
import { partitionOf, partitionOfAudience, type Partition } from '../aws-access/partition.ts';
import { isRefusal } from '../base/refusal.ts';
import { AWS_ATTRIBUTE, awsLike } from '../explain/aws-attributes.ts';
import { checksOf } from '../explain/checks.ts';
import { isIdentityCenter } from '../explain/identity-center-rules.ts';
import type { FoundMessage } from '../explain/recognise.ts';
import { assertionFacts, type AssertionFacts, type ResponseFacts, responseFacts } from '../explain/response-facts.ts';
import { verifySignatures } from '../explain/verify-signatures.ts';
import { KEY_RING_KEY, keyRingOf } from '../keys/key-ring.ts';
import { MESSAGE_LIMITS } from '../saml/limits.ts';
import { NS } from '../saml/names.ts';
import { printed } from '../saml/print.ts';
import { scan } from '../saml/scanner.ts';
import type { XmlElement } from '../saml/tree.ts';
import { SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import type { AdminPorts } from './operation.ts';
import { explainRequest, type MessageExplained } from './explain-request.ts';

/** What a pasted message is held against. */
export interface OurSide {
  readonly entityId?: string;
  readonly certificates: readonly string[];
}

/** Reads a pasted message with the strict scanner and says what it is, and what is wrong with it. */
export async function explainMessage(message: FoundMessage, ports: AdminPorts): Promise<MessageExplained> {
  const root = scanned(message.xml);
  if (typeof root === 'string') return unreadable(root);
  const [settings, ring] = await ports.table.findAll([SETTINGS_KEY, KEY_RING_KEY]);
  const keys = keyRingOf(ring);
  const entityId = settingsOf(settings)?.entityId;
  const ours: OurSide = {
    ...(entityId === undefined ? {} : { entityId }),
    certificates: keys ? [keys.active.certificate, keys.next.certificate] : [],
  };
  const its = await explainTree(root, message, ours, ports);
  return { ...its, xml: printed(root) };
}

function scanned(xml: string): XmlElement | string {
  try {
    return scan(xml, MESSAGE_LIMITS);
  } catch (error) {
    if (isRefusal(error)) return error.message;
    throw error;
  }
}

const unreadable = (reason: string): MessageExplained => ({
  kind: 'unreadable',
  title: 'XML that is not read',
  explanation: `This was not read (${reason}). SAML messages are well-formed XML without DOCTYPE, comments, processing instructions and CDATA; anything else may be read differently by sender and receiver, and is how messages are forged. If it was cut off when it was copied, copy it again.`,
  checks: [],
});

async function explainTree(
  root: XmlElement,
  message: FoundMessage,
  ours: OurSide,
  ports: AdminPorts,
): Promise<Omit<MessageExplained, 'xml'>> {
  const name = `${root.ns} ${root.local}`;
  if (name === `${NS.samlp} Response`) return explainResponse(responseFacts(root), { root, message, ours, ports });
  if (name === `${NS.saml} Assertion`) {
    const assertion = assertionFacts(root);
    return explainResponse(around(assertion), { root, message, ours, ports });
  }
  if (name === `${NS.samlp} AuthnRequest`) return explainRequest(root, message, ports);
  return {
    kind: 'saml-message',
    title: TITLES[name] ?? `A document: ${root.local.slice(0, 64)}`,
    explanation: TITLES[name]
      ? 'It is shown below, without the values of signatures. Responses and requests for sign-in are what rules are checked of.'
      : 'This is well-formed XML, and no message of SAML for sign-in.',
    checks: [],
  };
}

const TITLES: Readonly<Record<string, string | undefined>> = {
  [`${NS.samlp} LogoutRequest`]: 'A SAML LogoutRequest',
  [`${NS.samlp} LogoutResponse`]: 'A SAML LogoutResponse',
  [`${NS.md} EntityDescriptor`]: 'SAML metadata',
  [`${NS.md} EntitiesDescriptor`]: 'SAML metadata of several',
};

/** An assertion without its response, as some tools show it: what the response would say is not judged. */
const around = (assertion: AssertionFacts): ResponseFacts => ({
  version: '2.0',
  status: ['Success'],
  signatures: [],
  assertions: [assertion],
  encryptedAssertions: 0,
  ...(assertion.issuer === undefined ? {} : { issuer: assertion.issuer }),
  ...(assertion.confirmations[0]?.inResponseTo === undefined
    ? {}
    : { inResponseTo: assertion.confirmations[0].inResponseTo }),
});

interface Bench {
  readonly root: XmlElement;
  readonly message: FoundMessage;
  readonly ours: OurSide;
  readonly ports: AdminPorts;
}

async function explainResponse(
  response: ResponseFacts,
  { root, message, ours, ports }: Bench,
): Promise<Omit<MessageExplained, 'xml'>> {
  const [assertion] = response.assertions;
  const issuer = assertion?.issuer ?? response.issuer;
  const isOurs = issuer !== undefined && issuer === ours.entityId;
  const [signatures, app] = await Promise.all([
    verifySignatures(message.xml, root, isOurs ? { ours: ours.certificates } : {}),
    appFor(assertion, ports),
  ]);
  const partition = assertion && partitionFor(assertion, response);
  const checks = checksOf(
    {
      response,
      ...(assertion ? { assertion } : {}),
      judging: {
        now: ports.now(),
        signatures,
        ...(ours.entityId === undefined ? {} : { ourEntityId: ours.entityId }),
        ...(app ? { app: { name: app.name, entityId: app.entityId, acsUrls: app.acs.map(({ url }) => url) } } : {}),
        ...(partition ? { partition } : {}),
        isIdentityCenter: isIdentityCenter(assertion?.confirmations[0]?.recipient ?? response.destination ?? ''),
        ...(message.relayState === undefined ? {} : { relayState: message.relayState }),
        ...(message.base64Length === undefined ? {} : { base64Length: message.base64Length }),
      },
    },
    { showsPersonal: true },
  );
  const wrong = checks.filter(({ outcome }) => outcome === 'failed').length;
  const whose = isOurs
    ? 'made by this Samlet'
    : `made by another identity provider (${(issuer ?? 'unnamed').slice(0, 200)})`;
  return {
    kind: 'saml-response',
    title: root.local === 'Assertion' ? 'A SAML assertion' : 'A SAML response',
    explanation: `It was ${whose}. ${wrong === 0 ? 'Nothing is wrong with it as far as can be seen.' : `${wrong} of ${checks.length} rules are broken.`}`,
    checks,
  };
}

async function appFor(assertion: AssertionFacts | undefined, { table }: AdminPorts): Promise<App | undefined> {
  const audience = assertion?.audiences[0];
  return audience === undefined ? undefined : appsIn(table).find(appIdOf(audience));
}

/** AWS's partition by the audience; else by the role, or by the endpoint: a wrong audience is then a finding. */
function partitionFor(assertion: AssertionFacts, { destination }: ResponseFacts): Partition | undefined {
  const recipient = assertion.confirmations[0]?.recipient ?? destination ?? '';
  if (isIdentityCenter(recipient)) return undefined;
  const byAudience = assertion.audiences.map(partitionOfAudience).find((one) => one !== undefined);
  if (byAudience) return byAudience;
  const role = assertion.attributes.find(({ name }) => name === `${AWS_ATTRIBUTE}Role`)?.values[0] ?? '';
  if (awsLike(assertion).length > 0) return partitionOf(/arn:aws[\w-]*/.exec(role)?.[0] ?? '') ?? 'aws';
  return HOSTS.find(([pattern]) => pattern.test(recipient))?.[1];
}

const HOSTS: readonly (readonly [RegExp, Partition])[] = [
  [/^https:\/\/(?:[\w-]+\.)?signin\.aws\.amazon\.com\/saml/, 'aws'],
  [/^https:\/\/(?:[\w-]+\.)?signin\.amazonaws-us-gov\.com\/saml/, 'aws-us-gov'],
  [/^https:\/\/(?:[\w-]+\.)?signin\.amazonaws\.cn\/saml/, 'aws-cn'],
];
