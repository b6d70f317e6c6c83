/** Writes docs/rights.md out of the routes and rights that the stack is made of. */
import type { FunctionName } from '../shared/config.ts';
import { RIGHTS } from '../lib/rights.ts';
import { type HttpFunction, ROUTES } from '../lib/routes.ts';
import { row, writeOrCheck } from './generated.ts';

const KEY_RIGHTS = {
  sign: '`kms:Sign` with the two signing keys: digests only, RSASSA_PKCS1_V1_5_SHA_256 only',
  publicKey: '`kms:GetPublicKey` of the two signing keys',
  seal: '`kms:Encrypt` with the data key, under the context of its purpose',
  open: '`kms:Decrypt` with the data key, under the context of its purpose',
  pepper: '`kms:GenerateMac` with the pepper key',
} as const;

function chapterOf(name: FunctionName): string {
  const { table, keys, nudge, mail, outbox, wakesJobs, files, events, archive } = RIGHTS[name];
  const routes = ROUTES[name as HttpFunction] ?? [];
  const others = [
    ...keys.map((key) => KEY_RIGHTS[key]),
    ...(nudge ? ['`sqs:SendMessage` to the queue of the outbox'] : []),
    ...(outbox
      ? ['`sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:GetQueueAttributes` on the queues of the outbox and of jobs']
      : []),
    ...(wakesJobs ? ['`sqs:SendMessage` to the queue of jobs'] : []),
    ...(events ? ['`events:PutEvents` on the event bus of the settings'] : []),
    ...(archive ? ['`s3:PutObject` on `audit/*` in the archive'] : []),
    ...files.map(
      ({ actions, keys: names }) =>
        `${actions.map((action) => `\`${action}\``).join(', ')} on uploaded files ${names.map((key) => `\`${key}\``).join(', ')}`,
    ),
    ...(mail ? ['`ses:SendEmail` as the configured sender'] : []),
  ];
  return `## \`${name}\`

${routes.length > 0 ? `Answers ${routes.map((route) => `\`${route}\``).join(', ')}.` : 'Answers no route: a queue and a schedule invoke it.'}

${row(['on the table', 'partition keys', 'through'])}
${row(['---', '---', '---'])}
${table
  .map(({ actions, keys: prefixes, index }) =>
    row([
      actions.map((action) => `\`${action}\``).join(', '),
      prefixes.map((key) => `\`${key}\``).join(' '),
      index ? 'index `gsi1`' : 'the table',
    ]),
  )
  .join('\n')}

${others.length > 0 ? others.map((other) => `- ${other}`).join('\n') : 'Nothing beside the table.'}
`;
}

writeOrCheck(
  'docs/rights.md',
  `# Who may do what

<!-- Written by \`npm run docs\` from lib/routes.ts and lib/rights.ts. -->

Each Lambda function is a set of rights. The stack grants what stands here and nothing else; the IAM proof
(\`test/iam\`) shows that every call which is made is allowed, and that every right is used.

${(Object.keys(RIGHTS) as FunctionName[]).map(chapterOf).join('\n')}`,
);
