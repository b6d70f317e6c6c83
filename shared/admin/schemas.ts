import * as z from 'zod/mini';
import { NAME_ID_FORMATS, PROFILE_FIELDS } from '../apps/app.ts';
import { isMailAddress } from '../users/mail-address.ts';
import { ADMIN_ROLES } from '../users/user.ts';
import { SCOPES, TOKEN_DAYS_MAX } from './api-token.ts';

const text = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^[^\p{Cc}]*$/u, 'has control characters'));
const mail = z.string().check(z.refine(isMailAddress, 'is not a mail address that Samlet can write to'));

const USER = {
  userName: text(128),
  email: mail,
  externalId: text(256),
  givenName: text(128),
  familyName: text(128),
  displayName: text(256),
  phoneNumber: z.string().check(z.regex(/^\+?[\d ()./-]{3,32}$/, 'is not a telephone number')),
  title: text(128),
  department: text(128),
  organization: text(128),
  employeeNumber: text(64),
  costCenter: text(64),
  preferredLanguage: z.string().check(z.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'is not a language tag')),
  custom: z.record(z.string().check(z.regex(/^[\w.-]{1,64}$/)), text(256)),
  active: z.boolean(),
  adminRole: z.enum(ADMIN_ROLES),
};

const optional = <T extends Record<string, z.ZodMiniType>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, z.optional(schema)])) as {
    [K in keyof T]: z.ZodMiniOptional<T[K]>;
  };

/** Every field may be left out or taken away. */
const patch = <T extends Record<string, z.ZodMiniType>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, z.optional(z.nullable(schema))])) as {
    [K in keyof T]: z.ZodMiniOptional<z.ZodMiniNullable<T[K]>>;
  };

/** A new user. */
export const newUserSchema = z.strictObject({ ...optional(USER), userName: USER.userName, email: USER.email });

/** What is changed of a user. */
export const userPatchSchema = z.strictObject({
  ...patch(USER),
  userName: z.optional(USER.userName),
  email: z.optional(USER.email),
  active: z.optional(USER.active),
});

const GROUP = { displayName: text(128), description: text(512), externalId: text(256) };

/** A new group. */
export const newGroupSchema = z.strictObject({ ...optional(GROUP), displayName: GROUP.displayName });

/** What is changed of a group. */
export const groupPatchSchema = z.strictObject({ ...patch(GROUP), displayName: z.optional(GROUP.displayName) });

const url = z.string().check(z.maxLength(2048));
const source = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('profile'), field: z.enum(PROFILE_FIELDS) }),
  z.strictObject({ from: z.literal('custom'), name: text(64) }),
  z.strictObject({ from: z.literal('groups'), groupIds: z.optional(z.array(text(26)).check(z.maxLength(100))) }),
  z.strictObject({ from: z.literal('constant'), values: z.array(text(1024)).check(z.minLength(1), z.maxLength(50)) }),
]);
const certificate = z.string().check(z.maxLength(8192));

const APP = {
  name: text(128),
  description: text(512),
  enabled: z.boolean(),
  acs: z
    .array(
      z.strictObject({
        url,
        index: z.number().check(z.int(), z.gte(0), z.lte(65_535)),
        isDefault: z.optional(z.boolean()),
      }),
    )
    .check(z.minLength(1), z.maxLength(50)),
  logout: z.strictObject({ binding: z.enum(['redirect', 'post']), url, responseUrl: z.optional(url) }),
  startUrl: url,
  signingCertificates: z.array(certificate).check(z.maxLength(10)),
  encryptionCertificate: certificate,
  encryptionAlgorithm: z.enum(['aes128-gcm', 'aes256-gcm']),
  requestsSigned: z.boolean(),
  signAssertion: z.boolean(),
  signResponse: z.boolean(),
  nameIdFormat: z.enum(
    Object.keys(NAME_ID_FORMATS) as [keyof typeof NAME_ID_FORMATS, ...(keyof typeof NAME_ID_FORMATS)[]],
  ),
  nameIdField: z.enum(PROFILE_FIELDS),
  attributes: z
    .array(
      z.strictObject({
        name: text(512),
        nameFormat: z.optional(text(256)),
        friendlyName: z.optional(text(128)),
        source,
      }),
    )
    .check(z.maxLength(50)),
  idpInitiated: z.boolean(),
  relayState: z.string().check(z.maxLength(1024)),
  overrideRelayState: z.boolean(),
  relayStateHosts: z
    .array(z.string().check(z.regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, 'is not a host')))
    .check(z.maxLength(50)),
  sessionSeconds: z.number().check(z.int(), z.gte(60), z.lte(86_400)),
};

/** A new app by its fields. */
export const newAppSchema = z.strictObject({ ...optional(APP), name: APP.name, entityId: text(1024), acs: APP.acs });

/** A new app by the service provider's metadata. */
export const metadataSchema = z.strictObject({
  xml: z.string().check(z.maxLength(2 * 1024 * 1024)),
  name: z.optional(APP.name),
});

/** What is changed of an app; its entity ID never is. */
export const appPatchSchema = z.strictObject({ ...patch(APP), name: z.optional(APP.name), acs: z.optional(APP.acs) });

const accountId = z.string().check(z.regex(/^\d{12}$/, 'is not the 12 digits of an AWS account'));
const partition = z.enum(['aws', 'aws-us-gov', 'aws-cn']);

/** A new AWS account. */
export const newAccountSchema = z.strictObject({ id: accountId, name: text(128), partition: z.optional(partition) });

/** What is changed of an AWS account. */
export const accountPatchSchema = z.strictObject({ name: z.optional(text(128)) });

const ROLE = {
  description: text(512),
  maxSessionSeconds: z.number().check(z.int(), z.gte(3600), z.lte(43_200)),
  tagSession: z.boolean(),
  sourceIdentity: z.boolean(),
};

/** A new role: two ARNs, or one text that holds both. */
export const newRoleSchema = z.union([
  z.strictObject({ ...optional(ROLE), roleArn: text(1024), providerArn: text(512) }),
  z.strictObject({ ...optional(ROLE), pair: text(2048) }),
]);

/** What is changed of a role. */
export const rolePatchSchema = z.strictObject({
  ...patch(ROLE),
  maxSessionSeconds: z.optional(ROLE.maxSessionSeconds),
  providerArn: z.optional(text(512)),
});

/** How a role is assigned. */
export const roleAssignmentSchema = z.strictObject({
  sessionSeconds: z.optional(z.number().check(z.int(), z.gte(900), z.lte(43_200))),
  relayState: z.optional(url),
  tags: z.optional(
    z.record(z.string().check(z.regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, 'is not a tag key')), text(256)),
  ),
});

/** A new API token. */
export const newTokenSchema = z.strictObject({
  name: text(128),
  scopes: z.array(z.enum(SCOPES)).check(z.minLength(1)),
  days: z.optional(z.number().check(z.int(), z.gte(1), z.lte(TOKEN_DAYS_MAX))),
});
