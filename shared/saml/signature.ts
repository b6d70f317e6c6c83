import { hash } from 'node:crypto';
import { element, join, NOTHING, text, type Xml } from './canonical.ts';
import { DIGEST, NS, SIGNATURE, TRANSFORM } from './names.ts';

/** A document in two halves: its signature goes between them, right behind the Issuer (Core 5.4.2). */
export interface Signable {
  readonly id: string;
  readonly head: Xml;
  readonly tail: Xml;
}

/** A document whose digest is taken; only the signature is still to come. */
export interface Prepared {
  readonly id: string;
  /** SHA-256 of the canonical SignedInfo: what the key signs. */
  readonly digest: Buffer;
  /** The signed document. */
  finish(signature: Uint8Array): Xml;
}

/** The document without a signature. */
export const unsigned = ({ head, tail }: Signable): Xml => join(head, tail);

/**
 * Prepares an enveloped signature (XML Signature 1.1; Core 5.4): one reference to the document's own ID, transforms
 * enveloped-signature and exclusive canonicalization, RSA with SHA-256, the certificate (base64 DER) as key info. The
 * digest is taken over the text that was written, which is canonical already: no parser, no tree.
 */
export function prepareSignature(document: Signable, certificate: string): Prepared {
  const digestValue = hash('sha256', document.head.canonical + document.tail.canonical, 'base64');
  const parts = signedInfoParts(document.id, digestValue);
  return {
    id: document.id,
    digest: Buffer.from(hash('sha256', element('ds:SignedInfo', SIGNED_ALONE, parts).canonical, 'base64'), 'base64'),
    finish: (signature) => join(document.head, signatureElement(parts, signature, certificate), document.tail),
  };
}

/** Where SignedInfo is hashed it stands alone, and declares its namespace itself (Exclusive XML Canonicalization 2.1). */
const SIGNED_ALONE = { declares: { ds: NS.ds } };

const algorithm = (name: string, uri: string, ...children: readonly Xml[]): Xml =>
  element(name, { attributes: { Algorithm: uri } }, ...children);

const METHODS = join(
  algorithm('ds:CanonicalizationMethod', TRANSFORM.exclusive),
  algorithm('ds:SignatureMethod', SIGNATURE.rsaSha256),
);
const TRANSFORMS = element(
  'ds:Transforms',
  {},
  algorithm('ds:Transform', TRANSFORM.enveloped),
  algorithm('ds:Transform', TRANSFORM.exclusive),
);
const DIGEST_METHOD = algorithm('ds:DigestMethod', DIGEST.sha256);

const signedInfoParts = (id: string, digestValue: string): Xml =>
  join(
    METHODS,
    element(
      'ds:Reference',
      { attributes: { URI: `#${id}` } },
      TRANSFORMS,
      DIGEST_METHOD,
      element('ds:DigestValue', {}, text(digestValue)),
    ),
  );

function signatureElement(signedInfo: Xml, signature: Uint8Array, certificate: string): Xml {
  return element(
    'ds:Signature',
    { declares: { ds: NS.ds } },
    element('ds:SignedInfo', {}, signedInfo),
    element('ds:SignatureValue', {}, text(Buffer.from(signature).toString('base64'))),
    certificate === '' ? NOTHING : keyInfo(certificate),
  );
}

let last: { readonly certificate: string; readonly xml: Xml } | undefined;

/** Key info that names a certificate (XML Signature 4.5.4). The last one is kept: nearly all documents name the same. */
export function keyInfo(certificate: string): Xml {
  if (certificate !== last?.certificate) {
    const data = element('ds:X509Data', {}, element('ds:X509Certificate', {}, text(certificate)));
    last = { certificate, xml: element('ds:KeyInfo', {}, data) };
  }
  return last.xml;
}
