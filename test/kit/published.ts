import type { FetchText } from '../../shared/outbound/fetch-text.ts';

/** Metadata of a service provider as it would write it. */
export const spMetadata = (
  entityId: string,
  more: { acs?: readonly string[]; keys?: readonly string[]; validUntil?: string } = {},
): string => {
  const { acs = [`${entityId}/acs`], keys = [], validUntil } = more;
  return (
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"` +
    `${validUntil === undefined ? '' : ` validUntil="${validUntil}"`}>` +
    `<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
    keys
      .map(
        (key) =>
          `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>` +
          `<ds:X509Certificate>${key}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
      )
      .join('') +
    acs
      .map(
        (url, index) =>
          `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ` +
          `Location="${url}" index="${index}"/>`,
      )
      .join('') +
    `</md:SPSSODescriptor></md:EntityDescriptor>`
  );
};

/** Every service provider publishes its metadata under `/metadata`: two addresses of its own. */
export const published: FetchText = (url) => {
  const entityId = url.replace(/\/metadata$/, '');
  return Promise.resolve(spMetadata(entityId, { acs: [`${entityId}/acs`, `${entityId}/acs/second`] }));
};
