import { inflateRawSync } from 'node:zlib';
import { deflated, signed, signedQuery } from '../saml/in/app.ts';

const NAMESPACES =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';

let count = 0;

/** Who writes, and to which logout address of ours. */
interface Head {
  readonly issuer: string;
  readonly destination: string;
}

const root = (name: string, { issuer, destination }: Head, attributes: string, inside: string): string =>
  `<samlp:${name} ${NAMESPACES} ID="_logout-${++count}-${Date.now()}" Version="2.0" IssueInstant="${new Date().toISOString()}" ` +
  `Destination="${destination}"${attributes}><saml:Issuer>${issuer}</saml:Issuer>${inside}</samlp:${name}>`;

/** A LogoutRequest for the user whom the app knows by this NameID, as an app would write it now. */
export const logoutRequest = ({ nameId, ...head }: Head & { nameId: string }): string =>
  root('LogoutRequest', head, '', `<saml:NameID>${nameId}</saml:NameID>`);

/** A LogoutResponse that says: done. */
export const logoutResponse = ({ inResponseTo, ...head }: Head & { inResponseTo: string }): string =>
  root(
    'LogoutResponse',
    head,
    ` InResponseTo="${inResponseTo}"`,
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
  );

/** The path and query by which an app sends a message to our logout address, signed as the Redirect binding wants it. */
export const redirectedLogout = (parameter: 'SAMLRequest' | 'SAMLResponse', xml: string): string =>
  `/saml/slo?${signedQuery(
    `${parameter}=${encodeURIComponent(deflated(xml))}&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')}`,
  )}`;

/** The form by which an app posts a message to our logout address. */
export const postedLogout = (parameter: 'SAMLRequest' | 'SAMLResponse', xml: string): Record<string, string> => ({
  [parameter]: Buffer.from(signed(xml)).toString('base64'),
});

/** The ID of the request in a query or a form that we sent. */
export function requestIdIn(message: string, binding: 'redirect' | 'post'): string {
  const bytes = Buffer.from(message, 'base64');
  const xml = (binding === 'redirect' ? inflateRawSync(bytes) : bytes).toString('utf8');
  return /\sID="([^"]+)"/.exec(xml)?.[1] ?? '';
}
