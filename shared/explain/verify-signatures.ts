import { isRefusal } from '../base/refusal.ts';
import { SIGNED_LIMITS } from '../saml/limits.ts';
import { NS } from '../saml/names.ts';
import { attributeOf, childrenOf } from '../saml/read.ts';
import { scan } from '../saml/scanner.ts';
import { checkSignatureOf } from '../saml/signature-shape.ts';
import { signedBytes } from '../saml/signed-bytes.ts';
import type { XmlElement } from '../saml/tree.ts';
import { signaturesOf } from './response-facts.ts';
import type { SignatureVerdict } from './rule.ts';

/** Whose certificates (base64 DER) a signature is tried with. */
export interface Trusted {
  /** Our own, if the message says that it is ours. */
  readonly ours?: readonly string[];
}

/**
 * Says of each signature of a response and its assertions whether it holds. What comes out is for people to read:
 * nothing is believed for it. Messages too large to be read by a DOM are not verified.
 */
export async function verifySignatures(
  xml: string,
  root: XmlElement,
  trusted: Trusted,
): Promise<readonly SignatureVerdict[]> {
  const bearers = [
    { on: 'response' as const, element: root },
    ...childrenOf(root, NS.saml, 'Assertion').map((element) => ({ on: 'assertion' as const, element })),
  ].filter(({ element }) => signaturesOf(element).length > 0);
  if (bearers.length === 0) return [];
  if (!isSmall(xml))
    return [{ on: 'response', outcome: 'unknown', why: 'The message is too large to be verified here.' }];
  return Promise.all(bearers.map(async ({ on, element }) => ({ on, ...(await verdictOn(xml, element, trusted)) })));
}

function isSmall(xml: string): boolean {
  try {
    scan(xml, SIGNED_LIMITS);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

async function verdictOn(xml: string, owner: XmlElement, { ours }: Trusted): Promise<Omit<SignatureVerdict, 'on'>> {
  const reason = refusalOf(() => checkSignatureOf(owner));
  if (reason !== undefined) return { outcome: 'refused', why: reason };
  const id = attributeOf(owner, 'ID') ?? '';
  const isBy = (certificates: readonly string[]): Promise<string | undefined> =>
    signedBytes(xml, certificates, id).then(
      () => undefined,
      (error: unknown) => wordsOf(error),
    );
  if (ours && (await isBy(ours)) === undefined) return { outcome: 'ours' };
  const shown = signaturesOf(owner).flatMap(({ certificates }) => certificates);
  if (shown.length === 0 && !ours)
    return { outcome: 'unknown', why: 'The signature shows no certificate, and the issuer’s own is not known here.' };
  const why = await isBy(shown);
  if (why !== undefined) return { outcome: 'changed', why };
  return ours ? { outcome: 'changed', why: 'it was made with a key that is not ours' } : { outcome: 'shown' };
}

function refusalOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
}

/** What a refusal says; anything else is our own failure. */
function wordsOf(error: unknown): string {
  if (isRefusal(error)) return error.message;
  throw error;
}
