import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as z from 'zod/mini';
import { openApi } from '../../shared/admin/openapi.ts';
import { OPERATIONS } from '../../shared/admin/operations.ts';
import { findOperation } from '../../shared/admin/find-operation.ts';
import { ADMIN_ROUTES, type Area, ROUTES_OF, UNKNOWN_ROUTE } from '../../shared/admin/routes.ts';
import { READING_POSTS } from '../races/reading-posts.ts';

interface Described {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly 'x-permission'?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What is only asked, and is too long or too secret for an address. */
const ASKS_BY_POST: readonly string[] = Object.keys(READING_POSTS);

const description = openApi(OPERATIONS, 'https://sso.example.org') as {
  paths: Record<string, Record<string, Described>>;
};
const described = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
);

describe('the description of the admin API', () => {
  it('is OpenAPI 3.1 for a validator that we did not write', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(description));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('is refused by that validator when a part is missing', async () => {
    const { info: _left, ...rest } = structuredClone(description) as Record<string, unknown>;
    expect((await new Validator().validate(rest)).valid).toBe(false);
  });

  it('holds exactly the routes that the stack opens', () => {
    const routes = ADMIN_ROUTES.filter((route) => route !== UNKNOWN_ROUTE);
    expect(described.map(({ route }) => route).toSorted()).toEqual([...routes].toSorted());
    expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it.each(Object.keys(ROUTES_OF) as Area[])('has every route of %s where a request for it looks', async (area) => {
    for (const route of ROUTES_OF[area]) expect(await findOperation(area, route)).toMatchObject({ route });
    await expect(findOperation(area, UNKNOWN_ROUTE)).rejects.toThrow(`${area} has no ${UNKNOWN_ROUTE}`);
  });

  it('names a permission for every operation but its own, and whoever only reads changes nothing', () => {
    const open = described.filter((operation) => operation['x-permission'] === undefined);
    expect(open.map(({ route }) => route)).toEqual(['GET /admin/v1/openapi.json']);
    for (const { route, ...operation } of described) {
      const { 'x-permission': permission } = operation;
      const reads = route.startsWith('GET ') || ASKS_BY_POST.includes(route);
      if (permission) expect([route, permission.endsWith('.read')]).toEqual([route, reads]);
    }
  });

  it('names every parameter of a path', () => {
    for (const { route, parameters = [] } of described) {
      const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(names);
    }
  });

  it('demands a version of every change of a thing that has one', () => {
    const needing = OPERATIONS.filter(({ needsVersion }) => needsVersion).map(({ route }) => route);
    expect(needing.length).toBeGreaterThan(10);
    for (const { route } of OPERATIONS.filter((operation) => operation.route.startsWith('PATCH')))
      expect(needing).toContain(route);
  });

  it('gives examples that its own schemas take', () => {
    const examples = OPERATIONS.filter(({ example }) => example !== undefined);
    expect(examples.length).toBeGreaterThan(10);
    for (const { route, body, example } of examples) {
      expect([route, z.safeParse(body as z.ZodMiniType, example).success]).toEqual([route, true]);
    }
  });
});
