/**
 * `npm run recover`: prints a one-hour link past everybody, for when all administrators of a deployed stack are locked out.
 * With `--owner NAME` that owner sets a new password by it; without, it makes one more owner. It is shown here and nowhere
 * else, and every owner is sent a mail once it is used.
 */
import { invokeAdmin } from './admin-function.ts';
import { argumentsOf, stackNameOf } from './arguments.ts';
import { Failure, runProgram } from './failure.ts';

await runProgram('No way back in', async () => {
  const { stack, owner } = argumentsOf(process.argv.slice(2), ['stack', 'owner']);
  const stackName = stackNameOf(stack);
  const event = { samlet: 'recover', ...(owner === undefined ? {} : { owner }) };
  const { url, expiresAt, refused } = await invokeAdmin(stackName, event);
  if (refused === 'NOT_FOUND')
    throw new Failure(`${stackName} has no owner ${owner}: leave --owner out to make a new one`);
  if (refused === 'CONFLICT') throw new Failure(`${stackName} has no owner yet: npm run setup makes the first`);
  if (typeof url !== 'string') throw new Failure(`${stackName}-admin gave no link (${refused ?? 'nothing'})`);
  const does = owner === undefined ? 'makes a new owner' : `lets ${owner} set a new password`;
  console.log(`Open this link before ${String(expiresAt)}; it ${does}, once:\n\n${url}\n`);
});
