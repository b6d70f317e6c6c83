import { SignedXml } from 'xml-crypto';
import { messageId } from '../../shared/base/ids.ts';
import { CERTIFICATE_PEM, KEY, type Peer } from './job.ts';
import { filled, TEMPLATE } from './template.ts';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** A careful hand-made signer: a template, xml-crypto, and the key parsed once. */
export const xmlCrypto: Peer = (user) => {
  const xml = filled(TEMPLATE, user, { response: messageId(), assertion: messageId() });
  const signer = new SignedXml({
    privateKey: KEY,
    publicCert: CERTIFICATE_PEM,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  const assertion = "//*[local-name(.)='Assertion']";
  signer.addReference({
    xpath: assertion,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE],
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${assertion}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return Buffer.from(signer.getSignedXml(), 'utf8').toString('base64');
};
