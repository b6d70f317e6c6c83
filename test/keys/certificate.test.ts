import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { pemOf, prepareCertificate } from '../../shared/keys/certificate.ts';
import { testKeys } from '../kit/keys.ts';

const NOT_BEFORE = new Date('2026-11-24T10:00:00Z');
const NOT_AFTER = new Date('2036-11-22T10:00:00Z');

async function certificate(commonName = 'Samlet sso.example.org'): Promise<Buffer> {
  const { signingKeys } = testKeys();
  const publicKey = await signingKeys.publicKey('key-a');
  const prepared = prepareCertificate({ publicKey, commonName, notBefore: NOT_BEFORE, notAfter: NOT_AFTER });
  return prepared.finish(await signingKeys.sign('key-a', prepared.digest));
}

describe('a certificate that is signed elsewhere', () => {
  it('is read and verified by OpenSSL as what it says', async () => {
    const read = new X509Certificate(await certificate());
    const publicKey = await testKeys().signingKeys.publicKey('key-a');
    expect(read.publicKey.export({ type: 'spki', format: 'der' })).toEqual(publicKey);
    expect(read.verify(read.publicKey)).toBe(true);
    expect([read.subject, read.issuer]).toEqual(['CN=Samlet sso.example.org', 'CN=Samlet sso.example.org']);
    expect([read.validFromDate, read.validToDate]).toEqual([NOT_BEFORE, NOT_AFTER]);
    expect(read.ca).toBe(false);
  });

  it('has a positive serial number of 16 bytes, another each time', async () => {
    const serials = await Promise.all(
      Array.from({ length: 50 }, async () => new X509Certificate(await certificate()).serialNumber),
    );
    expect(new Set(serials).size).toBe(50);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  it('does not verify when one byte of it is another', async () => {
    const der = await certificate();
    const publicKey = new X509Certificate(der).publicKey;
    const at = der.indexOf('sso.example.org');
    der[at] = 'S'.charCodeAt(0);
    expect(new X509Certificate(der).verify(publicKey)).toBe(false);
  });

  it('carries names beyond ASCII, and dates past 2049', async () => {
    const { signingKeys } = testKeys();
    const publicKey = await signingKeys.publicKey('key-a');
    const notAfter = new Date('2060-01-02T03:04:05Z');
    const prepared = prepareCertificate({ publicKey, commonName: 'Čapek 株式会社', notBefore: NOT_BEFORE, notAfter });
    const read = new X509Certificate(prepared.finish(await signingKeys.sign('key-a', prepared.digest)));
    expect(read.subject).toBe('CN=Čapek 株式会社');
    expect(read.validToDate).toEqual(notAfter);
  });

  it('is downloaded as PEM that is read back whole', async () => {
    const der = await certificate();
    const pem = pemOf(der.toString('base64'));
    expect(new X509Certificate(pem).raw).toEqual(der);
    expect(pem.split('\n').every((line) => line.length <= 64)).toBe(true);
  });
});
