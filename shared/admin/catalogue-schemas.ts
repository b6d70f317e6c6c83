import * as z from 'zod/mini';
import { CATEGORIES } from '../apps/catalogue/preset.ts';
import { newAppSchema } from './app-schemas.ts';
import { newAccountSchema, roleAssignmentSchema } from './aws-schemas.ts';

/** The most that metadata may have, in characters: what one request may carry. */
const XML_MAX = 2 * 1024 * 1024;

/** What a preset is told, and metadata if there is some: as it is, or where it is published. */
export const draftSchema = z.strictObject({
  inputs: z.optional(
    z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(2048))).check(
      z.refine((inputs) => Object.keys(inputs).length <= 20, 'Inputs at the most: 20.'),
      z.meta({ maxProperties: 20 }),
    ),
  ),
  xml: z.optional(z.string().check(z.minLength(1), z.maxLength(XML_MAX))),
  metadataUrl: z.optional(z.string().check(z.minLength(1), z.maxLength(2048))),
  entityId: z.optional(z.string().check(z.minLength(1), z.maxLength(1024))),
});

/** An input as the API tells it. */
const inputAnswer = z.strictObject({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  example: z.string(),
  pattern: z.string(),
  fault: z.string(),
  choices: z.optional(z.array(z.string())),
  isOptional: z.boolean(),
});

/** A preset without what only its draft tells. */
export const presetAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  category: z.enum(CATEGORIES),
  /** What it becomes. */
  registeredAs: z.enum(['app', 'aws-account', 'aws-role']),
  metadata: z.optional(z.enum(['best', 'may'])),
  inputs: z.array(inputAnswer),
  steps: z.array(z.string()),
  limits: z.array(z.string()),
  links: z.array(z.string()),
  unverified: z.optional(z.string()),
});

/** The presets of the catalogue. */
export const catalogueAnswer = z.strictObject({
  categories: z.array(z.string()),
  items: z.array(presetAnswer),
});

const { name, entityId, acs, ...others } = newAppSchema.shape;

/** A filled form: it is sent on to where it is registered, as it is or changed. */
export const draftAnswer = z.strictObject({
  registeredAs: z.enum(['app', 'aws-account', 'aws-role']),
  /** For `POST /admin/v1/apps`. What neither inputs nor metadata told is missing. */
  app: z.optional(
    z.strictObject({
      ...others,
      name: z.optional(name),
      entityId: z.optional(entityId),
      acs: z.optional(acs),
    }),
  ),
  /** For `POST /admin/v1/aws/accounts`. */
  awsAccount: z.optional(newAccountSchema),
  /** For `POST /admin/v1/aws/accounts/{accountId}/roles`. */
  awsRole: z.optional(
    z.strictObject({
      accountId: z.string(),
      roleArn: z.string(),
      providerArn: z.string(),
      tagSession: z.optional(z.boolean()),
      maxSessionSeconds: z.optional(z.int()),
    }),
  ),
  /** For the assignment of that role. */
  assignment: z.optional(roleAssignmentSchema),
  steps: z.array(z.string()),
  limits: z.array(z.string()),
});
