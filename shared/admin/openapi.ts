import * as z from 'zod/mini';
import { REFUSALS, type RefusalCode } from '../base/refusal.ts';
import { NAMED_SCHEMAS } from './openapi-schemas.ts';
import { PATH_FORMS } from './input.ts';
import type { Operation, QueryParameter } from './operation.ts';
import { PAGING } from './paging.ts';

type Described = Record<string, unknown>;

/** Describes the API in OpenAPI 3.1, from the very table that answers. */
export function openApi(operations: readonly Operation[], baseUrl: string): Described {
  const paths: Record<string, Described> = {};
  for (const operation of operations) {
    const [method = '', path = ''] = operation.route.split(' ');
    (paths[path] ??= {})[method.toLowerCase()] = described(operation, path);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Samlet admin API',
      version: '1',
      description:
        'Everything that the console can do. Whoever calls brings an API token, or the cookies of the console: then every change also bears the header `Samlet-Request: 1`, and what is sensitive (`x-sensitive`) asks for a proof of the last 15 minutes.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: baseUrl }],
    security: [{ token: [] }, { session: [] }],
    tags: TAGS.map(([, name]) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token: `samlet_…`.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-samlet-admin' },
      },
      schemas: { ...namedSchemas(), Problem: PROBLEM_SCHEMA },
      responses: { Problem: PROBLEM },
    },
  };
}

const TAGS: readonly (readonly [RegExp, string])[] = [
  [/^\/admin\/v1\/users/, 'Users'],
  [/^\/admin\/v1\/groups/, 'Groups'],
  [/^\/admin\/v1\/apps/, 'Apps'],
  [/^\/admin\/v1\/aws/, 'AWS'],
  [/^\/admin\/v1\/policies/, 'Policies'],
  [/^\/admin\/v1\/settings/, 'Settings'],
  [/^\/admin\/v1\/config/, 'Configuration'],
  [/^\/admin\/v1\/(?:audit|dashboard)/, 'Audit'],
  [/^\/admin\/v1\/(?:traces|explanations)/, 'Traces'],
  [/^\/admin\/v1\//, 'System'],
];

function described(operation: Operation, path: string): Described {
  const { route, summary, permission, isSensitive } = operation;
  const parameters = parametersOf(operation, path);
  return {
    operationId: operationIdOf(route),
    summary,
    tags: [TAGS.find(([pattern]) => pattern.test(path))?.[1]],
    ...(permission === 'public' ? { security: [] } : { 'x-permission': permission }),
    ...(isSensitive ? { 'x-sensitive': isSensitive } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: requestOf(operation) } : {}),
    responses: responsesOf(operation),
  };
}

function parametersOf({ route, query = {}, answers, needsVersion }: Operation, path: string): Described[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: PATH_FORMS[name]?.source },
  }));
  const inQuery = Object.entries({ ...query, ...(answers.isPage ? PAGING : {}) }).map(asQuery);
  const inHeader = [...(needsVersion ? [IF_MATCH] : []), ...(route.startsWith('POST') ? [IDEMPOTENCY_KEY] : [])];
  return [...inPath, ...inQuery, ...inHeader];
}

const asQuery = ([name, { description, schema, isRequired = false }]: [string, QueryParameter]): Described => ({
  name,
  in: 'query',
  description,
  required: isRequired,
  schema: schemaOf(schema),
});

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version that is changed: the ETag as it was given, or `*` for whichever it is.',
  schema: { type: 'string', examples: ['"3"'] },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A name of the caller’s own for this request: for a day, whoever sends it again is given the first answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};

const requestOf = ({ route, body, example, takesXml, speaksYaml }: Operation): Described => ({
  required: body !== undefined && !z.safeParse(body, {}).success,
  content: {
    ...Object.fromEntries(
      (route.startsWith('PATCH') ? ['application/merge-patch+json', 'application/json'] : ['application/json']).map(
        (type) => [type, { schema: body && schemaOf(body), ...(example === undefined ? {} : { example }) }],
      ),
    ),
    ...(takesXml ? { 'application/samlmetadata+xml': { schema: { type: 'string' } } } : {}),
    ...(speaksYaml ? IN_YAML : {}),
  },
});

