import { isSignedBy } from './app-keys.ts';
import type { Message } from './bindings.ts';
import { SIGNED_LIMITS } from './limits.ts';
import { NS } from './names.ts';
import { scan } from './scanner.ts';
import { checkSignatureShape, invalid } from './signature-shape.ts';
import { signedBytes } from './signed-bytes.ts';
import { countOf, isSameTree, type XmlElement } from './tree.ts';

/**
 * Tells whether a message bears a signature of any kind, in any place: one that is there is proved, whether or not it
 * must be.
 */
export const isSigned = (message: Message, root: XmlElement): boolean =>
  message.signature !== undefined || countOf(root, NS.ds, 'Signature') > 0;

/**
 * Proves a message's signature with one of an app's registered certificates (base64 DER) and returns what was proved:
 * the scanned message whose every octet the signature covers. Never a yes or no.
 *
 * @throws {Refusal} SIGNATURE_INVALID, REQUEST_MALFORMED
 */
export async function proved(message: Message, certificates: readonly string[]): Promise<XmlElement> {
  if (certificates.length === 0) throw invalid('the app has no certificate to verify with');
  return message.binding === 'post'
    ? provedDocument(message.xml, scan(message.xml, SIGNED_LIMITS), certificates)
    : provedQuery(message, scan(message.xml), certificates);
}

function provedQuery({ signature }: Message, root: XmlElement, certificates: readonly string[]): XmlElement {
  // In a query the signature stands beside the message; one inside would be a second opinion (Bindings 3.4.4.1).
  if (countOf(root, NS.ds, 'Signature') > 0) throw invalid('a signature inside a redirected message');
  if (!signature) throw invalid('no signature');
  const { algorithm, octets, value } = signature;
  if (!isSignedBy(certificates, algorithm, Buffer.from(octets, 'utf8'), value))
    throw invalid('the signature fits no certificate of the app, or its algorithm is not accepted');
  return root;
}

/**
 * Checks the one shape that a signature may have, verifies it with xml-crypto, and then reads the message again from the
 * canonical text that was digested. If that reads differently from what came in, something was hidden in between.
 */
async function provedDocument(xml: string, root: XmlElement, certificates: readonly string[]): Promise<XmlElement> {
  checkSignatureShape(root);
  const signedRoot = scan(await signedBytes(xml, certificates));
  if (!isSameTree(withoutSignature(root), signedRoot)) throw invalid('the signed text reads differently');
  return signedRoot;
}

const withoutSignature = (root: XmlElement): XmlElement => ({
  ...root,
  children: root.children.filter(({ ns, local }) => !(ns === NS.ds && local === 'Signature')),
});
