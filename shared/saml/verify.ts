import { createPublicKey, type KeyObject, verify as verifySignature, X509Certificate } from 'node:crypto';
import { Refusal } from '../base/refusal.ts';
import type { Message } from './bindings.ts';
import { DIGEST, NS, SIGNATURE, TRANSFORM } from './names.ts';
import { attributeOf, childOf, childrenOf, idOf } from './read.ts';
import { MESSAGE_LIMITS, scan, type XmlElement } from './scanner.ts';

/** Algorithms by which an app may sign; SHA-1 and everything keyed by a shared secret are not among them. */
const ALGORITHMS: ReadonlyMap<string, { readonly hash: string; readonly key: 'rsa' | 'ec' }> = new Map([
  [SIGNATURE.rsaSha256, { hash: 'sha256', key: 'rsa' }],
  [SIGNATURE.rsaSha384, { hash: 'sha384', key: 'rsa' }],
  [SIGNATURE.rsaSha512, { hash: 'sha512', key: 'rsa' }],
  [SIGNATURE.ecdsaSha256, { hash: 'sha256', key: 'ec' }],
  [SIGNATURE.ecdsaSha384, { hash: 'sha384', key: 'ec' }],
]);

const DIGESTS: ReadonlySet<string> = new Set([DIGEST.sha256, DIGEST.sha384, DIGEST.sha512]);

const invalid = (reason: string, cause?: unknown): Refusal => new Refusal('SIGNATURE_INVALID', reason, { cause });

/** Tells whether a message bears a signature of any kind: one that is there is proved, whether or not it must be. */
export const isSigned = (message: Message, root: XmlElement): boolean =>
  message.signature !== undefined || childrenOf(root, NS.ds, 'Signature').length > 0;

/**
 * Proves a message's signature with one of an app's registered certificates (base64 DER) and returns what was proved:
 * the scanned message whose every octet the signature covers. Never a yes or no.
 *
 * @throws {Refusal} SIGNATURE_INVALID
 */
export async function proved(message: Message, certificates: readonly string[]): Promise<XmlElement> {
  if (certificates.length === 0) throw invalid('the app has no certificate to verify with');
  const root = scan(message.xml);
  if (message.binding === 'post') return provedDocument(message.xml, root, certificates);
  // In a query the signature stands beside the message; one inside would be a second opinion (Bindings 3.4.4.1).
  if (childrenOf(root, NS.ds, 'Signature').length > 0) throw invalid('a signature inside a redirected message');
  provedQuery(message, certificates);
  return root;
}

function provedQuery({ signature }: Message, certificates: readonly string[]): void {
  if (!signature) throw invalid('no signature');
  const algorithm = ALGORITHMS.get(signature.algorithm);
  if (!algorithm) throw invalid('an algorithm that is not accepted');
  const isProved = certificates.some((certificate) => {
    const key = keyOf(certificate);
    if (key.asymmetricKeyType !== algorithm.key) return false;
    const octets = Buffer.from(signature.octets, 'latin1');
    return verifySignature(algorithm.hash, octets, { key, dsaEncoding: 'ieee-p1363' }, signature.value);
  });
  if (!isProved) throw invalid('the signature fits no certificate of the app');
}

const keys = new Map<string, KeyObject>();

/** The public key of a certificate, parsed once: parsing costs more than verifying. A public key cannot be a MAC's. */
function keyOf(certificate: string): KeyObject {
  const known = keys.get(certificate);
  if (known) return known;
  const key = createPublicKey(
    new X509Certificate(Buffer.from(certificate, 'base64')).publicKey.export({ type: 'spki', format: 'pem' }),
  );
  if (keys.size >= 256) keys.clear();
  keys.set(certificate, key);
  return key;
}

/**
 * Checks the one shape that a signature may have, verifies it with xml-crypto, and then reads the message again from the
 * canonical bytes that were digested. If that reads differently from what came in, something was hidden in between.
 */
