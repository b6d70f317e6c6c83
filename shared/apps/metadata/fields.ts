import type { SpMetadata } from '../../saml/sp-metadata.ts';
import { type AppFields, NAME_ID_FORMATS, type NameIdFormat } from '../app.ts';

/** What metadata may say of an app. */
export type MetadataFields = Pick<AppFields, 'entityId' | 'acs' | 'signingCertificates' | 'requestsSigned'> &
  Partial<Pick<AppFields, 'logout' | 'encryptionCertificate' | 'nameIdFormat'>>;

/** What metadata says of an app; what it does not say is left out. */
export function fieldsOf(metadata: SpMetadata): MetadataFields {
  const [encryptionCertificate] = metadata.encryptionCertificates;
  return {
    entityId: metadata.entityId,
    acs: metadata.acs,
    ...(metadata.logout ? { logout: metadata.logout } : {}),
    signingCertificates: metadata.signingCertificates,
    ...(encryptionCertificate ? { encryptionCertificate } : {}),
    requestsSigned: metadata.requestsSigned,
    ...nameIdFormatIn(metadata.nameIdFormats),
  };
}

/** The first of the formats that the metadata wishes for and that we issue. */
function nameIdFormatIn(wished: readonly string[]): { nameIdFormat?: NameIdFormat } {
  const known = Object.entries(NAME_ID_FORMATS).filter(([, uri]) => wished.includes(uri));
  const [first] = known.toSorted(([, a], [, b]) => wished.indexOf(a) - wished.indexOf(b));
  return first ? { nameIdFormat: first[0] as NameIdFormat } : {};
}

/** A name as metadata gives it, cut to what we keep; without one, the entity ID stands for it. */
export const nameIn = ({ displayName, entityId }: SpMetadata): string =>
  [...(displayName ?? entityId).replaceAll(/\s+/g, ' ').trim()].slice(0, 64).join('');
