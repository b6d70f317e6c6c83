import { Refusal } from '../base/refusal.ts';
import { ACCEPTED_SIGNATURES } from './app-keys.ts';
import { DIGEST, NS, TRANSFORM } from './names.ts';
import { attributeOf, idOf } from './read.ts';
import { countOf, type XmlElement } from './tree.ts';

/** The URIs of the digests that are accepted. */
export const ACCEPTED_DIGESTS: ReadonlyMap<string, string> = new Map([
  [DIGEST.sha256, 'sha256'],
  [DIGEST.sha384, 'sha384'],
  [DIGEST.sha512, 'sha512'],
]);

/** A SIGNATURE_INVALID refusal with its reason. */
export const invalid = (reason: string, cause?: unknown): Refusal =>
  new Refusal('SIGNATURE_INVALID', reason, { cause });

/** The exclusive canonical form, whose transform may name prefixes that are kept. */
const KEPT_PREFIXES = 'InclusiveNamespaces';

/** The list of kept prefixes is searched for every attribute: it is this long at the most, in characters. */
const PREFIX_LIST = 1024;

/**
 * Demands the one shape that a message's signature may have: one Signature in the document, a child of the root, over
 * the root, by the transforms that SAML names (Core 5.4) and by accepted algorithms, and not one element more than the
 * schema has. Verifiers search by name where they should go by place; with this there is nothing else to find.
 *
 * @throws {Refusal} SIGNATURE_INVALID
 */
export function checkSignatureShape(root: XmlElement): void {
  if (countOf(root, NS.ds, 'Signature') !== 1) throw invalid('not exactly one signature');
  checkSignatureOf(root);
}

/**
 * Demands that shape of the signature of one element, whatever others bear: for those who explain a message, and never
 * believe it.
 *
 * @throws {Refusal} SIGNATURE_INVALID
 */
export function checkSignatureOf(owner: XmlElement): void {
  const signature = owner.children.find(({ ns, local }) => ns === NS.ds && local === 'Signature');
  if (!signature) throw invalid('the signature is not the message’s own');
  const [info, value, keyInfo] = partsOf(signature, ['SignedInfo', 'SignatureValue', 'KeyInfo'], 2);
  const [form, method, reference] = partsOf(info, ['CanonicalizationMethod', 'SignatureMethod', 'Reference']);
  if (keyInfo && countOf(keyInfo, NS.ds, 'SignedInfo') > 0) throw invalid('not exactly one SignedInfo');
  partsOf(value, []);
  partsOf(method, []);
  if (algorithmOf(form) !== TRANSFORM.exclusive) throw invalid('a canonical form that is not accepted');
  checkKeptPrefixes(form);
  if (!ACCEPTED_SIGNATURES.includes(algorithmOf(method))) throw invalid('an algorithm that is not accepted');
  checkReference(reference, `#${idOf(owner)}`);
}

function checkReference(reference: XmlElement, uri: string): void {
  if (attributeOf(reference, 'URI') !== uri) throw invalid('a reference to something else');
  const [transforms, digest, value] = partsOf(reference, ['Transforms', 'DigestMethod', 'DigestValue']);
  const [enveloped, exclusive] = partsOf(transforms, ['Transform', 'Transform']);
  partsOf(digest, []);
  partsOf(value, []);
  checkKeptPrefixes(enveloped); // xml-crypto writes them here, too, in the namespace of this transform; they change nothing
  checkKeptPrefixes(exclusive);
  if (!ACCEPTED_DIGESTS.has(algorithmOf(digest))) throw invalid('a digest that is not accepted');
  if (algorithmOf(enveloped) !== TRANSFORM.enveloped || algorithmOf(exclusive) !== TRANSFORM.exclusive)
    throw invalid('transforms that are not accepted');
}

/** An element's children, which must be just these (the last ones may be missing past `least`), in this order. */
function partsOf<const N extends readonly string[]>(
  element: XmlElement,
  names: N,
  least: number = names.length,
): { [K in keyof N]: XmlElement } {
  const { children } = element;
  const isRight =
    children.length >= least &&
    children.length <= names.length &&
    children.every(({ ns, local }, at) => ns === NS.ds && local === names[at]) &&
    // `x:Algorithm` beside `Algorithm`: some look attributes up by their local name.
    element.attributes.every(({ ns }) => ns === '');
  if (!isRight) throw invalid(`a ${element.local} that is not as it must be`);
  return children as unknown as { [K in keyof N]: XmlElement };
}

function checkKeptPrefixes(element: XmlElement): void {
  const [kept, ...more] = element.children;
  const isRight =
    more.length === 0 &&
    (!kept ||
      ([TRANSFORM.exclusive, algorithmOf(element)].includes(kept.ns) &&
        kept.local === KEPT_PREFIXES &&
        kept.children.length === 0)) &&
    (attributeOf(kept ?? element, 'PrefixList') ?? '').length <= PREFIX_LIST &&
    element.attributes.every(({ ns }) => ns === '');
  if (!isRight) throw invalid(`a ${element.local} that is not as it must be`);
}

const algorithmOf = (element: XmlElement): string => attributeOf(element, 'Algorithm') ?? '';
