import { markup, type Markup, textOf } from './markup.ts';
import type { ProviderKey, ProviderKeys } from './provider-keys.ts';
import { type Addresses, type Provider } from './providers.ts';

const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-';

const keyDescriptor = (use: string, { certificate }: ProviderKey): Markup =>
  markup`<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate.replaceAll(/-----[^-]+-----|\s/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;

/** The metadata of a provider, by which Samlet gets to know it (Metadata 2.4.4). */
export function providerMetadata(provider: Provider, keys: ProviderKeys, { entityId, acs, logout }: Addresses): string {
  const { name, signsRequests, nameIdFormat } = provider;
  return textOf(markup`<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui" entityID="${entityId}">
<md:SPSSODescriptor AuthnRequestsSigned="${String(signsRequests)}" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:Extensions><mdui:UIInfo><mdui:DisplayName xml:lang="en">${name}</mdui:DisplayName></mdui:UIInfo></md:Extensions>
${keyDescriptor('signing', keys.signing)}
${keys.encryption && keyDescriptor('encryption', keys.encryption)}
<md:SingleLogoutService Binding="${BINDINGS}${provider.logout}" Location="${logout}"/>
<md:NameIDFormat>${nameIdFormat}</md:NameIDFormat>
<md:AssertionConsumerService Binding="${BINDINGS}POST" Location="${acs}" index="0" isDefault="true"/>
<md:AttributeConsumingService index="0"><md:ServiceName xml:lang="en">${name}</md:ServiceName>${requested('mail', 'mail')}${requested('displayName', 'displayName')}</md:AttributeConsumingService>
</md:SPSSODescriptor>
</md:EntityDescriptor>
`);
}

const requested = (name: string, friendlyName: string): Markup =>
  markup`<md:RequestedAttribute Name="${name}" FriendlyName="${friendlyName}" isRequired="false"/>`;
