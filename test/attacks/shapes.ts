import { authnRequest } from '../saml/in/app.ts';
import type { Attack } from './corpus.ts';

const root = (inside: string, attributes = ''): string => authnRequest({ inside, attributes });
const extensions = (inside: string): string => root(`<samlp:Extensions>${inside}</samlp:Extensions>`);
const doctype = (subset: string): string => `<!DOCTYPE samlp:AuthnRequest [${subset}]>`;
const issuer = (text: string): string => authnRequest({ issuer: text });

/** Documents that are not XML, or more of it than we read. */
const malformed: Readonly<Record<string, string>> = {
  empty: '',
  'white-space': ' \n ',
  text: 'Hello',
  'two-roots': authnRequest() + authnRequest({ id: '_request2' }),
  'text-after-the-root': `${authnRequest()}x`,
  'root-not-closed': authnRequest().replace('</samlp:AuthnRequest>', ''),
  'tags-crossed': extensions('<samlp:a><samlp:b></samlp:a></samlp:b>'),
  'end-tag-first': `</samlp:AuthnRequest>${authnRequest()}`,
  doctype: `<!DOCTYPE samlp:AuthnRequest>${authnRequest()}`,
  'doctype-external': `<!DOCTYPE a SYSTEM "https://evil.example.org/x.dtd">${authnRequest()}`,
  'entity-external': doctype('<!ENTITY x SYSTEM "file:///etc/passwd">') + issuer('&x;'),
  'entity-in-an-id': doctype('<!ENTITY x "_1">') + authnRequest({ id: '&x;' }),
  'entity-laughs': doctype('<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">') + issuer('&c;'),
  'entity-undeclared': issuer('&nbsp;'),
  'entity-of-a-prototype': issuer('&toString;'),
  'entity-of-an-object': issuer('&__proto__;'),
  'entity-not-closed': issuer('&amp'),
  'ampersand-bare': issuer('a & b'),
  'reference-to-nul': issuer('&#0;'),
  'reference-to-a-control': issuer('&#x1;'),
  'reference-to-a-surrogate': issuer('&#xD800;'),
  'reference-past-unicode': issuer('&#x110000;'),
  'reference-to-fffe': issuer('&#xFFFE;'),
  comment: root('<!-- hidden -->'),
  'comment-not-closed': extensions(`<!-- {{3000|<!-- }}`),
  'comment-after-the-root': `${authnRequest()}<!-- -->`,
  cdata: issuer('<![CDATA[https://sp.example.org]]>'),
  'cdata-end-in-text': issuer('a]]>b'),
  pi: root('<?php ?>'),
  'pi-before-the-root': `<?xml-stylesheet href="x"?>${authnRequest()}`,
  'declaration-late': ` <?xml version="1.0"?>${authnRequest()}`,
  'declaration-utf-7': `<?xml version="1.0" encoding="UTF-7"?>${authnRequest()}`,
  'declaration-utf-16': `<?xml version="1.0" encoding="UTF-16"?>${authnRequest()}`,
  'declaration-1.1': `<?xml version="1.1"?>${authnRequest()}`,
  'declaration-not-closed': `<?xml version="1.0" ${authnRequest()}`,
  'prefix-not-declared': extensions('<x:a/>'),
  'prefix-not-declared-on-an-attribute': extensions('<samlp:a x:b=""/>'),
  'prefix-undeclared-again': extensions('<samlp:a xmlns:samlp=""/>'),
  'prefix-xml-rebound': extensions('<samlp:a xmlns:xml="urn:x"/>'),
  'prefix-xmlns-declared': extensions('<samlp:a xmlns:xmlns="urn:x"/>'),
  'prefix-for-the-xml-namespace': extensions('<samlp:a xmlns:x="http://www.w3.org/XML/1998/namespace"/>'),
  'prefix-samlp-rebound': authnRequest().replace('oasis:names:tc:SAML:2.0:protocol', 'evil'),
  'prefix-saml-rebound': authnRequest().replace('oasis:names:tc:SAML:2.0:assertion', 'evil'),
  'namespace-relative': extensions('<x:a xmlns:x="relative"/>'),
  'attribute-twice': root('', ' ForceAuthn="true" ForceAuthn="false"'),
  'attribute-twice-by-namespace': extensions('<a xmlns:x="urn:x" xmlns:y="urn:x" x:b="1" y:b="2"/>'),
  'attribute-not-quoted': root('', ' ForceAuthn=true'),
  'attribute-not-closed': root('', ` ProviderName="{{2000| a=b }}`).replaceAll('">', '>'),
  'attribute-without-a-space': root('', ' ForceAuthn="true"IsPassive="true"'),
  'attribute-with-a-tag': root('', ' ProviderName="<b>"'),
  'id-twice': extensions('<samlp:a id="_request1"/>'),
  'id-no-name': authnRequest({ id: '1request' }),
  'id-missing': authnRequest().replace(' ID="_request1"', ''),
  'id-with-a-prefix-alone': authnRequest().replace(' ID=', ' samlp:ID='),
  'id-too-long': authnRequest({ id: `_{{300|a}}` }),
  'version-1.1': authnRequest().replace('Version="2.0"', 'Version="1.1"'),
  'time-not-utc': authnRequest().replace('09:30:00Z', '09:30:00+01:00'),
  'time-that-is-not': authnRequest().replace('2026-11-24', '2026-02-30'),
  'issuer-missing': authnRequest().replace(/<saml:Issuer>.*<\/saml:Issuer>/, ''),
  'issuer-twice': root('<saml:Issuer>https://evil.example.org</saml:Issuer>'),
  'issuer-with-an-element': issuer('https://sp<saml:x/>.example.org'),
  'boolean-that-is-not': root('', ' ForceAuthn="yes"'),
  'address-by-index-and-url': root('', ' AssertionConsumerServiceURL="https://a" AssertionConsumerServiceIndex="1"'),
  'index-too-large': root('', ' AssertionConsumerServiceIndex="70000"'),
  'another-element': '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>',
  'depth-5000': extensions('{{5000|<samlp:a>}}{{5000|</samlp:a>}}'),
  'elements-6000': extensions('{{6000|<samlp:a/>}}'),
  'attributes-14000': root('', '{{14000| a#=""}}'),
  'namespaces-5000': root('', '{{5000| xmlns:n#="urn:x"}}'),
  'namespaces-300': extensions('{{300|<samlp:a xmlns:n="urn:x"/>}}'),
  'classes-100': root('<samlp:RequestedAuthnContext>{{100|<saml:AuthnContextClassRef>urn:x</saml:AuthnContextClassRef>}}</samlp:RequestedAuthnContext>'),
};

