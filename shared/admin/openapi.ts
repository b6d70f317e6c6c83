import * as z from 'zod/mini';
import type { Operation } from './operation.ts';

const PROBLEM = {
  description: 'A problem (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Describes the API in OpenAPI 3.1, from the very table that answers. */
export function openApi(operations: readonly Operation[], baseUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const [method = '', path = ''] = operation.route.split(' ');
    (paths[path] ??= {})[method.toLowerCase()] = described(operation, path);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Samlet admin API', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM_SCHEMA },
    },
  };
}

function described(
  { route, summary, scope, body, needsVersion, pages }: Operation,
  path: string,
): Record<string, unknown> {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...(pages
      ? [
          parameter('limit', 'query', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
          parameter('cursor', 'query', { type: 'string' }),
        ]
      : []),
    ...(needsVersion ? [{ ...parameter('If-Match', 'header', { type: 'string' }), required: true }] : []),
  ];
  return {
    operationId: operationIdOf(route),
    summary,
    ...(scope === 'public' ? { security: [] } : { 'x-scope': scope }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } } : {}),
    responses: { '2XX': { description: 'Done.' }, '4XX': PROBLEM, '5XX': PROBLEM },
  };
}

const parameter = (name: string, where: string, schema: object) => ({ name, in: where, schema });

/** `GET /admin/v1/users/{userId}` is `get-users-userId`. */
const operationIdOf = (route: string): string =>
  route.toLowerCase().split(' /admin/v1/').join('-').replaceAll(/[{}]/g, '').replaceAll(/[/.]/g, '-');

function schemaOf(schema: z.ZodMiniType): Record<string, unknown> {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return described;
}

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    instance: { type: 'string', description: 'The request’s number.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};