async function provedDocument(xml: string, root: XmlElement, certificates: readonly string[]): Promise<XmlElement> {
  checkShape(root);
  for (const certificate of certificates) {
    const signedXml = await verifiedBytes(xml, certificate);
    if (signedXml === undefined) continue;
    const signedRoot = scan(signedXml, MESSAGE_LIMITS);
    if (!isSame(withoutSignature(root), signedRoot)) throw invalid('the signed text reads differently');
    return signedRoot;
  }
  throw invalid('the signature fits no certificate of the app');
}

/** One signature, a child of the root, over the root, by the transforms and algorithms that SAML names (Core 5.4). */
function checkShape(root: XmlElement): void {
  if (countOf(root, 'Signature') !== 1) throw invalid('not exactly one signature');
  const signature = childOf(root, NS.ds, 'Signature');
  const signedInfo = signature && childrenOf(signature, NS.ds, 'SignedInfo');
  if (!signature || signedInfo?.length !== 1 || !signedInfo[0]) throw invalid('the signature is not the message’s own');
  if (countOf(root, 'SignedInfo') !== 1 || countOf(root, 'Reference') !== 1) throw invalid('not exactly one reference');
  const [info] = signedInfo;
  const algorithmOf = (local: string, parent = info): string =>
    attributeOf(childOf(parent, NS.ds, local) ?? parent, 'Algorithm') ?? '';
  if (algorithmOf('CanonicalizationMethod') !== TRANSFORM.exclusive)
    throw invalid('a canonical form that is not accepted');
  if (!ALGORITHMS.has(algorithmOf('SignatureMethod'))) throw invalid('an algorithm that is not accepted');
  const reference = childOf(info, NS.ds, 'Reference');
  if (!reference || attributeOf(reference, 'URI') !== `#${idOf(root)}`) throw invalid('a reference to something else');
  if (!DIGESTS.has(algorithmOf('DigestMethod', reference))) throw invalid('a digest that is not accepted');
  const transforms =
    childOf(reference, NS.ds, 'Transforms')?.children.map((transform) => attributeOf(transform, 'Algorithm')) ?? [];
  if (transforms.length !== 2 || transforms[0] !== TRANSFORM.enveloped || transforms[1] !== TRANSFORM.exclusive) {
    throw invalid('transforms that are not accepted');
  }
}

const countOf = (element: XmlElement, local: string): number =>
  element.children.reduce(
    (sum, child) => sum + countOf(child, local),
    element.ns === NS.ds && element.local === local ? 1 : 0,
  );

/** The canonical bytes that the signature covers, or `undefined` if it does not fit the certificate. */
async function verifiedBytes(xml: string, certificate: string): Promise<string | undefined> {
  // Only signed POST messages need a DOM: it is loaded when the first of them comes.
  const [{ SignedXml }, { DOMParser }] = await Promise.all([import('xml-crypto'), import('@xmldom/xmldom')]);
  const publicCert = keyOf(certificate).export({ type: 'spki', format: 'pem' }).toString();
  try {
    const document = new DOMParser({ errorHandler: refuseWarnings }).parseFromString(xml, 'text/xml');
    const signature = Array.from(document.documentElement.childNodes).find(
      (node) => (node as Element).namespaceURI === NS.ds && (node as Element).localName === 'Signature',
    );
    if (!signature) return undefined;
    const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    verifier.loadSignature(signature);
    const [signedXml, ...more] = verifier.checkSignature(xml) ? verifier.getSignedReferences() : [];
    return signedXml && more.length === 0 ? signedXml : undefined;
  } catch {
    // Whatever the verifier throws on a stranger's bytes, the message is not proved.
    return undefined;
  }
}

const refuseWarnings = (level: string, message: string): never => {
  throw invalid(`${level}: ${message}`);
};

const withoutSignature = (root: XmlElement): XmlElement => ({
  ...root,
  children: root.children.filter(({ ns, local }) => !(ns === NS.ds && local === 'Signature')),
});

/** Whether two trees say the same; the order of attributes says nothing. */
function isSame(a: XmlElement, b: XmlElement): boolean {
  return (
    a.ns === b.ns &&
    a.local === b.local &&
    a.text === b.text &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every(({ ns, local, value }) =>
      b.attributes.some((other) => other.ns === ns && other.local === local && other.value === value),
    ) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => isSame(child, b.children[index] as XmlElement))
  );
}
