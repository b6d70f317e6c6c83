import { readFileSync } from 'node:fs';
import { SignedXml } from 'xml-crypto';
import { awsEndpointAt, type AwsEndpoint } from '../../local/demo/aws-endpoints.ts';
import { judge, type Verdict } from '../../local/demo/aws-verdict.ts';

const golden = (name: string): string => readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8');
const KEY = golden('test-only-key.pem');

/** The certificate that the issuer of these tests is trusted by. */
export const CERTIFICATE = golden('test-only-certificate.pem').replaceAll(/-----[^-]+-----|\s/g, '');
export const ENTITY_ID = 'https://idp.example.org/saml/metadata';
export const NOW = new Date('2026-11-24T09:30:00.000Z');

/** A time so many seconds from now. */
export const at = (seconds: number): string => new Date(NOW.getTime() + seconds * 1000).toISOString();

const ROLE = 'arn:aws:iam::111122223333:role/team/Developer,arn:aws:iam::111122223333:saml-provider/Samlet';

/** One of AWS's attributes. */
export const attribute = (name: string, ...values: readonly string[]): string =>
  `<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}">${values
    .map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`)
    .join('')}</saml:Attribute>`;

/** The parts of a response that AWS takes; each is XML, so that a test can put anything in its place. */
export const parts = {
  responseAttributes: (acs: string) => `ID="_r" Version="2.0" IssueInstant="${at(0)}" Destination="${acs}"`,
  responseIssuer: `<saml:Issuer>${ENTITY_ID}</saml:Issuer>`,
  status: '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
  assertionAttributes: `ID="_a" Version="2.0" IssueInstant="${at(0)}"`,
  issuer: `<saml:Issuer>${ENTITY_ID}</saml:Issuer>`,
  nameId: '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">opaque</saml:NameID>',
  confirmation: (acs: string) =>
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(300)}" Recipient="${acs}"/></saml:SubjectConfirmation>`,
  conditions: `NotBefore="${at(-60)}" NotOnOrAfter="${at(300)}"`,
  audience: 'urn:amazon:webservices',
  statement: `<saml:AuthnStatement AuthnInstant="${at(-600)}" SessionIndex="_s"><saml:AuthnContext/></saml:AuthnStatement>`,
  role: attribute('Role', ROLE),
  sessionName: attribute('RoleSessionName', 'ada@example.org'),
  more: attribute('SessionDuration', '14400'),
};

/** What a test changes. */
export type Change = Partial<typeof parts>;

/** An assertion, not signed yet. */
export function assertion(change: Change, acs: string): string {
  const p = { ...parts, ...change };
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${p.assertionAttributes}>${p.issuer}` +
    `<saml:Subject>${p.nameId}${p.confirmation(acs)}</saml:Subject>` +
    `<saml:Conditions ${p.conditions}><saml:AudienceRestriction><saml:Audience>${p.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `${p.statement}<saml:AttributeStatement>${p.role}${p.sessionName}${p.more}</saml:AttributeStatement></saml:Assertion>`
  );
}

/** A response around anything. */
export function response(content: string, change: Change, acs: string): string {
  const p = { ...parts, ...change };
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${p.responseAttributes(acs)}>` +
    `${p.responseIssuer}${p.status}${content}</samlp:Response>`
  );
}

/** How a test signs. */
export interface Signing {
  readonly key?: string;
  readonly method?: string;
  readonly digest?: string;
  /** The local name of the element that is signed. */
  readonly over?: string;
}

/** Signs an element of a document, behind its Issuer, as an identity provider does. */
export function signed(xml: string, { key = KEY, method, digest, over = 'Assertion' }: Signing = {}): string {
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: method ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: `//*[local-name(.)='${over}']`,
    digestAlgorithm: digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  });
  const reference = `//*[local-name(.)='${over}']/*[local-name(.)='Issuer']`;
  signer.computeSignature(xml, { prefix: 'ds', location: { reference, action: 'after' } });
  return signer.getSignedXml();
}

/** An endpoint that exists. */
export function endpointAt(host = 'us-west-2.signin.aws.amazon.com', path = '/saml'): AwsEndpoint {
  const endpoint = awsEndpointAt(host, path);
  if (!endpoint) throw new Error(`no endpoint at ${host}${path}`);
  return endpoint;
}

/** Puts a document before the stand-in's judge. */
export const judged = (xml: string, relayState?: string, endpoint: AwsEndpoint = endpointAt()): Verdict =>
  judged64(Buffer.from(xml).toString('base64'), relayState, endpoint);

/** The same for what is encoded already. */
export const judged64 = (base64: string, relayState?: string, endpoint: AwsEndpoint = endpointAt()): Verdict =>
  judge({ endpoint, base64, relayState, now: NOW, idp: { entityId: ENTITY_ID, certificates: [CERTIFICATE] } });

/** A whole signed response with something changed. */
export const answer = (change: Change = {}, endpoint: AwsEndpoint = endpointAt(), signing: Signing = {}): string =>
  signed(response(assertion(change, endpoint.acsUrl), change, endpoint.acsUrl), signing);

/** The rules that a verdict finds broken. */
export const broken = ({ rules }: Verdict): readonly string[] => rules.filter(({ ok }) => !ok).map(({ id }) => id);
