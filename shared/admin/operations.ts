import * as z from 'zod/mini';
import { one } from './answers.ts';
import { OPERATIONS as APPS } from './areas/apps.ts';
import { OPERATIONS as AWS } from './areas/aws.ts';
import { OPERATIONS as HOUSE } from './areas/house.ts';
import { OPERATIONS as PEOPLE } from './areas/people.ts';
import { OPERATIONS as RUNNING } from './areas/running.ts';
import type { Operation } from './operation.ts';

/** Every operation of the API: for its description, and for jobs that call them. Other requests load their area alone. */
export const OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/openapi.json',
    summary: 'Gives this description of the API.',
    permission: 'public',
    answers: one(z.looseObject({ openapi: z.string() })),
    run: async ({ ports }) => {
      const { openApi } = await import('./openapi.ts');
      return { body: openApi(OPERATIONS, ports.baseUrl) };
    },
  },
  ...PEOPLE,
  ...APPS,
  ...AWS,
  ...HOUSE,
  ...RUNNING,
];
