import { createHash } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { ExclusiveCanonicalization } from 'xml-crypto';

const DS = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * The digests (SHA-256, base64) of every SignedInfo in a message (base64): what a key was given for it. They are computed
 * by xml-crypto, without our own writer.
 */
export function signedDigests(message: string): readonly string[] {
  const document = new DOMParser().parseFromString(Buffer.from(message, 'base64').toString('utf8'), 'text/xml');
  return Array.from(document.getElementsByTagNameNS(DS, 'SignedInfo')).map((signedInfo) =>
    createHash('sha256').update(new ExclusiveCanonicalization().process(signedInfo, {})).digest('base64'),
  );
}
