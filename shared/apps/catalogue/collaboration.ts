import { acs, host, type Preset, profile, subdomain } from './preset.ts';

/** What people talk, meet and write in. */
export const COLLABORATION: readonly Preset[] = [
  {
    id: 'google-workspace',
    name: 'Google Workspace',
    description: 'People of a domain sign in to Gmail, Drive and Google’s other services.',
    category: 'Collaboration',
    metadata: 'may',
    inputs: [host('domain', 'Primary domain', 'The domain of the organisation’s addresses.', 'example.com')],
    registration: {
      as: 'app',
      app: {
        entityId: 'google.com/a/{domain}',
        acs: acs('https://www.google.com/a/{domain}/acs'),
        startUrl: 'https://accounts.google.com/AccountChooser?Email=&hd={domain}&continue=https://workspace.google.com/dashboard',
        nameIdFormat: 'emailAddress',
      },
    },
    expects: { nameIdFormats: ['emailAddress', 'unspecified'], attributes: [] },
    steps: [
      'In the Admin console open Security, Authentication, SSO with third-party IdP.',
      'Sign-in page URL: {idp.loginUrl}. Sign-out page URL: {idp.logoutUrl}.',
      'Upload the certificate from {idp.certificateUrl}, and turn on “Use a domain-specific issuer”.',
      'With a SAML SSO profile in place of the organisation’s one, Google shows an entity ID and ACS URL of its own: enter those here.',
    ],
    limits: ['The NameID is the primary address in Google.', 'Super administrators always sign in at Google itself.'],
    links: ['https://support.google.com/a/answer/6349809'],
    unverified: 'The page that the tile leads to.',
  },
  {
    id: 'microsoft-365',
    name: 'Microsoft 365',
    description: 'A domain of Microsoft Entra ID is federated with Samlet; people sign in to Office and Teams.',
    category: 'Collaboration',
    inputs: [],
    registration: {
      as: 'app',
      app: {
        entityId: 'urn:federation:MicrosoftOnline',
        acs: acs('https://login.microsoftonline.com/login.srf'),
        startUrl: 'https://www.office.com/',
        nameIdFormat: 'persistent',
        nameIdField: 'externalId',
        attributes: [profile('IDPEmail', 'email')],
      },
    },
    expects: { nameIdFormats: ['persistent'], attributes: ['IDPEmail'], takesEncrypted: false },
    steps: [
      'Give every user in Samlet the external ID that is their `onPremisesImmutableId` in Entra: it is what the NameID is compared with.',
      'Federate the domain by Microsoft Graph (New-MgDomainFederationConfiguration) with issuer {idp.entityId}, passive sign-in address {idp.loginUrl}, sign-out address {idp.logoutUrl}, the certificate from {idp.certificateUrl}, and SAML as protocol.',
      'Try it with a test domain first: federation is for the whole domain, and the `onmicrosoft.com` domain stays as the way back in.',
    ],
    limits: [
      'Somebody without an external ID is unknown there.',
      '`IDPEmail` must be the user principal name; where that is not the mail address, choose another field.',
      'All tenants share one entity ID, and so one app.',
    ],
    links: ['https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-saml-idp'],
    unverified: 'Entity ID, address and attribute are from memory of that document.',
  },
  {
    id: 'slack',
    name: 'Slack',
    description: 'People sign in to a workspace or Enterprise Grid organisation.',
    category: 'Collaboration',
    inputs: [
      subdomain('workspace', 'Workspace', 'What stands before .slack.com.', 'example'),
    ],
    registration: {
      as: 'app',
      app: {
        entityId: 'https://slack.com',
        acs: acs('https://{workspace}.slack.com/sso/saml'),
        startUrl: 'https://{workspace}.slack.com',
        nameIdFormat: 'persistent',
        signAssertion: true,
        signResponse: true,
        attributes: [
          profile('User.Email', 'email'),
          profile('User.Username', 'userName'),
          profile('first_name', 'givenName'),
          profile('last_name', 'familyName'),
        ],
      },
    },
    expects: { nameIdFormats: ['persistent'], attributes: ['User.Email'] },
    steps: [
      'In the workspace’s settings open Authentication, SAML authentication, Configure, custom SAML.',
      'SAML 2.0 endpoint: {idp.loginUrl}. Identity provider issuer: {idp.entityId}. Paste the certificate from {idp.certificateUrl}.',
      'In advanced options choose that responses and assertions are signed; the service provider issuer is https://slack.com.',
    ],
    limits: [
      'Slack has no single logout, and its sessions last as its own settings say.',
      'A second workspace needs an entity ID of its own, for example https://example.slack.com, on both sides.',
    ],
    links: ['https://slack.com/help/articles/205168057-Custom-SAML-single-sign-on'],
  },
  {
    id: 'zoom',
    name: 'Zoom',
    description: 'People sign in by the organisation’s vanity URL.',
    category: 'Collaboration',
    metadata: 'may',
    inputs: [
      subdomain('vanity', 'Vanity URL', 'What stands before .zoom.us; Zoom must have approved it.', 'example'),
    ],
    registration: {
      as: 'app',
      app: {
        entityId: '{vanity}.zoom.us',
        acs: acs('https://{vanity}.zoom.us/saml/SSO'),
        startUrl: 'https://{vanity}.zoom.us/signin',
        nameIdFormat: 'emailAddress',
        attributes: [
          profile('urn:oid:0.9.2342.19200300.100.1.3', 'email'),
          profile('urn:oid:2.5.4.42', 'givenName'),
          profile('urn:oid:2.5.4.4', 'familyName'),
        ],
      },
    },
    expects: { nameIdFormats: ['emailAddress', 'persistent', 'unspecified'], attributes: ['urn:oid:0.9.2342.19200300.100.1.3'] },
    steps: [
      'In Zoom’s web portal open Advanced, Single sign-on, Enable single sign-on.',
      'Sign-in page URL: {idp.loginUrl}. Sign-out page URL: {idp.logoutUrl}. Issuer: {idp.entityId}. Binding: HTTP-POST. Hash: SHA-256.',
      'Paste the certificate from {idp.certificateUrl} without its first and last line.',
      'As service provider entity ID choose the one without https://.',
    ],
    limits: ['Once SSO is saved Zoom gives its metadata under /saml/metadata/sp: import it to take its certificate, too.'],
    links: ['https://support.zoom.com/hc/en/article?id=zm_kb&sysparm_article=KB0065487'],
    unverified: 'The names of the attributes for first and last name: Zoom lets its administrators map others.',
  },
]; // prettier-ignore
