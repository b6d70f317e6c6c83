import * as z from 'zod/mini';
import { isHostPattern, isRelayState, URL_MAX } from '../apps/address.ts';
import { NAME_ID_FORMATS, type NameIdFormat, PROFILE_FIELDS } from '../apps/app.ts';
import { checkAnswer } from './check-schema.ts';
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
  notes: text(4096),
  presetId: z.string().check(z.regex(/^[a-z\d-]{1,64}$/, 'This is no preset of the catalogue.')),
  enabled: z.boolean(),
  showInPortal: z.boolean(),
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
  metadataUrl: url,
  metadataCertificate: certificate,
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
export const metadataSchema = z
  .strictObject({
    xml: z.optional(z.string().check(z.minLength(1), z.maxLength(2 * 1024 * 1024))),
    url: z.optional(url),
    name: z.optional(APP.name),
    entityId: z.optional(text(1024)),
  })
  .check(
    z.refine(
      ({ xml, url: at }) => (xml === undefined) !== (at === undefined),
      'Metadata is given as `xml`, or by its `url`.',
    ),
    z.meta({ oneOf: [{ required: ['xml'] }, { required: ['url'] }] }),
  );

/** What would be told of a user by an app that is not registered, or not yet like this. */
export const previewSchema = z.strictObject({
  app: z.strictObject({ ...optional(APP), name: z.optional(APP.name), entityId: text(1024), acs: z.optional(APP.acs) }),
  userId: id,
});

/** What a copy of an app has of its own. */
export const duplicateSchema = z.strictObject({
  name: APP.name,
  entityId: text(1024),
  acs: z.optional(APP.acs),
});

/** How it stands with an app's published metadata. */
export const metadataStateAnswer = z.strictObject({
  appId: id,
  status: z.enum(['waiting', 'fresh', 'failing', 'held']),
  checkedAt: z.optional(time),
  changedAt: z.optional(time),
  validUntil: z.optional(time),
  nextAt: time,
  failure: z.optional(z.strictObject({ detail: z.string(), since: time, count: z.int() })),
  held: z.optional(
    z.strictObject({
      acs: z.optional(APP.acs),
      logout: z.optional(APP.logout),
      hosts: z.array(z.string()),
      foundAt: time,
    }),
  ),
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
  startUrl: z.optional(url),
  preset: z.optional(z.strictObject({ id: z.string(), name: z.string() })),
  steps: z.array(z.string()),
  limits: z.array(z.string()),
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

/** Something to know of a preview: `error` will fail, `warning` may, `note` is as it was meant. */
export const findingAnswer = z.strictObject({
  level: z.enum(['error', 'warning', 'note']),
  pointer: z.string(),
  detail: z.string(),
});

/** What an app would be told of a user. */
export const appPreviewAnswer = z.strictObject({
  isAssigned: z.boolean(),
  audience: z.string(),
  nameId: z.strictObject({ format: z.string(), value: z.string() }),
  attributes: z.array(releasedAnswer),
  relayState: z.optional(z.string()),
  findings: z.array(findingAnswer),
  /** What would be sent, held against the rules of SAML and AWS. */
  checks: z.array(checkAnswer),
});

/** A user or group that something is assigned to. */
export const principalAnswer = z.strictObject({ type: z.enum(['USER', 'GROUP']), id });
