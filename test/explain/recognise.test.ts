import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { findMessage, isUuid, requestNumbers } from '../../shared/explain/recognise.ts';
import { answer } from '../demo/aws-response.ts';
import { authnRequest } from '../kit/authn-request.ts';

const xml = answer();
const base64 = Buffer.from(xml).toString('base64');
const request = authnRequest();
const deflated = deflateRawSync(Buffer.from(request)).toString('base64');

describe('a response', () => {
  it.each([
    ['as XML', xml],
    ['as XML with a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`],
    ['as base64', base64],
    ['as base64 in lines', base64.replaceAll(/.{76}/g, '$&\r\n')],
    ['as base64 without its end', base64.replace(/=+$/, '')],
    ['as a form', `SAMLResponse=${encodeURIComponent(base64)}&RelayState=deep`],
    ['as a form, escaped twice', `SAMLResponse=${encodeURIComponent(encodeURIComponent(base64))}`],
    ['as an address’s query', `https://sp.example.org/acs?SAMLResponse=${encodeURIComponent(base64)}&x=1`],
    ['as a field in a page', `<form><input type="hidden" name="SAMLResponse" value="${base64}"/></form>`],
    ['as a field the other way round', `<input value="${base64}" type="hidden" name="SAMLResponse">`],
    ['as a line of the browser’s tools', `SAMLResponse: ${base64}`],
    ['as JSON', JSON.stringify({ SAMLResponse: base64 })],
    ['behind words', `This is what I sent:\n${xml}`],
  ])('is found %s', (_form, text) => {
    const found = findMessage(text);
    expect(found?.xml.replace(/^<\?xml[^>]*>\s*/, '')).toBe(xml);
  });

  it('brings the RelayState that stands beside it', () => {
    const text = `RelayState=https%3A%2F%2Fconsole.aws.amazon.com%2F&SAMLResponse=${encodeURIComponent(base64)}`;
    expect(findMessage(text)?.relayState).toBe('https://console.aws.amazon.com/');
  });
});

describe('a request', () => {
  it.each([
    [
      'of the Redirect binding',
      `https://sso.example.org/saml/sso?SAMLRequest=${encodeURIComponent(deflated)}&SigAlg=x`,
    ],
    ['deflated alone', deflated],
    ['escaped alone', encodeURIComponent(deflated)],
  ])('is found %s', (_form, text) => {
    expect(findMessage(text)).toMatchObject({ xml: request, form: 'deflated' });
  });
});

describe('what is no message', () => {
  it.each([
    '',
    'hello',
    'RoleSessionName is required in AuthnResponse',
    '<html><body>400</body></html>',
    'a'.repeat(5000),
    `SAMLResponse=${'!'.repeat(100)}`,
  ])('is none: %.40s', (text) => {
    expect(findMessage(text)).toBeUndefined();
  });

  it('is looked at in a time that grows with its length', () => {
    for (const text of [
      '<'.repeat(300_000),
      '<input '.repeat(40_000),
      'SAMLResponse='.repeat(20_000),
      '%25'.repeat(100_000),
      'A'.repeat(300_000),
    ]) {
      const began = performance.now();
      findMessage(text);
      expect(performance.now() - began).toBeLessThan(1500);
    }
  });
});

describe('the number of a request', () => {
  it('is seen in AWS’s form and in that of error pages', () => {
    expect(requestNumbers('Request number JKJaXmPLvHcESHA=')).toEqual(['JKJaXmPLvHcESHA=']);
    expect(requestNumbers('RequestId: 0f3d2a4e-1111-2222-3333-444455556666 failed')).toEqual([
      '0f3d2a4e-1111-2222-3333-444455556666',
    ]);
    expect([isUuid('0f3d2a4e-1111-2222-3333-444455556666'), isUuid('JKJaXmPLvHcESHA=')]).toEqual([true, false]);
  });
});
