import * as z from 'zod/mini';
import { isHostPattern, isRelayState, URL_MAX } from '../apps/address.ts';
import { NAME_ID_FORMATS, type NameIdFormat, PROFILE_FIELDS } from '../apps/app.ts';
import { appPolicySchema } from './policy-schemas.ts';
import { id, KEPT, name, optional, patch, seconds, text, time } from './text-schemas.ts';

const url = z.string().check(z.maxLength(URL_MAX), z.meta({ format: 'uri' }));
const relayState = z
  .string()
  .check(z.minLength(1), z.maxLength(1024), z.refine(isRelayState, 'This is no RelayState that an app may be given.'));

/** Where an attribute's values may come from that need no group. */
export const PLAIN_SOURCES = [
  z.strictObject({ from: z.literal('profile'), field: z.enum(PROFILE_FIELDS) }),
  z.strictObject({ from: z.literal('custom'), name: text(64) }),
  z.strictObject({ from: z.literal('constant'), values: z.array(text(1024)).check(z.minLength(1), z.maxLength(50)) }),
] as const;

const source = z.discriminatedUnion('from', [
  ...PLAIN_SOURCES,
  z.strictObject({ from: z.literal('groups'), groupIds: z.optional(z.array(id).check(z.maxLength(100))) }),
]);

/** What an attribute is called (Core 2.7.3.1). */
export const ATTRIBUTE_NAMES = {
  name: text(512),
  nameFormat: z.optional(text(256)),
  friendlyName: z.optional(text(128)),
};

const attribute = z.strictObject({ ...ATTRIBUTE_NAMES, source });

const acs = z.strictObject({ url, index: z.int().check(z.gte(0), z.lte(65_535)), isDefault: z.optional(z.boolean()) });
const certificate = z.string().check(z.maxLength(16_384));
const nameIdFormats = Object.keys(NAME_ID_FORMATS) as [NameIdFormat, ...NameIdFormat[]];

const APP = {
  name: name(128),
  description: text(512),
  enabled: z.boolean(),
  acs: z.array(acs).check(z.minLength(1), z.maxLength(50)),
  logout: z.strictObject({ binding: z.enum(['redirect', 'post']), url, responseUrl: z.optional(url) }),
  startUrl: url,
  signingCertificates: z.array(certificate).check(z.maxLength(10)),
  encryptionCertificate: certificate,
  encryptionAlgorithm: z.enum(['aes128-gcm', 'aes256-gcm']),
  requestsSigned: z.boolean(),
  signAssertion: z.boolean(),
  signResponse: z.boolean(),
  nameIdFormat: z.enum(nameIdFormats),
  nameIdField: z.enum(PROFILE_FIELDS),
  attributes: z.array(attribute).check(z.maxLength(50)),
  idpInitiated: z.boolean(),
  relayState,
  overrideRelayState: z.boolean(),
  relayStateHosts: z
    .array(z.string().check(z.maxLength(253), z.refine(isHostPattern, 'This is no host, nor `*.` before a domain.')))
    .check(z.maxLength(50)),
  sessionSeconds: seconds(60, 86_400),
};

/** A new app by its fields. */
export const newAppSchema = z.strictObject({
  ...optional(APP),
  name: APP.name,
  entityId: text(1024),
  acs: APP.acs,
  policy: z.optional(appPolicySchema),
});

/** A new app by the service provider's metadata; `entityId` chooses one where the metadata describes several. */
export const metadataSchema = z.strictObject({
  xml: z.string().check(z.minLength(1), z.maxLength(2 * 1024 * 1024)),
  name: z.optional(APP.name),
  entityId: z.optional(text(1024)),
});

/** What is changed of an app; its entity ID never is. */
export const appPatchSchema = z.strictObject({ ...patch(APP), name: z.optional(APP.name), acs: z.optional(APP.acs) });

/** An app as the API tells it. */
export const appAnswer = z.strictObject({
  ...optional(APP),
  id,
  kind: z.enum(['saml', 'aws']),
  name: z.string(),
  entityId: z.string(),
  enabled: z.boolean(),
  acs: APP.acs,
  signingCertificates: APP.signingCertificates,
  requestsSigned: z.boolean(),
  signAssertion: z.boolean(),
  signResponse: z.boolean(),
  nameIdFormat: APP.nameIdFormat,
  attributes: APP.attributes,
  idpInitiated: z.boolean(),
  overrideRelayState: z.boolean(),
  ...KEPT,
});

/** What the app's administrator must be told of us. */
export const ourSideAnswer = z.strictObject({
  entityId: z.optional(z.string()),
  loginUrl: url,
  logoutUrl: url,
  metadataUrl: url,
  certificateUrl: url,
  launchUrl: z.optional(url),
});

/** A certificate with what it says. */
export const certificateAnswer = z.strictObject({
  use: z.enum(['signing', 'encryption']),
  subject: z.string(),
  serialNumber: z.string(),
  key: z.string(),
  notBefore: time,
  notAfter: time,
  fingerprint: z.string(),
});

/** The certificates of an app. */
export const certificatesAnswer = z.strictObject({ items: z.array(certificateAnswer) });

/** An attribute as it is sent. */
export const releasedAnswer = z.strictObject({
  name: z.string(),
  nameFormat: z.optional(z.string()),
  friendlyName: z.optional(z.string()),
  values: z.array(z.string()),
});

/** What an app would be told of a user. */
export const appPreviewAnswer = z.strictObject({
  isAssigned: z.boolean(),
  audience: z.string(),
  nameId: z.strictObject({ format: z.string(), value: z.string() }),
  attributes: z.array(releasedAnswer),
  relayState: z.optional(z.string()),
});

/** A user or group that something is assigned to. */
export const principalAnswer = z.strictObject({ type: z.enum(['USER', 'GROUP']), id });
