import { constants, createDecipheriv, createPrivateKey, privateDecrypt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { writeAssertion } from '../../../shared/saml/assertion.ts';
import { encryptAssertion } from '../../../shared/saml/encrypt.ts';
import { assertionContent, signed, TEST_CERTIFICATE, TEST_KEY_PEM } from './documents.ts';
import { elementsOf, expected, find, parse, verified } from './reader.ts';

const KEY = createPrivateKey(TEST_KEY_PEM);

/** Decrypts as the specification says (XML Encryption 1.1, sections 5.2.4 and 5.5.2). */
function decrypted(xml: string, cipher: 'aes-128-gcm' | 'aes-256-gcm', oaepHash: string): string {
  const [wrapped, sealed] = elementsOf(parse(xml))
    .filter(({ localName }) => localName === 'CipherValue')
    .map(({ textContent }) => Buffer.from(textContent ?? '', 'base64'));
  if (!wrapped || !sealed) throw new Error('nothing is encrypted');
  const key = privateDecrypt({ key: KEY, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, wrapped);
  const decipher = createDecipheriv(cipher, key, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(-16));
  return `${decipher.update(sealed.subarray(12, -16)).toString('utf8')}${decipher.final('utf8')}`;
}

const content = assertionContent({ nameId: { format: 'urn:x', value: 'Ünï\u2028\u0085\u{1f680}' } });
const plain = signed(writeAssertion(content));

describe('an encrypted assertion', () => {
  it.each([
    ['aes128-gcm', 'rsa-oaep-mgf1p', 'aes-128-gcm', 'sha1'],
    ['aes256-gcm', 'rsa-oaep-mgf1p', 'aes-256-gcm', 'sha1'],
    ['aes256-gcm', 'rsa-oaep-sha256', 'aes-256-gcm', 'sha256'],
  ] as const)('under %s and %s is the signed one, byte for byte', (algorithm, transport, cipher, oaepHash) => {
    const { wire } = encryptAssertion(plain, TEST_CERTIFICATE, algorithm, transport);
    const opened = decrypted(wire, cipher, oaepHash);
    expect(opened).toBe(plain.wire);
    expect(verified(opened, 'Assertion')).toEqual(expected(content));
  });

  it('names its mask where the key transport does not', () => {
    const { wire } = encryptAssertion(plain, TEST_CERTIFICATE, 'aes256-gcm', 'rsa-oaep-sha256');
    expect(find(parse(wire), 'MGF')?.getAttribute('Algorithm')).toBe('http://www.w3.org/2009/xmlenc11#mgf1sha256');
  });

  it('never has the same key or counter twice', () => {
    const [one, other] = [1, 2].map(() => encryptAssertion(plain, TEST_CERTIFICATE).wire);
    expect(one).not.toBe(other);
  });
});
