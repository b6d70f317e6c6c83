import type { Operation } from './operation.ts';
import type { Area } from './routes.ts';

/** The operations of each area; they are loaded by the first request for one of them. */
const AREAS: Readonly<Record<Area, () => Promise<{ readonly OPERATIONS: readonly Operation[] }>>> = {
  description: () => import('./operations.ts'),
  people: () => import('./areas/people.ts'),
  apps: () => import('./areas/apps.ts'),
  aws: () => import('./areas/aws.ts'),
  house: () => import('./areas/house.ts'),
  running: () => import('./areas/running.ts'),
};

/** The operation of a route, with all that it needs. */
export async function findOperation(area: Area, route: string): Promise<Operation> {
  const { OPERATIONS } = await AREAS[area]();
  const operation = OPERATIONS.find((one) => one.route === route);
  if (!operation) throw new Error(`${area} has no ${route}`);
  return operation;
}
