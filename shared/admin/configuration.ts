import * as z from 'zod/mini';
import { documentSchema } from '../configuration/document.ts';
import { applySchema, begunAnswer, planAnswer } from '../configuration/schemas.ts';
import { one } from './answers.ts';
import type { Operation, QueryParameter } from './operation.ts';

const yesOrNo = (description: string): QueryParameter => ({
  description,
  schema: z.enum(['true', 'false'], 'This is `true` or `false`.'),
});

/** Operations on the configuration as one document. */
export const CONFIGURATION_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/config',
    summary: 'Gives the configuration as one document, in JSON or YAML; planning it as it is changes nothing.',
    permission: 'config.read',
    speaksYaml: true,
    query: { members: yesOrNo('Whether groups are told with their members, by user name; `false` if it is not said.') },
    answers: one(documentSchema),
    run: async (call) => (await import('../configuration/requests.ts')).exported(call),
  },
  {
    route: 'GET /admin/v1/config/schema',
    summary: 'Gives the JSON Schema of the document.',
    permission: 'config.read',
    answers: one(z.looseObject({ $schema: z.string() })),
    run: async () => ({ body: (await import('../configuration/document.ts')).documentJsonSchema() }),
  },
  {
    route: 'PUT /admin/v1/config',
    summary:
      'Plans a document: tells what would be made, changed and deleted, and does none of it. A list that the document does not have is left alone.',
    permission: 'config.write',
    speaksYaml: true,
    body: documentSchema,
    example: { samlet: 1, groups: [{ displayName: 'Engineering', description: 'Everybody who builds' }] },
    query: {
      prune: yesOrNo(
        'Whether what stands in no list of the document is deleted, where it has that list; `false` if it is not said.',
      ),
    },
    answers: one(planAnswer),
    run: async (call) => (await import('../configuration/requests.ts')).planned(call),
  },
  {
    route: 'GET /admin/v1/config/plans/{planId}',
    summary: 'Gives a plan, for two days after it was made.',
    permission: 'config.read',
    answers: one(planAnswer),
    run: async (call) => (await import('../configuration/requests.ts')).planIn(call),
  },
  {
    route: 'POST /admin/v1/config/plans/{planId}/apply',
    summary:
      'Begins to carry out a plan, within an hour after it was made and once. The job stops at what is no longer as the plan saw it.',
    permission: 'config.write',
    isSensitive: true,
    body: applySchema,
    example: { planHash: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU', confirmDeletions: true },
    answers: { status: 202, body: begunAnswer },
    run: async (call) => (await import('../configuration/requests.ts')).begun(call),
  },
];
