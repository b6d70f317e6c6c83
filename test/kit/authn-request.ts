import { deflateRawSync } from 'node:zlib';

/** What a test's AuthnRequest says; what is not named is as a plain app would send it. */
export interface Asked {
  readonly id?: string;
  readonly issuer?: string;
  readonly destination?: string;
  readonly issueInstant?: Date;
  /** More attributes of the root, as text. */
  readonly attributes?: string;
  /** More children of the root, as text. */
  readonly children?: string;
}

let count = 0;

/** An AuthnRequest as an app would write it. */
export function authnRequest(asked: Asked = {}): string {
  const {
    id = `_request-${++count}-${Date.now()}`,
    issuer = 'https://wiki.example.org',
    attributes = '',
    children = '',
  } = asked;
  const { destination = 'https://sso.example.org/saml/sso', issueInstant = new Date() } = asked;
  return (
    `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="${id}" Version="2.0" IssueInstant="${issueInstant.toISOString()}" Destination="${destination}" ${attributes}>` +
    `<saml:Issuer>${issuer}</saml:Issuer>${children}</samlp:AuthnRequest>`
  );
}

/** The path to which an app redirects, with its request in the query. */
export const redirected = (xml: string, relayState?: string): string =>
  `/saml/sso?SAMLRequest=${encodeURIComponent(deflateRawSync(Buffer.from(xml)).toString('base64'))}` +
  (relayState === undefined ? '' : `&RelayState=${encodeURIComponent(relayState)}`);

/** The form that an app posts. */
export const posted = (xml: string): Record<string, string> => ({ SAMLRequest: Buffer.from(xml).toString('base64') });
