import * as z from 'zod/mini';
import { FIRST_FACTORS, POLICY_TARGET, SECOND_FACTORS } from '../policy/policies.ts';
import { id, name, optional, patch, text } from './text-schemas.ts';

/** Apps, and groups, that one policy may name. */
const NAMED = 100;

const target = z
  .string()
  .check(
    z.regex(
      POLICY_TARGET,
      'This is neither the ID of an app, nor `portal`, `console`, `aws`, `aws:<account>` or `aws:<account>/<role>`.',
    ),
  );
const policyId = z.string().check(z.regex(/^(?:default|[a-z2-7]{26})$/, 'This is not the ID of a policy.'));
const allOr = <T extends z.ZodMiniType>(entry: T) =>
  z.union([z.literal('all'), z.array(entry).check(z.minLength(1), z.maxLength(NAMED))]);

const POLICY = {
  name: name(128),
  description: text(512),
  enabled: z.boolean(),
  apps: allOr(target),
  groups: allOr(id),
  firstFactor: z.enum(FIRST_FACTORS),
  secondFactor: z.enum(SECOND_FACTORS),
  access: z.enum(['allow', 'deny']),
  proofMaxMinutes: z.int().check(z.gte(0), z.lte(1440)),
};
const position = z.optional(z.int().check(z.gte(0), z.lte(NAMED)));

/** A new policy; `position` is its place in the order, 0 the first; without it, it comes last before the default. */
export const newPolicySchema = z.strictObject({ ...optional(POLICY), name: POLICY.name, position });

/** The policy that a new app brings with it. */
export const appPolicySchema = z.strictObject((({ apps: _its, ...rest }) => rest)(newPolicySchema.shape));

/** What is changed of a policy. */
export const policyPatchSchema = z.strictObject({ ...patch(POLICY), name: z.optional(POLICY.name) });

/** The order of policies: every ID but the default's, which stays last. */
export const policyOrderSchema = z.strictObject({ order: z.array(policyId).check(z.maxLength(200)) });

/** A policy as the API tells it. */
export const policyAnswer = z.strictObject({
  ...POLICY,
  id: policyId,
  description: z.optional(POLICY.description),
  proofMaxMinutes: z.optional(POLICY.proofMaxMinutes),
});

/** All policies in their order. */
export const policiesAnswer = z.strictObject({ items: z.array(policyAnswer) });

/** Whom a policy is about, and what. */
export const affectedAnswer = z.strictObject({
  isEverybody: z.boolean(),
  isEverything: z.boolean(),
  groups: z.array(z.strictObject({ id, displayName: z.optional(z.string()), members: z.int(), hasMore: z.boolean() })),
  apps: z.array(z.strictObject({ target, name: z.optional(z.string()), isKnown: z.boolean() })),
  users: z.array(
    z.strictObject({
      userId: id,
      userName: z.string(),
      displayName: z.string(),
      active: z.boolean(),
      decidesFor: z.enum(['all', 'some', 'none']),
    }),
  ),
  nextCursor: z.optional(z.string()),
});

/** Who wants what: what would be decided. */
export const evaluationSchema = z.strictObject({
  userId: id,
  target: z
    .string()
    .check(
      z.regex(
        /^(?:portal|console|aws:\d{12}\/[\w+=,.@-]{1,64}|[a-z2-7]{26})$/,
        'This is neither the ID of an app, nor `portal`, `console` or `aws:<account>/<role>`.',
      ),
    ),
  proofAgeMinutes: z.optional(z.int().check(z.gte(0), z.lte(1440))),
});

/** A decision with how it came about. */
export const evaluationAnswer = z.strictObject({
  decision: z.enum(['allow', 'require', 'deny']),
  rule: z.string(),
  code: z.optional(z.string()),
  policy: z.optional(z.strictObject({ id: policyId, name: z.string() })),
  considered: z.array(
    z.strictObject({ id: policyId, name: z.string(), fit: z.enum(['fits', 'disabled', 'other-app', 'other-group']) }),
  ),
});
