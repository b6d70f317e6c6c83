import { createHmac } from 'node:crypto';
import { DIGEST, SIGNATURE, TRANSFORM } from '../../shared/saml/names.ts';
import { APP, authnRequest, type Signing, signed, STRANGER } from '../saml/in/app.ts';
import type { Attack } from './corpus.ts';

const request = authnRequest();
const good = signed(request);
const [signature = ''] = /<ds:Signature .*<\/ds:Signature>/s.exec(good) ?? [];
const [signedInfo = ''] = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(good) ?? [];
const [value = ''] = /<ds:SignatureValue>.*<\/ds:SignatureValue>/s.exec(good) ?? [];
const [digestValue = ''] = /<ds:DigestValue>.*<\/ds:DigestValue>/s.exec(good) ?? [];
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const hmac = (signedInfo: string): string =>
  createHmac('sha256', `-----BEGIN CERTIFICATE-----\n${APP.certificate}\n-----END CERTIFICATE-----\n`)
    .update(signedInfo)
    .digest('base64');

/** By rights signed, in ways that are not accepted. */
const signings: Readonly<Record<string, Signing>> = {
  'by-a-stranger': { by: STRANGER },
  'by-a-stranger-shown-in-keyinfo': { by: STRANGER, shown: STRANGER.certificate },
  'by-a-stranger-who-shows-the-app': { by: STRANGER, shown: APP.certificate },
  'algorithm-rsa-sha1': { algorithm: SIGNATURE.rsaSha1 },
  'algorithm-unknown': { algorithm: `${MORE}rsa-sha999` },
  'algorithm-empty': { algorithm: '' },
  'algorithm-of-a-prototype': { algorithm: 'constructor' },
  'algorithm-hmac-by-certificate': { algorithm: `${MORE}hmac-sha256`, signWith: hmac },
  'algorithm-hmac-sha1': { algorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1', signWith: hmac },
  'digest-sha1': { digest: DIGEST.sha1 },
  'form-inclusive': { form: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' },
  'form-with-comments': { form: TRANSFORM.exclusiveWithComments },
  'transform-enveloped-alone': { transforms: [TRANSFORM.enveloped] },
  'transform-twice': { transforms: [TRANSFORM.enveloped, TRANSFORM.exclusive, TRANSFORM.exclusive] },
  'transform-inclusive': { transforms: [TRANSFORM.enveloped, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'] },
  'reference-to-the-whole-document': { uri: '' },
  'reference-to-the-issuer': { xpath: "//*[local-name(.)='Issuer']" },
};

/** A rightly signed message, changed afterwards. */
const changes: Readonly<Record<string, (xml: string) => string>> = {
  'changed-attribute': (xml) => xml.replace('ID="_request1"', 'ID="_request1" ForceAuthn="true"'),
  'changed-text': (xml) => xml.replace('sp.example.org', 'sp.example.com'),
  'changed-id': (xml) => xml.replace('ID="_request1"', 'ID="_request2"'),
  'changed-id-and-reference': (xml) => xml.replaceAll('_request1', '_request2'),
  'changed-digest': (xml) => xml.replace(/<ds:DigestValue>./, '<ds:DigestValue>_'),
  'changed-value': (xml) => xml.replace(/<ds:SignatureValue>.{4}/, '<ds:SignatureValue>AAAA'),
  'value-empty': (xml) => xml.replace(value, '<ds:SignatureValue></ds:SignatureValue>'),
  'value-away': (xml) => xml.replace(value, ''),
  'signature-empty': (xml) => xml.replace(signature, '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'),
  'signature-twice': (xml) => xml.replace(signature, signature + signature),
  'signature-in-extensions': (xml) =>
    xml.replace(signature, `<samlp:Extensions>${signature}</samlp:Extensions>`),
  'signedinfo-twice': (xml) => xml.replace(signedInfo, signedInfo + signedInfo),
  'signedinfo-in-an-object': (xml) => xml.replace(value, `${value}<ds:Object>${signedInfo}</ds:Object>`),
  'signedinfo-in-keyinfo': (xml) => xml.replace(value, `${value}<ds:KeyInfo>${signedInfo}</ds:KeyInfo>`),
  'signedinfo-away': (xml) => xml.replace(signedInfo, ''),
  'digestvalue-twice': (xml) => xml.replace(digestValue, digestValue + digestValue),
  'digestvalue-in-another-namespace': (xml) =>
    xml.replace(digestValue, `<x:DigestValue xmlns:x="urn:x">AAAA</x:DigestValue>${digestValue}`),
  'reference-twice': (xml) => xml.replace(/<ds:Reference .*<\/ds:Reference>/s, '$&$&'),
  'hmac-output-length': (xml) =>
    xml.replace(/(<ds:SignatureMethod [^>]*)\/>/, '$1><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>'),
  'algorithm-twice-by-prefix': (xml) =>
    xml.replace('<ds:DigestMethod ', `<ds:DigestMethod ds:Algorithm="${DIGEST.sha1}" `),
  'transform-xpath-inside': (xml) =>
    xml.replace(/(<ds:Transform [^>]*enveloped-signature")\/>/, '$1><ds:XPath>self::node()</ds:XPath></ds:Transform>'),
  'prefix-of-signature-rebound': (xml) =>
    xml.replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="urn:not-a-signature">'),
};

/** Constructs by which parsers and signers have read different things; put into text that is signed. */
const smuggled: Readonly<Record<string, (xml: string) => string>> = {
  'comment-in-issuer': (xml) => xml.replace('sp.example.org', 'sp.example.org<!---->.evil.example.org'),
  'comment-in-digestvalue': (xml) => xml.replace('<ds:DigestValue>', '<ds:DigestValue>AAAA<!-- -->'),
  'comment-before-the-root': (xml) => `<!-- -->${xml}`,
  'cdata-in-issuer': (xml) => xml.replace('sp.example.org', '<![CDATA[sp.example.org]]>'),
  'pi-in-issuer': (xml) => xml.replace('sp.example.org', 'sp.example<?x .evil?>.org'),
  'pi-in-signedinfo': (xml) => xml.replace('<ds:SignedInfo>', '<ds:SignedInfo><?x ?>'),
  'id-twice': (xml) => xml.replace('<saml:Issuer>', '<saml:Issuer ID="_request1">'),
  'id-by-another-name': (xml) => xml.replace('<saml:Issuer>', '<saml:Issuer xml:id="_request1">'),
  'id-with-a-prefix-on-the-root': (xml) => xml.replace(' ID=', ' samlp:ID="_request1" ID='),
  'attribute-twice': (xml) => xml.replace(' ID=', ' ID="_evil" ID='),
};

const signer = (name: string, expect: string, payload: string): Attack => ({
  name: `signature-${name}`,
  expect,
  by: 'post',
  isSigner: true,
  payload,
});

const changed = (expect: string, table: Readonly<Record<string, (xml: string) => string>>): Attack[] =>
  Object.entries(table).map(([name, change]) => signer(name, expect, change(good)));

const relative = authnRequest({ inside: '<samlp:Extensions><x:a xmlns:x="../relative"/></samlp:Extensions>' });
const nothing = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

/** What has been done with signatures. */
export const signatures: readonly Attack[] = [
  signer('good', 'ok', good),
  signer('good-with-keyinfo', 'ok', signed(request, { shown: APP.certificate })),
  signer('missing', 'REQUEST_UNSIGNED', request),
  ...Object.entries(signings).map(([name, signing]) => signer(name, 'SIGNATURE_INVALID', signed(request, signing))),
  ...changed('SIGNATURE_INVALID', changes),
  ...changed('REQUEST_MALFORMED', smuggled),
  signer('void-canonical-form', 'REQUEST_MALFORMED', signed(relative)),
  signer('digest-of-nothing', 'SIGNATURE_INVALID', good.replace(digestValue, `<ds:DigestValue>${nothing}</ds:DigestValue>`)),
  { ...signer('wrong-where-none-is-demanded', 'SIGNATURE_INVALID', signed(request, { by: STRANGER })), isSigner: false },
];
