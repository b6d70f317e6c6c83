/**
 * configuration/ owns the configuration as one document: what it holds, how it is written, how it differs from what is
 * registered, and how a difference is carried out. It has no rules of its own: each change goes by the operation of the
 * admin API that an administrator would use. It holds no users, no secrets and nothing that only one house can have.
 */
import * as z from 'zod/mini';
import { ATTRIBUTE_NAMES, newAppSchema, PLAIN_SOURCES } from '../admin/app-schemas.ts';
import { newAccountSchema, ROLE_FIELDS, roleAssignmentSchema } from '../admin/aws-schemas.ts';
import { appPolicySchema } from '../admin/policy-schemas.ts';
import { SECTIONS } from '../admin/settings-sections.ts';
import { name, optional, text } from '../admin/text-schemas.ts';
import { newGroupSchema } from '../admin/user-schemas.ts';

/** Entries that one list of a document holds at the most. */
const LIST_MAX = 5000;

const list = <T extends z.ZodMiniType>(entry: T) => z.array(entry).check(z.maxLength(LIST_MAX));

const GROUP_NAME = name(128);
const USER_NAME = text(254);
const WHO = { group: z.optional(GROUP_NAME), user: z.optional(USER_NAME) };

const namesOne = ({ group, user }: { group?: string | undefined; user?: string | undefined }): boolean =>
  (group === undefined) !== (user === undefined);
const NAMES_ONE = 'An assignment names a `group` or a `user`.';
const ONE_OF = { oneOf: [{ required: ['group'] }, { required: ['user'] }] };

const appAssignment = z.strictObject(WHO).check(z.refine(namesOne, NAMES_ONE), z.meta(ONE_OF));
const roleAssignment = z
  .strictObject({ ...WHO, ...roleAssignmentSchema.shape })
  .check(z.refine(namesOne, NAMES_ONE), z.meta(ONE_OF));

const group = z.strictObject({ ...newGroupSchema.shape, members: z.optional(list(USER_NAME)) });

const source = z.discriminatedUnion('from', [
  ...PLAIN_SOURCES,
  z.strictObject({ from: z.literal('groups'), groups: z.optional(z.array(GROUP_NAME).check(z.maxLength(100))) }),
]);

const app = z.strictObject({
  ...newAppSchema.shape,
  attributes: z.optional(z.array(z.strictObject({ ...ATTRIBUTE_NAMES, source })).check(z.maxLength(50))),
  assignments: z.optional(list(appAssignment)),
});

const awsApp = z.strictObject({
  partition: z.enum(['aws', 'aws-us-gov', 'aws-cn']),
  name: newAppSchema.shape.name,
  description: newAppSchema.shape.description,
  enabled: newAppSchema.shape.enabled,
  acs: z.optional(newAppSchema.shape.acs),
});

const role = z.strictObject({
  roleArn: text(1024),
  providerArn: text(512),
  ...ROLE_FIELDS,
  assignments: z.optional(list(roleAssignment)),
});

const account = z.strictObject({ ...newAccountSchema.shape, roles: z.optional(list(role)) });

const TARGET = text(1024);
const allOr = <T extends z.ZodMiniType>(entry: T) =>
  z.optional(z.union([z.literal('all'), z.array(entry).check(z.minLength(1), z.maxLength(100))]));

const { position: _byOrder, groups: _byName, enabled, ...POLICY } = appPolicySchema.shape;
const policy = z.strictObject({ ...POLICY, enabled, apps: allOr(TARGET), groups: allOr(GROUP_NAME) });

/** The default holds for everybody and everything that no other policy speaks of. */
const defaultPolicy = z.strictObject({ ...POLICY, name: z.optional(POLICY.name) });

const settings = z.strictObject(
  optional(
    Object.fromEntries(SECTIONS.map(({ section, fields }) => [section.name, z.strictObject(optional({ ...fields }))])),
  ),
);

/** A configuration. A list that is not there says nothing of what it would hold. */
export const documentSchema = z.strictObject({
  $schema: z.optional(z.string()),
  samlet: z.literal(1),
  groups: z.optional(list(group)),
  apps: z.optional(list(app)),
  aws: z.optional(z.strictObject({ apps: z.optional(list(awsApp)), accounts: z.optional(list(account)) })),
  policies: z.optional(z.array(policy).check(z.maxLength(100))),
  defaultPolicy: z.optional(defaultPolicy),
  settings: z.optional(settings),
});

/** A configuration that fits {@link documentSchema}. */
export type Configuration = z.infer<typeof documentSchema>;

/** A group of a document. */
export type GroupEntry = z.infer<typeof group>;
/** An app of a document. */
export type AppEntry = z.infer<typeof app>;
/** AWS as an app, of a document. */
export type AwsAppEntry = z.infer<typeof awsApp>;
/** An AWS account of a document. */
export type AccountEntry = z.infer<typeof account>;
/** A role of a document. */
export type RoleEntry = z.infer<typeof role>;
/** A policy of a document. */
export type PolicyEntry = z.infer<typeof policy>;
/** The default policy of a document. */
export type DefaultPolicyEntry = z.infer<typeof defaultPolicy>;
/** Whom something is assigned to, in a document. */
export type Who = z.infer<typeof appAssignment>;
/** An assignment of a role, in a document. */
export type RoleAssignmentEntry = z.infer<typeof roleAssignment>;

/** The document's JSON Schema (2020-12), for editors and for other programs. */
export const documentJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(documentSchema, { unrepresentable: 'any', io: 'input' }),
  title: 'A configuration of Samlet',
});
