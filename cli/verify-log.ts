/**
 * `npm run verify-log`: verifies the chain of the audit log, from files or from the API, and says the first place where
 * it is broken. It trusts nobody: it recomputes every digest itself.
 *
 * `-- --file PATH` reads lines that were exported before; `-- --url https://sso.example.com` reads the API with the token
 * in `SAMLET_TOKEN`, and keeps what it read in `--save PATH`. `--head HEAD` is a head that was noted elsewhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type ChainLine, verifyChain } from '../shared/audit/verify-chain.ts';
import { argumentsOf } from './arguments.ts';
import { Failure, runProgram } from './failure.ts';

/** Faults that are told; whoever has more has enough to look at. */
const TOLD = 20;

await runProgram('The log was not verified', async () => {
  const { file, url, save, head } = argumentsOf(process.argv.slice(2), ['file', 'url', 'save', 'head']);
  if ((file === undefined) === (url === undefined)) throw new Failure('say where the log is: --file PATH or --url URL');
  const text = file === undefined ? await readApi(url ?? '') : readFile(file);
  if (save !== undefined) writeFileSync(save, text);
  const { faults, seals, records, unsealed, through, head: last } = verifyChain(linesOf(text), head);
  for (const { place, words } of faults.slice(0, TOLD)) console.log(`${place}: ${words}`);
  if (faults.length > 0) throw new Failure(`the chain is broken in ${faults.length} places, the first one above`);
  console.log(`${records} records under ${seals} seals are as they were written, through ${through || 'no hour'}.`);
  if (unsealed > 0) console.log(`${unsealed} records are younger and have no seal yet.`);
  console.log(`Head: ${last}`);
});

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Failure(`${path} cannot be read (${(cause as Error).message})`, { cause });
  }
}

/** Everything that is sealed, part after part. */
async function readApi(url: string): Promise<string> {
  const token = process.env['SAMLET_TOKEN'];
  if (!token) throw new Failure('an API token that may read is wanted in SAMLET_TOKEN: npm run token makes one');
  if (!URL.canParse(url)) throw new Failure(`"${url}" is no address`);
  let text = '';
  for (let next: string | undefined = '/admin/v1/audit/chain.jsonl'; next !== undefined;) {
    const answer: Response = await fetch(new URL(next, url), { headers: { authorization: `Bearer ${token}` } }).catch(
      (cause: unknown) => {
        throw new Failure(`${url} cannot be reached`, { cause });
      },
    );
    if (!answer.ok) throw new Failure(`${url} answered ${answer.status} to ${next}`);
    text += await answer.text();
    next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return text;
}

function linesOf(text: string): ChainLine[] {
  return text.split('\n').flatMap((line, n) => {
    if (line.trim() === '') return [];
    const read = parsed(line);
    const isLine = read && ('seal' in read ? typeof read.digests === 'string' : typeof read.record?.at === 'string');
    if (!read || !isLine) throw new Failure(`line ${n + 1} is no record and no seal: somebody wrote into the file`);
    return [read];
  });
}

function parsed(line: string): ChainLine | undefined {
  try {
    return JSON.parse(line) as ChainLine;
  } catch {
    return undefined;
  }
}
