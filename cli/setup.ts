/**
 * `npm run setup`: prints the one-hour link by which the first owner of a deployed stack is made. It is shown here
 * and nowhere else: not in the stack's outputs, not in a log, not in a mail.
 */
import { invokeAdmin } from './admin-function.ts';
import { Failure } from './failure.ts';
import { stackNameIn } from './stack-name.ts';

/** @throws {Failure} in one sentence */
async function setUp(args: readonly string[]): Promise<void> {
  const stackName = stackNameIn(args);
  const { url, expiresAt, refused } = await invokeAdmin(stackName, { samlet: 'setup' });
  if (refused === 'CONFLICT') {
    throw new Failure(
      `${stackName} has an owner already (the way back in for one who is lost, npm run recover, comes with a later version)`,
    );
  }
  if (typeof url !== 'string')
    throw new Failure(`the function ${stackName}-admin gave no link (${refused ?? 'nothing'})`);
  console.log(`Open this link before ${String(expiresAt)}; it makes the first owner, once:\n\n${url}\n`);
}

try {
  await setUp(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`No set-up link: ${error.message}.`);
  process.exitCode = 1;
}
