/**
 * `npm run config`: exports the configuration, plans a file, and applies a plan. For CI: `plan` ends with 0 where nothing
 * is to do and 2 where something is; `apply --yes` asks nobody; everything that fails ends with 1.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type AdminApi, apiOf, ask } from './admin-api.ts';
import { Failure, runProgram } from './failure.ts';
import { type Plan, planText } from './plan-text.ts';

const USAGE =
  'the commands are `export [--members]`, `plan FILE [--prune]` and `apply FILE [--prune] [--yes] [--confirm-deletions]`, after --';

/** How `plan` ends where there is something to do. */
const CHANGES = 2;

function argumentsIn(args: readonly string[]) {
  const options = { prune: { type: 'boolean' }, members: { type: 'boolean' }, yes: { type: 'boolean' } } as const;
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, 'confirm-deletions': { type: 'boolean' } },
    });
    const [command = '', file = ''] = parsed.positionals;
    return { command, file, ...parsed.values };
  } catch (cause) {
    throw new Failure(`"${args.join(' ')}" is not understood: ${USAGE}`, { cause });
  }
}

type Given = ReturnType<typeof argumentsIn>;

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Failure(`the file ${file} cannot be read`, { cause });
  }
}

async function planned(api: AdminApi, { file, prune = false }: Given): Promise<Plan> {
  const type = file.endsWith('.json') ? 'application/json' : 'application/yaml';
  const answer = await ask(api, 'PUT', `/config?prune=${prune}`, { body: textOf(file), type });
  const plan = JSON.parse(answer) as Plan;
  console.log(planText(plan, process.stdout.isTTY));
  return plan;
}

async function isMeant({ deletes }: Plan, given: Given): Promise<boolean> {
  if (given.yes) {
    if (deletes > 0 && !given['confirm-deletions'])
      throw new Failure(`the plan deletes ${deletes} things: say --confirm-deletions if that is meant`);
    return true;
  }
  if (!process.stdin.isTTY) throw new Failure('nobody can be asked here: say --yes to apply without asking');
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const wanted = deletes > 0 ? `delete ${deletes}` : 'yes';
  const answer = await asking.question(`Type "${wanted}" to apply this: `);
  asking.close();
  return answer.trim() === wanted;
}

interface Job {
  readonly state: string;
  readonly failure?: string;
  readonly progress: { readonly done: number; readonly total?: number };
}

/** Follows a job to its end. @throws {Failure} for one that did not get there */
async function follow(api: AdminApi, jobId: string): Promise<void> {
  for (let said = -1; ; await pause(500)) {
    const { state, failure, progress } = JSON.parse(await ask(api, 'GET', `/jobs/${jobId}`)) as Job;
    if (progress.done !== said) console.log(`${progress.done} of ${progress.total ?? '?'} changes are done.`);
    said = progress.done;
    if (state === 'done') return;
    if (state === 'failed' || state === 'cancelled')
      throw new Failure(failure?.replace(/\.$/, '') ?? `the job was ${state}`);
  }
}

async function apply(api: AdminApi, given: Given): Promise<void> {
  const plan = await planned(api, given);
  if (plan.changes.length === 0) return;
  if (!(await isMeant(plan, given))) throw new Failure('nothing was applied');
  const body = JSON.stringify({ planHash: plan.planHash, confirmDeletions: plan.deletes > 0 });
  const { jobId } = JSON.parse(await ask(api, 'POST', `/config/plans/${plan.id}/apply`, { body })) as { jobId: string };
  await follow(api, jobId);
}

await runProgram('No configuration', async () => {
  const given = argumentsIn(process.argv.slice(2));
  const api = apiOf(process.env);
  if (given.command === 'export' && given.file === '')
    process.stdout.write(
      await ask(api, 'GET', `/config?members=${given.members ?? false}`, { accept: 'application/yaml' }),
    );
  else if (given.command === 'plan' && given.file !== '')
    process.exitCode = (await planned(api, given)).changes.length > 0 ? CHANGES : 0;
  else if (given.command === 'apply' && given.file !== '') await apply(api, given);
  else throw new Failure(USAGE);
});
