import { createSign, generateKeyPairSync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { sha256 } from '../../shared/base/bytes.ts';
import { prepareCertificate } from '../../shared/keys/certificate.ts';

const ALGORITHM = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A certificate (base64 DER) with the key by which {@link logoutRequest} signs; nobody looks at who signed it. */
export function logoutCertificate(): string {
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const notBefore = new Date();
  const notAfter = new Date(Date.now() + 86_400_000);
  const prepared = prepareCertificate({ publicKey: key, commonName: 'Wiki', notBefore, notAfter });
  return prepared.finish(sha256('no signature')).toString('base64');
}

/** The path to which an app redirects with a signed LogoutRequest. */
export function logoutRequest({
  id,
  baseUrl,
  issuer,
  nameId,
}: {
  id: string;
  baseUrl: string;
  issuer: string;
  nameId: string;
}): string {
  const xml =
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ` +
    `xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" ` +
    `IssueInstant="${new Date().toISOString()}" Destination="${baseUrl}/saml/slo">` +
    `<saml:Issuer>${issuer}</saml:Issuer><saml:NameID>${nameId}</saml:NameID></samlp:LogoutRequest>`;
  const message = encodeURIComponent(deflateRawSync(Buffer.from(xml)).toString('base64'));
  const signed = `SAMLRequest=${message}&SigAlg=${encodeURIComponent(ALGORITHM)}`;
  const signature = createSign('sha256').update(signed).sign(privateKey, 'base64');
  return `/saml/slo?${signed}&Signature=${encodeURIComponent(signature)}`;
}
