import * as z from 'zod/mini';
import { URL_MAX } from '../apps/address.ts';
import { areDistinctKeys, isTagKey, TAG_LIMITS, unknownFields } from '../aws-access/session-tags.ts';
import { principalAnswer, releasedAnswer } from './app-schemas.ts';
import { checkAnswer } from './check-schema.ts';
import { id, KEPT, name, optional, patch, seconds, text, time } from './text-schemas.ts';

const accountId = z.string().check(z.regex(/^\d{12}$/, 'An AWS account has 12 digits.'));
const partition = z.enum(['aws', 'aws-us-gov', 'aws-cn']);

/** A new AWS account. */
export const newAccountSchema = z.strictObject({ id: accountId, name: name(128), partition: z.optional(partition) });

/** What is changed of an AWS account. */
export const accountPatchSchema = z.strictObject({ name: z.optional(name(128)) });

/** An AWS account as the API tells it. */
export const accountAnswer = z.strictObject({ id: accountId, name: z.string(), partition, ...KEPT });

const ROLE = {
  description: text(512),
  maxSessionSeconds: seconds(3600, 43_200),
  tagSession: z.boolean(),
  sourceIdentity: z.boolean(),
};

/** What may be said of a role beside its ARNs. */
export const ROLE_FIELDS = optional(ROLE);

/** A new role: two ARNs, or one text that holds both in either order. */
export const newRoleSchema = z
  .strictObject({
    ...ROLE_FIELDS,
    roleArn: z.optional(text(1024)),
    providerArn: z.optional(text(512)),
    pair: z.optional(text(2048)),
  })
  .check(
    z.refine(
      ({ roleArn, providerArn, pair }) =>
        pair === undefined
          ? roleArn !== undefined && providerArn !== undefined
          : roleArn === undefined && providerArn === undefined,
      'A role is given by `roleArn` and `providerArn`, or by `pair`, which holds both.',
    ),
    z.meta({ oneOf: [{ required: ['roleArn', 'providerArn'] }, { required: ['pair'] }] }),
  );

/** What is changed of a role; its ARN never is. */
export const rolePatchSchema = z.strictObject({ ...patch(ROLE), providerArn: z.optional(text(512)) });

/** A role as the API tells it. */
export const roleAnswer = z.strictObject({
  ...ROLE,
  description: z.optional(ROLE.description),
  accountId,
  name: z.string(),
  roleArn: z.string(),
  providerArn: z.string(),
  ...KEPT,
});

const tagKey = z
  .string()
  .check(z.maxLength(TAG_LIMITS.key), z.refine(isTagKey, 'This is no key that AWS takes for a tag.'));
const tagTemplate = text(TAG_LIMITS.value).check(
  z.refine(
    (template) => unknownFields(template).length === 0,
    'This names a field between braces that no profile has.',
  ),
);

const ASSIGNMENT = {
  sessionSeconds: seconds(900, 43_200),
  relayState: z.string().check(z.maxLength(URL_MAX), z.meta({ format: 'uri' })),
  tags: z.record(tagKey, tagTemplate).check(
    z.refine((tags) => Object.keys(tags).length <= TAG_LIMITS.tags, `Tags at the most: ${TAG_LIMITS.tags}.`),
    z.refine((tags) => areDistinctKeys(Object.keys(tags)), 'AWS does not tell keys apart by case.'),
    z.meta({ maxProperties: TAG_LIMITS.tags }),
  ),
  transitiveTagKeys: z.array(tagKey).check(z.maxLength(TAG_LIMITS.tags)),
};

/** How a role is assigned; what is not said has its default, also where an assignment is changed. */
export const roleAssignmentSchema = z.strictObject(optional(ASSIGNMENT));

/** An assignment as the API tells it. */
export const roleAssignmentAnswer = z.strictObject({
  ...optional(ASSIGNMENT),
  accountId,
  roleName: z.string(),
  principal: principalAnswer,
  assignedAt: time,
});

/** Many pairs at once, one a line, as they were copied. */
export const roleImportSchema = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(200_000)),
  ...optional(ROLE),
  createAccounts: z.optional(z.boolean()),
});

/** What became of each line; lines that are empty or begin with `#` are passed over. */
export const roleImportAnswer = z.strictObject({
  created: z.int(),
  existing: z.int(),
  refused: z.int(),
  lines: z.array(
    z.strictObject({
      line: z.int(),
      outcome: z.enum(['created', 'exists', 'refused']),
      accountId: z.optional(z.string()),
      roleName: z.optional(z.string()),
      details: z.optional(z.array(z.string())),
    }),
  ),
});

const principal = z.strictObject({ type: z.enum(['USER', 'GROUP']), id });
const roleName = z.string().check(z.regex(/^[\w+=,.@-]{1,64}$/, 'This is no name of a role.'));

/** Several assignments made or taken away, all or none. */
export const assignmentChangesSchema = z.strictObject({
  changes: z
    .array(
      z.discriminatedUnion('do', [
        z.strictObject({ do: z.literal('assign'), accountId, roleName, principal, ...optional(ASSIGNMENT) }),
        z.strictObject({ do: z.literal('unassign'), accountId, roleName, principal }),
      ]),
    )
    .check(z.minLength(1), z.maxLength(20)),
});

/** A role of the matrix. */
export const matrixRowAnswer = z.strictObject({
  account: z.strictObject({ id: accountId, name: z.string(), partition }),
  role: roleAnswer,
  assignments: z.array(
    z.strictObject({
      ...optional(ASSIGNMENT),
      principal: principalAnswer,
      name: z.optional(z.string()),
      assignedAt: time,
    }),
  ),
  /** Whether the role has more assignments than stand here. */
  hasMore: z.boolean(),
});

/** What an AWS assertion for a user and role would hold. */
export const rolePreviewAnswer = z.strictObject({
  isAssigned: z.boolean(),
  audience: z.string(),
  recipients: z.array(z.string()),
  nameId: z.strictObject({ format: z.string(), value: z.string() }),
  attributes: z.array(releasedAnswer),
  sessionSeconds: z.int(),
  relayState: z.optional(z.string()),
  /** The bookmark by which the role is tried. */
  launchUrl: z.string(),
  /** What would be sent, held against the rules of SAML and AWS. */
  checks: z.array(checkAnswer),
});
