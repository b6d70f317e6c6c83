import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';

const CDK_JSON = join(import.meta.dirname, '..', 'cdk.json');

/**
 * The values of the arguments that a program knows, each as `--name VALUE`.
 *
 * @throws {Failure} for an argument that it does not know, naming those that it does
 */
export function argumentsOf<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options }).values as Partial<Record<Name, string>>;
  } catch (cause) {
    const known = names.map((name) => `--${name} ${name.toUpperCase()}`).join(' and ');
    throw new Failure(`"${args.join(' ')}" is not understood: the arguments are ${known}, after --`, { cause });
  }
}

/**
 * The name of the deployed stack: as given, else what the CDK app would take, the context's `stackName` in `cdk.json`,
 * else `Samlet`.
 *
 * @throws {Failure} for a name that no stack bears
 */
export function stackNameOf(given: string | undefined): string {
  const { context = {} } = JSON.parse(readFileSync(CDK_JSON, 'utf8')) as { context?: { stackName?: string } };
  const name = given ?? context.stackName ?? 'Samlet';
  if (!/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/.test(name)) {
    throw new Failure(`"${name}" is no stack's name: letters, digits and hyphens, a letter first`);
  }
  return name;
}
