/** Writes docs/errors.md out of the catalogue of errors and the rules themselves. */
import { RESPONSE_RULES } from '../shared/explain/checks.ts';
import type { Cause, CauseOwner } from '../shared/explain/error-row.ts';
import { AWS_SETUP_ERRORS } from '../shared/explain/aws-setup-errors.ts';
import { AWS_SIGN_IN_ERRORS } from '../shared/explain/aws-sign-in-errors.ts';
import { type FoundError, samletError } from '../shared/explain/find-errors.ts';
import { SAMLET_ERRORS } from '../shared/explain/samlet-errors.ts';
import type { RefusalCode } from '../shared/base/refusal.ts';
import { REFUSAL_COPY } from '../shared/pages/copy/refusals.en.ts';
import { row, writeOrCheck } from './generated.ts';

const OWNERS: Readonly<Record<CauseOwner, string>> = {
  'samlet-administrator': 'an administrator of Samlet',
  'aws-administrator': 'an administrator of the AWS account',
  'app-administrator': 'the administrator of the app',
  user: 'the user',
  aws: 'AWS',
};

/** Angle brackets would be markup. */
const plain = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const causeText = ({ cause, owner, steps }: Cause): string =>
  [`${plain(cause)} Mended by ${OWNERS[owner]}:`, steps.map((step, at) => `${at + 1}. ${plain(step)}`).join('\n')].join(
    '\n\n',
  );

const chapterOf = ({ id, from, text, causes }: Omit<FoundError, never>): string =>
  [`### ${id}`, `\`${text}\``, `Said by ${from}.`, ...causes.map(causeText)].join('\n\n');

const ours = (Object.keys(SAMLET_ERRORS) as RefusalCode[]).flatMap(
  (code) => samletError(code, REFUSAL_COPY[code].title) ?? [],
);

const rules = RESPONSE_RULES.map(({ id, rule, source }) => row([`\`${id}\``, rule, source]));

writeOrCheck(
  'docs/errors.md',
  `# Errors, and what to do

<!-- prettier-ignore-start -->
<!-- Written by \`npm run docs\` from shared/explain/. -->

Every error text that the console's *Explain an error* knows, with its causes, the most likely first. It is found by its text
whatever stands around it. [Troubleshooting](troubleshooting.md) says how to get at the text.

## AWS sign-in and STS

${AWS_SIGN_IN_ERRORS.map(chapterOf).join('\n\n')}

## IAM and IAM Identity Center

${AWS_SETUP_ERRORS.map(chapterOf).join('\n\n')}

## Samlet's own pages

${ours.map(chapterOf).join('\n\n')}

## The rules that responses are held against

A trace, a preview and a pasted SAMLResponse are held against these. Rules for AWS are asked where the audience, the role or the
address is AWS's; those for IAM Identity Center where the address is its own.

${[row(['rule', 'what is asked', 'source']), row(['---', '---', '---']), ...rules].join('\n')}

<!-- prettier-ignore-end -->
`,
);
