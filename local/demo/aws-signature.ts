import { SignedXml } from 'xml-crypto';
import { type Assertion, readAssertion } from './assertion.ts';
import { allNamed, attributeOf, childrenNamed, isNamed, parseXml } from './xml.ts';

/** What became of an assertion's signature. */
export interface SignatureFinding {
  /** The assertion as it was signed: the only thing that may be believed. */
  readonly signed: Assertion | undefined;
  /** Why nothing was signed, in words. */
  readonly problem: string | undefined;
  /** The algorithms that the signature names, each once. */
  readonly algorithms: readonly string[];
}

/** What large identity providers send, and AWS takes (the algorithms that AWS takes are not published). */
export const ALGORITHMS: readonly string[] = [
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/04/xmlenc#sha256',
];

/**
 * Verifies an assertion's own signature by xml-crypto with the certificates (base64 DER) of the trusted issuer, never
 * with a key out of the message, and reads the assertion from the very bytes that were signed.
 */
export function verifyAssertion(xml: string, assertion: Element, certificates: readonly string[]): SignatureFinding {
  const [signature, ...more] = childrenNamed(assertion, 'signature', 'Signature');
  const algorithms = signature ? algorithmsOf(signature) : [];
  const refuse = (problem: string): SignatureFinding => ({ signed: undefined, problem, algorithms });
  if (!signature) return refuse('the assertion bears no signature of its own');
  if (more.length > 0) return refuse('the assertion bears several signatures');
  const references = allNamed(signature, 'signature', 'Reference').map((one) => attributeOf(one, 'URI'));
  const id = attributeOf(assertion, 'ID');
  if (!id || references.length !== 1 || references[0] !== `#${id}`)
    return refuse(`the signature covers ${references.join(', ') || 'nothing'}, and not the assertion that bears it`);
  let problem = 'no certificate of the issuer';
  for (const certificate of certificates) {
    const outcome = signedText(xml, signature, certificate);
    if ('text' in outcome) return readSigned(outcome.text, id, refuse, algorithms);
    problem = outcome.problem;
  }
  return refuse(`no certificate in the issuer’s metadata verifies it (${problem})`);
}

type Outcome = { readonly text: string } | { readonly problem: string };

function signedText(xml: string, signature: Element, certificate: string): Outcome {
  const verifier = new SignedXml({ publicCert: pemOf(certificate), getCertFromKeyInfo: () => null });
  try {
    verifier.loadSignature(signature);
    if (!verifier.checkSignature(xml)) return { problem: 'the content was changed after it was signed' };
  } catch (error) {
    return { problem: (error as Error).message }; // whatever the verifier says of a stranger's bytes is a "no"
  }
  const [text, ...more] = verifier.getSignedReferences();
  return text && more.length === 0 ? { text } : { problem: 'not exactly one element was signed' };
}

function readSigned(
  text: string,
  id: string,
  refuse: (problem: string) => SignatureFinding,
  algorithms: readonly string[],
): SignatureFinding {
  const root = parseXml(text).documentElement;
  if (!isNamed(root, 'assertion', 'Assertion') || attributeOf(root, 'ID') !== id)
    return refuse('what was signed is not the assertion');
  return { signed: readAssertion(root), problem: undefined, algorithms };
}

function algorithmsOf(signature: Element): readonly string[] {
  const named = ['CanonicalizationMethod', 'SignatureMethod', 'Transform', 'DigestMethod'];
  const all = named.flatMap((name) => allNamed(signature, 'signature', name));
  return [...new Set(all.map((element) => attributeOf(element, 'Algorithm') ?? ''))];
}

const pemOf = (certificate: string): string =>
  `-----BEGIN CERTIFICATE-----\n${(certificate.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
