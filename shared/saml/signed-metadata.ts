import { METADATA_LIMITS } from './limits.ts';
import { scan } from './scanner.ts';
import { checkSignatureShape, invalid } from './signature-shape.ts';
import { signedBytes } from './signed-bytes.ts';

/**
 * A metadata document of which nothing stands outside what its own signature covers, as the canonical text that was
 * verified with one of the certificates (base64 DER): that alone may be read. A key in the document is never trusted.
 *
 * @throws {Refusal} SIGNATURE_INVALID, also for a document without a signature; REQUEST_MALFORMED, REQUEST_TOO_LARGE
 */
export async function signedMetadata(xml: string, certificates: readonly string[]): Promise<string> {
  const root = scan(xml, METADATA_LIMITS);
  if (root.local !== 'EntityDescriptor' && root.local !== 'EntitiesDescriptor') throw invalid('no metadata');
  checkSignatureShape(root);
  return signedBytes(xml, certificates);
}
