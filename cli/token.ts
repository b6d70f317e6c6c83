/**
 * `npm run token`: makes an API token for scripts, by IAM rights, and prints it, alone on its line so that a shell can
 * take it. Samlet keeps its hash; it is good for 90 days.
 */
import { hostname } from 'node:os';
import { invokeAdmin } from './admin-function.ts';
import { argumentsOf, stackNameOf } from './arguments.ts';
import { Failure, runProgram } from './failure.ts';

await runProgram('No API token', async () => {
  const { stack, name = `npm run token on ${hostname()}` } = argumentsOf(process.argv.slice(2), ['stack', 'name']);
  const stackName = stackNameOf(stack);
  const { token, refused } = await invokeAdmin(stackName, { samlet: 'api-token', name: name.slice(0, 128) });
  if (typeof token !== 'string') throw new Failure(`${stackName}-admin gave no token (${refused ?? 'nothing'})`);
  console.log(token);
});
