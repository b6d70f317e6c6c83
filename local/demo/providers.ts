/** One of the demo's service providers: what it is called, what it shows, and how it speaks SAML. */
export interface Provider {
  readonly path: string;
  readonly name: string;
  readonly tagline: string;
  /** What one can see with it. */
  readonly shows: string;
  readonly requests: 'redirect' | 'post';
  readonly signsRequests: boolean;
  readonly takesEncrypted: boolean;
  /** How Samlet sends its logout messages. */
  readonly logout: 'Redirect' | 'POST';
  readonly nameIdFormat: string;
}

/** The providers, each another way to speak SAML. */
export const PROVIDERS: readonly Provider[] = [
  {
    path: 'orchard-wiki',
    name: 'Orchard Wiki',
    tagline: 'What everybody knows, written down.',
    shows: 'Asks by HTTP-Redirect and does not sign; takes unsolicited responses, too. NameID: the mail address.',
    requests: 'redirect',
    signsRequests: false,
    takesEncrypted: false,
    logout: 'Redirect',
    nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  },
  {
    path: 'ledgerly',
    name: 'Ledgerly',
    tagline: 'Books that balance.',
    shows: 'Asks by HTTP-Redirect and signs; takes nothing that it did not ask for. NameID: persistent, opaque.',
    requests: 'redirect',
    signsRequests: true,
    takesEncrypted: false,
    logout: 'Redirect',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  },
  {
    path: 'tidepool-crm',
    name: 'Tidepool CRM',
    tagline: 'Customers come and go; we remember.',
    shows: 'Asks by HTTP-POST and signs; takes encrypted assertions; logs out by POST. NameID: transient.',
    requests: 'post',
    signsRequests: true,
    takesEncrypted: true,
    logout: 'POST',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  },
];

/** The addresses of a provider. */
export interface Addresses {
  readonly home: string;
  readonly entityId: string;
  readonly acs: string;
  readonly logout: string;
}

/** Where a provider is reached. */
export function addressesOf({ path }: Provider, url: string): Addresses {
  const home = `${url}/sp/${path}/`;
  return { home, entityId: `${home}metadata`, acs: `${home}acs`, logout: `${home}slo` };
}