/** What can go wrong with an operation follows from what it takes; the least status of each kind is told once. */
function responsesOf(operation: Operation): Described {
  const { status } = operation.answers;
  const problems = [...new Set(refusalsOf(operation).map((code) => REFUSALS[code].http))].toSorted((a, b) => a - b);
  return {
    [status]: successOf(operation),
    ...Object.fromEntries(problems.map((code) => [code, { $ref: '#/components/responses/Problem' }])),
    '5XX': { $ref: '#/components/responses/Problem' },
  };
}

function refusalsOf({ route, permission, body, query, answers, needsVersion }: Operation): RefusalCode[] {
  const [method = '', path = ''] = route.split(' ');
  return [
    'INPUT_INVALID',
    ...(permission === 'public' ? [] : (['SESSION_REQUIRED', 'FORBIDDEN'] as const)),
    ...(path.includes('{') ? (['NOT_FOUND'] as const) : []),
    ...(body ? (['REQUEST_MALFORMED', 'REQUEST_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const) : []),
    ...(method !== 'GET' || query?.['userId'] ? (['CONFLICT'] as const) : []),
    ...(needsVersion ? (['VERSION_REQUIRED', 'VERSION_STALE'] as const) : []),
    ...(method === 'DELETE' || answers.status === 201 ? (['VERSION_STALE'] as const) : []),
  ];
}

const IN_YAML = { 'application/yaml': { schema: { type: 'string' } } };

function successOf({ answers, speaksYaml }: Operation): Described {
  const { status, body, isPage, hasVersion, type } = answers;
  const headers = {
    ...(hasVersion ? { ETag: { description: 'The version.', schema: { type: 'string' } } } : {}),
    ...(status === 201 ? { Location: { description: 'Where it is.', schema: { type: 'string' } } } : {}),
    ...(type === undefined ? {} : { Link: LINK }),
  };
  return {
    description: WORDS[status],
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(type === undefined ? {} : { content: { [type]: { schema: { type: 'string' } } } }),
    ...(body && type === undefined
      ? {
          content: {
            'application/json': { schema: isPage ? pageOf(schemaOf(body)) : schemaOf(body) },
            ...(speaksYaml ? IN_YAML : {}),
          },
        }
      : {}),
  };
}

const LINK = {
  description: 'Where the next part of the file is, as `<path>; rel="next"`; absent at its end.',
  schema: { type: 'string' },
};

const WORDS = {
  200: 'What was asked for.',
  201: 'It was made.',
  202: 'It is being done.',
  204: 'It was done.',
} as const;

const pageOf = (items: Described): Described => ({
  type: 'object',
  required: ['items'],
  properties: { items: { type: 'array', items }, nextCursor: { type: 'string' } },
  additionalProperties: false,
});

/** `GET /admin/v1/users/{userId}` is `get-users-userId`. */
const operationIdOf = (route: string): string =>
  route.toLowerCase().split(' /admin/v1/').join('-').replaceAll(/[{}]/g, '').replaceAll(/[/.]/g, '-');

function schemaOf(schema: z.ZodMiniType): Described {
  const named = NAMED_SCHEMAS.find(([, other]) => other === schema);
  return named ? { $ref: `#/components/schemas/${named[0]}` } : jsonSchemaOf(schema);
}

function jsonSchemaOf(schema: z.ZodMiniType): Described {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return rest;
}

const namedSchemas = (): Described =>
  Object.fromEntries(NAMED_SCHEMAS.map(([name, schema]) => [name, jsonSchemaOf(schema)]));

const PROBLEM = {
  description: 'A problem (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  additionalProperties: false,
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...Object.keys(REFUSALS), 'INTERNAL'] },
    instance: { type: 'string', description: 'The request’s number, as our log has it.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        additionalProperties: false,
        properties: {
          pointer: { type: 'string', description: 'A JSON pointer into the body, or `/` and the name of a parameter.' },
          detail: { type: 'string' },
        },
      },
    },
  },
};
