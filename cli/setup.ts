/**
 * `npm run setup`: prints the one-hour link by which the first owner of a deployed stack is made. It is shown here
 * and nowhere else: not in the stack's outputs, not in a log, not in a mail.
 */
import { invokeAdmin } from './admin-function.ts';
import { argumentsOf, stackNameOf } from './arguments.ts';
import { Failure, runProgram } from './failure.ts';

await runProgram('No set-up link', async () => {
  const stackName = stackNameOf(argumentsOf(process.argv.slice(2), ['stack']).stack);
  const { url, expiresAt, refused } = await invokeAdmin(stackName, { samlet: 'setup' });
  if (refused === 'CONFLICT') {
    throw new Failure(`${stackName} has an owner already (npm run recover is the way back in for one who is lost)`);
  }
  if (typeof url !== 'string') throw new Failure(`${stackName}-admin gave no link (${refused ?? 'nothing'})`);
  console.log(`Open this link before ${String(expiresAt)}; it makes the first owner, once:\n\n${url}\n`);
});
