import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';

const CDK_JSON = join(import.meta.dirname, '..', 'cdk.json');

/**
 * The name of the deployed stack: `--stack` on the command line, else what the CDK app would take, the context's
 * `stackName` in `cdk.json`, else `Samlet`.
 *
 * @throws {Failure} for an argument that is not known, or a name that no stack bears
 */
export function stackNameIn(args: readonly string[]): string {
  const { context = {} } = JSON.parse(readFileSync(CDK_JSON, 'utf8')) as { context?: { stackName?: string } };
  const name = stackArgument(args) ?? context.stackName ?? 'Samlet';
  if (!/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/.test(name)) {
    throw new Failure(`"${name}" is no stack's name: letters, digits and hyphens, a letter first`);
  }
  return name;
}

function stackArgument(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { stack: { type: 'string' } } }).values.stack;
  } catch (cause) {
    throw new Failure('the only argument is --stack NAME, as in `npm run setup -- --stack Samlet`', { cause });
  }
}
