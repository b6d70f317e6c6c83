import { type Assertion, readAssertion } from './assertion.ts';
import type { AwsEndpoint } from './aws-endpoints.ts';
import { type SignatureFinding, verifyAssertion } from './aws-signature.ts';
import type { Idp } from './idp.ts';
import { allNamed, attributeOf, childrenNamed, isNamed, parseXml, textIn } from './xml.ts';

/** A response that was posted to AWS's sign-in, and what there is to judge it by. */
export interface AwsMessage {
  readonly endpoint: AwsEndpoint;
  readonly idp: Pick<Idp, 'entityId' | 'certificates'>;
  readonly now: Date;
  readonly base64: string;
  readonly relayState: string | undefined;
  /** The message as text, if it is base64 of UTF-8. */
  readonly xml: string | undefined;
  /** Why the text is no XML document, in words. */
  readonly xmlProblem: string | undefined;
  readonly response: ResponseRead | undefined;
  readonly signature: SignatureFinding;
  /** What was signed; without a good signature what merely stands there, so that people see what was meant. */
  readonly assertion: Assertion | undefined;
}

/** What the response around the assertion says. */
export interface ResponseRead {
  readonly version: string | undefined;
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly issuers: readonly string[];
  readonly statusCodes: readonly string[];
  /** How many there are anywhere in the document, hidden ones included. */
  readonly assertions: number;
  readonly encrypted: number;
}

/** What came with the POST. */
export type Posted = Pick<AwsMessage, 'endpoint' | 'idp' | 'now' | 'base64' | 'relayState'>;

const NOTHING_SIGNED: SignatureFinding = {
  signed: undefined,
  problem: 'there is no assertion to verify',
  algorithms: [],
};

/** Reads a posted response as far as it can be read. Judging it is for the rules. */
export function readAwsMessage(posted: Posted): AwsMessage {
  const xml = decoded(posted.base64);
  const { root, problem } = parsed(xml);
  const isResponse = root !== undefined && isNamed(root, 'protocol', 'Response');
  const [assertion] = isResponse ? childrenNamed(root, 'assertion', 'Assertion') : [];
  const signature =
    xml !== undefined && assertion ? verifyAssertion(xml, assertion, posted.idp.certificates) : NOTHING_SIGNED;
  return {
    ...posted,
    xml,
    xmlProblem: problem,
    response: isResponse ? readResponse(root) : undefined,
    signature,
    assertion: signature.signed ?? (assertion && readAssertion(assertion)),
  };
}

/** The text behind base64; line breaks are allowed (Bindings 3.5.4). */
function decoded(base64: string): string | undefined {
  const packed = base64.replaceAll(/[\r\n]/g, '');
  const bytes = Buffer.from(packed, 'base64');
  if (packed === '' || bytes.toString('base64') !== packed) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // no UTF-8
  }
}

function parsed(xml: string | undefined): { root?: Element; problem: string | undefined } {
  if (xml === undefined) return { problem: 'it is not base64 of UTF-8 text' };
  try {
    return { root: parseXml(xml).documentElement, problem: undefined };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function readResponse(root: Element): ResponseRead {
  const status = childrenNamed(root, 'protocol', 'Status');
  return {
    version: attributeOf(root, 'Version'),
    destination: attributeOf(root, 'Destination'),
    inResponseTo: attributeOf(root, 'InResponseTo'),
    issuers: childrenNamed(root, 'assertion', 'Issuer').map(textIn),
    statusCodes: status
      .flatMap((one) => childrenNamed(one, 'protocol', 'StatusCode'))
      .map((code) => attributeOf(code, 'Value') ?? ''),
    assertions: allNamed(root, 'assertion', 'Assertion').length,
    encrypted: allNamed(root, 'assertion', 'EncryptedAssertion').length,
  };
}