const shape = (name: string, expect: string, payload: string, by: Attack['by'] = 'post'): Attack => ({
  name: `shape-${name}`,
  expect,
  by,
  isSigner: false,
  payload,
});

const sp = (inside: string, before = ''): string =>
  `${before}<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sp.example.org">${inside}` +
  '<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService ' +
  'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example.org/acs" index="0"/>' +
  '</SPSSODescriptor></EntityDescriptor>';

/** What has been done with the shape of documents. */
export const shapes: readonly Attack[] = [
  shape('good', 'ok', authnRequest()),
  shape('good-with-declaration', 'ok', `<?xml version="1.0" encoding="UTF-8"?>\n${authnRequest()}\n`),
  shape('good-with-unknown-extensions', 'ok', extensions('<x:a xmlns:x="urn:x" x:b="c">d</x:a>')),
  ...Object.entries(malformed).map(([name, payload]) => shape(name, 'REQUEST_MALFORMED', payload)),
  shape('too-large', 'REQUEST_TOO_LARGE', root('', ` ProviderName="{{140000|a}}"`)),
  shape('attributes-60000', 'REQUEST_TOO_LARGE', root('', '{{60000| a#=""}}')),
  shape('metadata-good', 'ok', sp('<!-- annotated -->'), 'metadata'),
  shape('metadata-doctype', 'REQUEST_MALFORMED', sp('', '<!DOCTYPE EntityDescriptor>'), 'metadata'),
  shape('metadata-pi', 'REQUEST_MALFORMED', sp('<?x ?>'), 'metadata'),
  shape('metadata-cdata', 'REQUEST_MALFORMED', sp('<![CDATA[x]]>'), 'metadata'),
  shape('metadata-comment-not-closed', 'REQUEST_MALFORMED', sp('{{20000|<!-- }}'), 'metadata'),
  shape('metadata-comment-with-dashes', 'REQUEST_MALFORMED', sp('<!-- a -- b -->'), 'metadata'),
  shape('metadata-javascript', 'INPUT_INVALID', sp('').replace('https://sp.example.org/acs', 'javascript:alert(1)'), 'metadata'),
];
