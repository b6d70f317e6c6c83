import { SignedXml } from 'xml-crypto';
import { DOMParser } from '@xmldom/xmldom';

/** What a careful service provider reads out of a response. */
export interface Accepted {
  readonly nameId: string;
  readonly audience: string;
  readonly recipient: string;
  readonly inResponseTo: string | undefined;
  readonly sessionIndex: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const DS = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * A careful service provider, written without our own code: it verifies the signature on the assertion with xml-crypto
 * and reads nothing but what the signature covers.
 */
export function accept(samlResponse: string, certificate: string): Accepted {
  const xml = Buffer.from(samlResponse, 'base64').toString('utf8');
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const assertion = document.getElementsByTagNameNS(SAML, 'Assertion')[0];
  const signature = assertion && Array.from(assertion.childNodes).find((node) => (node as Element).namespaceURI === DS);
  if (!assertion || !signature) throw new Error(`no signed assertion: ${xml}`);
  const verifier = new SignedXml({
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
  });
  verifier.loadSignature(signature);
  if (!verifier.checkSignature(xml)) throw new Error('the signature does not hold');
  const [signedXml = ''] = verifier.getSignedReferences();
  const root = new DOMParser().parseFromString(signedXml, 'text/xml').documentElement;
  const first = (name: string) => root.getElementsByTagNameNS(SAML, name)[0];
  const confirmation = first('SubjectConfirmationData');
  return {
    nameId: first('NameID')?.textContent ?? '',
    audience: first('Audience')?.textContent ?? '',
    recipient: confirmation?.getAttribute('Recipient') ?? '',
    inResponseTo: confirmation?.getAttribute('InResponseTo') || undefined,
    sessionIndex: first('AuthnStatement')?.getAttribute('SessionIndex') ?? '',
    attributes: Object.fromEntries(
      Array.from(root.getElementsByTagNameNS(SAML, 'Attribute')).map((attribute) => [
        attribute.getAttribute('Name'),
        Array.from(attribute.getElementsByTagNameNS(SAML, 'AttributeValue')).map(
          ({ textContent }) => textContent ?? '',
        ),
      ]),
    ),
  };
}

/** The second-level status of a response, by its last word. */
export const statusOf = (samlResponse: string): string[] =>
  [
    ...Buffer.from(samlResponse, 'base64')
      .toString('utf8')
      .matchAll(/StatusCode Value="[^"]*:(\w+)"/g),
  ].map(([, name]) => name ?? '');
