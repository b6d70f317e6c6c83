import { existsSync } from 'node:fs';
import { StartFailure } from '../start-failure.ts';

/** The file behind a handler's module, by the extensions that Lambda's Node runtime tries. */
export function findModule(path: string): string {
  const found = ['.js', '.mjs', '.cjs'].map((extension) => `${path}${extension}`).find((file) => existsSync(file));
  if (!found) throw new StartFailure(`the bundle lacks ${path}.mjs, which the template names as the handler`);
  return found;
}
