/** Writes docs/settings.md out of the doc comments of `lib/settings.ts` and `shared/config.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES, VARIABLES_OF } from '../shared/config.ts';
import { row, writeOrCheck } from './generated.ts';

const sourceOf = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

/** A member of an interface or object, with the words of its comment. */
interface Documented {
  readonly name: string;
  readonly words: string;
  readonly byDefault: string;
}

/** The commented members between two marks of a source text. @throws {Error} for a text that holds none */
export function documentedIn(source: string, begin: string): Documented[] {
  const block = source.slice(source.indexOf(begin)).split(/\n\}/)[0] ?? '';
  const members = [...block.matchAll(/\/\*\*([\s\S]*?)\*\/\s*(?:readonly )?(\w+)\??:/g)].map(
    ([, comment = '', name = '']) => {
      const words = comment
        .split('\n')
        .map((line) => line.replace(/^\s*\* ?/, '').trim())
        .join(' ')
        .trim();
      const [text = '', byDefault = ''] = words.split('@default');
      return { name, words: text.trim(), byDefault: byDefault.trim() };
    },
  );
  if (members.length === 0) throw new Error(`nothing is documented below "${begin}"`);
  return members;
}

const settings = documentedIn(sourceOf('lib/settings.ts'), 'export interface Settings');
const variables = documentedIn(sourceOf('shared/config.ts'), 'export const VARIABLES ');

const usersOf = (name: string): string =>
  Object.entries(VARIABLES_OF)
    .filter(([, names]) => (names as readonly string[]).includes(name))
    .map(([user]) => `\`${user}\``)
    .join(', ');

const documented = new Map(variables.map((variable) => [variable.name, variable]));
// Two variables that share one comment are documented by the first of them.
let shared = '';
const wordsOf = (name: string): string => (shared = documented.get(name)?.words ?? shared);

writeOrCheck(
  'docs/settings.md',
  `# Settings

<!-- Written by \`npm run docs\` from lib/settings.ts and shared/config.ts. -->

A deployment is set by the key \`samlet\` of the context in \`cdk.json\`, or on the command line as
\`-c samlet='{"mailFrom":"samlet@example.com"}'\`. Everything is checked at synthesis, and all faults are told at once.

${row(['setting', 'meaning', 'default'])}
${row(['---', '---', '---'])}
${settings.map(({ name, words, byDefault }) => row([`\`${name}\``, words, byDefault])).join('\n')}

## What the functions are told

The stack sets these environment variables; nobody else has to. Each function is given only those that it needs.

${row(['variable', 'meaning', 'given to'])}
${row(['---', '---', '---'])}
${Object.entries(VARIABLES)
  .map(([name, variable]) => row([`\`${variable}\``, wordsOf(name), usersOf(name)]))
  .join('\n')}
`,
);
