import { createHash } from 'node:crypto';
import { ACCEPTED_SIGNATURES, isSignedBy } from './app-keys.ts';
import { NS, TRANSFORM } from './names.ts';
import { ACCEPTED_DIGESTS, invalid } from './signature-shape.ts';

const ACCEPTED_FORMS: readonly string[] = [TRANSFORM.enveloped, TRANSFORM.exclusive];

/**
 * The canonical text that a document's own signature covers, verified by xml-crypto with the certificates (base64 DER)
 * given here. Its tables of algorithms are replaced by ours: what is not accepted does not exist, and the key never comes
 * from the message. The shape must have been checked before. Without an ID the signature is the root's, with one that
 * of the element which bears it.
 *
 * @throws {Refusal} SIGNATURE_INVALID
 */
export async function signedBytes(xml: string, certificates: readonly string[], ownerId?: string): Promise<string> {
  // Only signed POST messages need a DOM: it is loaded when the first of them comes.
  const { DOMParser, SignedXml } = await import('./xml-libraries.ts');
  try {
    const document = new DOMParser({ errorHandler: refuseWarnings }).parseFromString(xml, 'text/xml');
    const verifier = new SignedXml({ publicCert: 'not used: the algorithms below know the certificates' });
    verifier.getCertFromKeyInfo = () => null;
    verifier.SignatureAlgorithms = Object.fromEntries(
      ACCEPTED_SIGNATURES.map((uri) => [uri, signatureAlgorithm(uri, certificates)]),
    );
    verifier.HashAlgorithms = Object.fromEntries([...ACCEPTED_DIGESTS].map(([uri, hash]) => [uri, digest(uri, hash)]));
    verifier.CanonicalizationAlgorithms = Object.fromEntries(
      Object.entries(verifier.CanonicalizationAlgorithms).filter(([uri]) => ACCEPTED_FORMS.includes(uri)),
    );
    verifier.loadSignature(signatureIn(ownerIn(document, ownerId)));
    if (verifier.checkSignature(xml)) return only(verifier.getSignedReferences());
  } catch (error) {
    // Whatever the verifier throws on a stranger's bytes, the message is not proved.
    throw invalid('the signature does not verify', error);
  }
  throw invalid('the digest is another');
}

function only([text, ...more]: readonly string[]): string {
  // An empty text is what a failed canonicalisation leaves: its digest is the same for every document.
  if (!text || more.length > 0) throw invalid('not exactly one signed text');
  return text;
}

/** The element of an ID; IDs were seen to be there once each. */
function ownerIn(document: Document, id: string | undefined): Element {
  const root = document.documentElement;
  const all = id === undefined ? [root] : [root, ...Array.from(root.getElementsByTagName('*'))];
  const owner = all.find((element) => id === undefined || element.getAttribute('ID') === id);
  if (!owner) throw invalid('an element that is not seen again');
  return owner;
}

function signatureIn(owner: Element): Node {
  const signature = Array.from(owner.childNodes).find(
    (node) => (node as Element).namespaceURI === NS.ds && (node as Element).localName === 'Signature',
  );
  if (!signature) throw invalid('a signature that is not seen again');
  return signature;
}

/** A signature algorithm in the shape that xml-crypto takes; it verifies, and never signs. */
const signatureAlgorithm = (uri: string, certificates: readonly string[]) =>
  class {
    getAlgorithmName = (): string => uri;
    getSignature = (): never => {
      throw new Error('nothing is signed here');
    };
    verifySignature = (signed: string, _key: unknown, value: string): boolean =>
      isSignedBy(certificates, uri, Buffer.from(signed, 'utf8'), Buffer.from(value, 'base64'));
  };

/** A digest in the shape that xml-crypto takes. */
const digest = (uri: string, hash: string) =>
  class {
    getAlgorithmName = (): string => uri;
    getHash = (text: string): string => createHash(hash).update(text, 'utf8').digest('base64');
  };

const refuseWarnings = (level: string, message: string): never => {
  throw invalid(`${level}: ${message}`);
};
