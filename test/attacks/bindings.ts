import { SIGNATURE } from '../../shared/saml/names.ts';
import { authnRequest, deflated, posted, signed, signedQuery, STRANGER } from '../saml/in/app.ts';
import type { Attack } from './corpus.ts';

const encode = encodeURIComponent;
const message = `SAMLRequest=${encode(deflated(authnRequest()))}`;
const evil = `SAMLRequest=${encode(deflated(authnRequest({ id: '_evil' })))}`;
const sigAlg = `SigAlg=${encode(SIGNATURE.rsaSha256)}`;
const good = signedQuery(`${message}&RelayState=a%2fb&${sigAlg}`);
const sha1 = { algorithm: SIGNATURE.rsaSha1 };
const form = posted(authnRequest()).toString();
const posting = (bytes: Uint8Array): string => posted(bytes).toString();
const request = authnRequest();
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const query = (name: string, expect: string, payload: string, isSigner = true): Attack => ({
  name: `query-${name}`,
  expect,
  by: 'query',
  isSigner,
  payload,
});
const inForm = (name: string, expect: string, payload: string): Attack => ({
  name: `form-${name}`,
  expect,
  by: 'form',
  isSigner: false,
  payload,
});

/** What has been done with the bindings' parameters and encodings. */
export const bindings: readonly Attack[] = [
  query('good', 'ok', good),
  query('good-among-others', 'ok', `utm=1&${good}&x=%ff`.replace('%ff', 'y')),
  query('unsigned', 'REQUEST_UNSIGNED', message),
  query('message-twice', 'REQUEST_MALFORMED', `${evil}&${good}`),
  query('message-twice-behind', 'REQUEST_MALFORMED', `${good}&${evil}`),
  query('message-twice-by-escapes', 'REQUEST_MALFORMED', `${good}&${evil.replace('SAML', '%53AML')}`),
  query('request-and-response', 'REQUEST_MALFORMED', `${good}&${evil.replace('Request', 'Response')}`),
  query('relay-state-twice', 'REQUEST_MALFORMED', `${good}&RelayState=evil`),
  query('relay-state-changed', 'SIGNATURE_INVALID', good.replace('a%2fb', 'evil')),
  query('relay-state-encoded-anew', 'SIGNATURE_INVALID', good.replace('%2f', '%2F')),
  query('relay-state-away', 'SIGNATURE_INVALID', good.replace('&RelayState=a%2fb', '')),
  query('relay-state-added', 'SIGNATURE_INVALID', `${signedQuery(`${message}&${sigAlg}`)}&RelayState=evil`),
  query('relay-state-too-large', 'REQUEST_TOO_LARGE', `${message}&RelayState={{1025|a}}`),
  query('message-changed', 'SIGNATURE_INVALID', good.replace(message, evil)),
  query('algorithm-changed', 'SIGNATURE_INVALID', good.replace('rsa-sha256', 'rsa-sha512')),
  query('algorithm-twice', 'REQUEST_MALFORMED', `${good}&${sigAlg}`),
  query('algorithm-away', 'REQUEST_MALFORMED', good.replace(`&${sigAlg}`, '')),
  query('algorithm-sha1', 'SIGNATURE_INVALID', signedQuery(`${message}&SigAlg=${encode(SIGNATURE.rsaSha1)}`, sha1)),
  query('algorithm-unknown', 'SIGNATURE_INVALID', signedQuery(`${message}&SigAlg=urn%3Ax`)),
  query('signature-away', 'REQUEST_MALFORMED', good.replace(/&Signature=.*/, '')),
  query('signature-empty', 'SIGNATURE_INVALID', good.replace(/&Signature=.*/, '&Signature=')),
  query('signature-no-base64', 'REQUEST_MALFORMED', good.replace(/&Signature=.*/, '&Signature=%21%21')),
  query('signature-twice', 'REQUEST_MALFORMED', `${good}&Signature=AAAA`),
  query('signature-by-a-stranger', 'SIGNATURE_INVALID', signedQuery(`${message}&${sigAlg}`, { by: STRANGER })),
  query('signature-inside', 'SIGNATURE_INVALID', `SAMLRequest=${encode(deflated(signed(request)))}`),
  query('encoding-unknown', 'REQUEST_MALFORMED', `${message}&SAMLEncoding=urn%3Anone`, false),
  query('not-deflated', 'REQUEST_MALFORMED', `SAMLRequest=${encode(Buffer.from(request).toString('base64'))}`, false),
  query('deflate-cut', 'REQUEST_MALFORMED', message.slice(0, message.length / 2 - ((message.length / 2 - 12) % 4)), false),
  query('deflate-bomb', 'REQUEST_TOO_LARGE', `SAMLRequest=${encode(deflated('a'.repeat(10 * 1024 * 1024)))}`, false),
  query('deflate-just-too-large', 'REQUEST_TOO_LARGE', `SAMLRequest=${encode(deflated('a'.repeat(65_537)))}`, false),
  query('escape-broken', 'REQUEST_MALFORMED', 'SAMLRequest=%zz', false),
  query('escape-not-utf-8', 'REQUEST_MALFORMED', `${message}&RelayState=%ff`, false),
  query('empty', 'REQUEST_MALFORMED', '', false),
  inForm('good', 'ok', `${form}&RelayState=%C3%A4`),
  inForm('message-twice', 'REQUEST_MALFORMED', `${form}&${form}`),
  inForm('request-and-response', 'REQUEST_MALFORMED', `${form}&${form.replace('Request', 'Response')}`),
  inForm('no-base64', 'REQUEST_MALFORMED', 'SAMLRequest=%3Csamlp'),
  inForm('base64-url', 'REQUEST_MALFORMED', 'SAMLRequest=PD94bWw_-_'),
  inForm('base64-cut', 'REQUEST_MALFORMED', form.slice(0, form.indexOf('%3D') > 0 ? form.indexOf('%3D') : -1)),
  inForm('base64-too-large', 'REQUEST_TOO_LARGE', `SAMLRequest={{200000|A}}`),
  inForm('bytes-not-utf-8', 'REQUEST_MALFORMED', posting(bytes(request.replace('sp.example', 'sp\xff.example')))),
  inForm('bytes-overlong', 'REQUEST_MALFORMED', posting(bytes(request.replace('sp.example', 'sp\xc0\xae.example')))),
  inForm('bytes-utf-16', 'REQUEST_MALFORMED', posting(Buffer.from(`\ufeff${request}`, 'utf16le'))),
  inForm('bytes-nul', 'REQUEST_MALFORMED', posting(bytes(request.replace('sp.example', 'sp\0.example')))),
  inForm('relay-state-too-large', 'REQUEST_TOO_LARGE', `${form}&RelayState={{1025|a}}`),
  inForm('empty', 'REQUEST_MALFORMED', ''),
];
