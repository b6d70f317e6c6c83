/** Writes docs/table.md out of the map of the table and the rights on it. */
import type { FunctionName } from '../shared/config.ts';
import { RIGHTS } from '../lib/rights.ts';
import { row, writeOrCheck } from './generated.ts';
import { type Kind, KINDS } from './table-map.ts';

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`);

/** Whether a right's beginning of keys covers this form: `USER#*` covers `USER#<user>`. */
const covers = (right: string, form: string): boolean =>
  right.endsWith('*') ? form.startsWith(right.slice(0, -1)) : right === form;

function usersOf({ pk }: Kind, isWriting: boolean): string {
  const names = (Object.keys(RIGHTS) as FunctionName[]).filter((name) =>
    RIGHTS[name].table.some(
      ({ actions, keys, index }) =>
        !index &&
        keys.some((key) => covers(key, pk)) &&
        actions.some((action) => WRITES.includes(action) === isWriting),
    ),
  );
  return names.map((name) => `\`${name}\``).join(' ');
}

const code = (text: string): string => `\`${text}\``;

writeOrCheck(
  'docs/table.md',
  `# The table

<!-- Written by \`npm run docs\` from docs/table-map.ts and lib/rights.ts. -->

One DynamoDB table holds everything, each room's items under partition keys of its own, so that a function's rights can
name them (\`dynamodb:LeadingKeys\`, [rights.md](rights.md)). What a decision needs of a user lies in the user's partition or under
a known key and is read consistently; the one index, \`gsi1\`, serves lists. An item past its \`expiresAt\` is gone for
every reader, whether or not DynamoDB has swept it. \`<…>\` is what varies; an hour is in UTC, as \`2026-11-24T15\`. A
function that may write to a partition key is named with all kinds that lie there.

${row(['kind', 'partition key', 'sort key', 'in `gsi1`', 'holds', 'lives', 'read by', 'written by', 'kept by'])}
${row(Array.from({ length: 9 }, () => '---'))}
${KINDS.map((kind) =>
  row([
    kind.name,
    code(kind.pk),
    code(kind.sk),
    kind.index ? `${code(kind.index.pk)}, ${code(kind.index.sk)}` : '',
    kind.holds,
    kind.lives ?? '',
    usersOf(kind, false),
    usersOf(kind, true),
    `[${kind.keptBy.split('/').at(-1)}](../${kind.keptBy})`,
  ]),
).join('\n')}
`,
);
