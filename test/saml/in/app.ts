import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { DIGEST, SIGNATURE, TRANSFORM } from '../../../shared/saml/names.ts';

const pem = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const der = (text: string): string => new X509Certificate(text).raw.toString('base64');

/** A key that tests sign with, and its certificate as base64 DER. */
export interface Holder {
  readonly key: KeyObject;
  readonly certificate: string;
}

const holder = (path: string): Holder => ({
  key: createPrivateKey(pem(`${path}-key.pem`)),
  certificate: der(pem(`${path}-certificate.pem`)),
});

/** The app whose certificates are registered, and somebody else. */
export const APP = holder('golden/test-only');
export const EC_APP = holder('attacks/keys/test-only-ec');
export const STRANGER = holder('attacks/keys/test-only-stranger');

/** A certificate whose RSA key is too short. */
export const SHORT_CERTIFICATE = der(pem('attacks/keys/test-only-short-certificate.pem'));

/** How a document is signed; what is not said is as SAML wants it. */
export interface Signing {
  readonly by?: Holder;
  readonly algorithm?: string;
  readonly digest?: string;
  readonly form?: string;
  readonly transforms?: readonly string[];
  /** Prefixes that the canonical form keeps. */
  readonly kept?: readonly string[];
  /** What is signed. */
  readonly xpath?: string;
  readonly uri?: string;
  /** The certificate that KeyInfo shows. */
  readonly shown?: string;
  /** Signs instead of the key. */
  readonly signWith?: (signedInfo: string) => string;
}

const HASH: ReadonlyMap<string, string> = new Map<string, string>([
  [SIGNATURE.rsaSha256, 'sha256'],
  [SIGNATURE.rsaSha384, 'sha384'],
  [SIGNATURE.rsaSha512, 'sha512'],
  [SIGNATURE.ecdsaSha256, 'sha256'],
  [SIGNATURE.ecdsaSha384, 'sha384'],
  [SIGNATURE.rsaSha1, 'sha1'],
]);

/** Signs a document as an app does, right after its Issuer, with xml-crypto. */
export function signed(xml: string, said: Signing = {}): string {
  const { by = APP, algorithm = SIGNATURE.rsaSha256, shown } = said;
  const signer = new SignedXml({ privateKey: by.key.export({ type: 'pkcs8', format: 'pem' }) });
  signer.SignatureAlgorithms = { ...signer.SignatureAlgorithms, [algorithm]: algorithmOf(algorithm, said) };
  signer.signatureAlgorithm = algorithm;
  signer.canonicalizationAlgorithm = said.form ?? TRANSFORM.exclusive;
  signer.getKeyInfoContent = () => (shown ? `<X509Data><X509Certificate>${shown}</X509Certificate></X509Data>` : null);
  signer.addReference({
    xpath: said.xpath ?? '/*',
    digestAlgorithm: said.digest ?? DIGEST.sha256,
    transforms: [...(said.transforms ?? [TRANSFORM.enveloped, TRANSFORM.exclusive])],
    inclusiveNamespacesPrefixList: [...(said.kept ?? [])],
    ...(said.uri === undefined ? {} : { uri: said.uri, isEmptyUri: said.uri === '' }),
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "//*[local-name(.)='Issuer']", action: 'after' },
  });
  return signer.getSignedXml();
}

const algorithmOf = (uri: string, { by = APP, signWith }: Signing) =>
  class {
    getAlgorithmName = (): string => uri;
    verifySignature = (): boolean => false;
    getSignature = (text: unknown): string =>
      signWith?.(String(text)) ??
      sign(HASH.get(uri) ?? 'sha256', Buffer.from(String(text)), { key: by.key, dsaEncoding: 'ieee-p1363' }).toString(
        'base64',
      );
  };

const NAMESPACES =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';

/** What a test says of a message. */
export interface Said {
  readonly id?: string;
  readonly issuer?: string;
  readonly attributes?: string;
  readonly inside?: string;
  readonly nameId?: string;
}

/** An AuthnRequest in a plain hand. */
export const authnRequest = ({
  id = '_request1',
  issuer = 'https://sp.example.org',
  attributes = '',
  inside = '',
}: Said = {}) =>
  `<samlp:AuthnRequest ${NAMESPACES} ID="${id}" Version="2.0" IssueInstant="2026-11-24T09:30:00Z"${attributes}>` +
  `<saml:Issuer>${issuer}</saml:Issuer>${inside}</samlp:AuthnRequest>`;

/** A LogoutRequest in a plain hand. */
export const logoutRequest = ({
  id = '_logout1',
  nameId = 'ada@example.org',
  attributes = '',
  inside = '',
}: Said = {}) =>
  `<samlp:LogoutRequest ${NAMESPACES} ID="${id}" Version="2.0" IssueInstant="2026-11-24T09:30:00Z"${attributes}>` +
  `<saml:Issuer>https://sp.example.org</saml:Issuer>${inside}<saml:NameID>${nameId}</saml:NameID>` +
  '<samlp:SessionIndex>_session1</samlp:SessionIndex></samlp:LogoutRequest>';

/** The form that carries a message by HTTP-POST. */
export const posted = (xml: string | Uint8Array): URLSearchParams =>
  new URLSearchParams({ SAMLRequest: Buffer.from(xml as string).toString('base64') });

/** The encoded message of the Redirect binding. */
export const deflated = (xml: string | Uint8Array): string => deflateRawSync(xml).toString('base64');

/** Signs the octets of a query as the Redirect binding wants it. */
export const signedQuery = (octets: string, { by = APP, algorithm = SIGNATURE.rsaSha256 }: Signing = {}): string =>
  `${octets}&Signature=${encodeURIComponent(sign(HASH.get(algorithm) ?? 'sha256', Buffer.from(octets), by.key).toString('base64'))}`;
