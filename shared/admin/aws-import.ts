import type { AwsAccount, AwsRole } from '../aws-access/aws-account.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import { readRoleArns, type RoleArns } from '../aws-access/role-arns.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import { one } from './answers.ts';
import { createAccount } from './aws-accounts.ts';
import { createRole } from './aws-roles.ts';
import { roleImportAnswer, roleImportSchema } from './aws-schemas.ts';
import type { Answered, Call, Operation } from './operation.ts';

/** Lines that one request may bring: each is a change of its own, and the function has fifteen seconds. */
const LINES = 100;

interface Asked extends Partial<Pick<AwsRole, 'description' | 'maxSessionSeconds' | 'tagSession' | 'sourceIdentity'>> {
  readonly text: string;
  readonly createAccounts?: boolean;
}

interface LineResult {
  readonly line: number;
  readonly outcome: 'created' | 'exists' | 'refused';
  readonly accountId?: string;
  readonly roleName?: string;
  readonly details?: readonly string[];
}

/**
 * Registers a role for each line. A line that cannot be taken is told with its number and keeps no other from being
 * taken; the same text sent again does what was left.
 */
async function importRoles(call: Call<Asked>): Promise<Answered> {
  const lines = linesOf(call.body.text);
  const results: LineResult[] = [];
  for (const { line, text } of lines) results.push({ line, ...(await importOne(text, call)) });
  const count = (outcome: LineResult['outcome']): number => results.filter((one) => one.outcome === outcome).length;
  return {
    body: { created: count('created'), existing: count('exists'), refused: count('refused'), lines: results },
  };
}

/** @throws {Refusal} INPUT_INVALID for more lines than one request may bring */
function linesOf(text: string): readonly { line: number; text: string }[] {
  const lines = text
    .split(/\r\n|[\n\r]/)
    .map((one, index) => ({ line: index + 1, text: one.trim() }))
    .filter((one) => one.text !== '' && !one.text.startsWith('#'));
  if (lines.length > 0 && lines.length <= LINES) return lines;
  throw new Refusal('INPUT_INVALID', 'too many lines, or none', {
    faults: [{ pointer: '/text', detail: `This holds 1 to ${LINES} lines; send the rest by itself.` }],
  });
}

async function importOne(pair: string, call: Call<Asked>): Promise<Omit<LineResult, 'line'>> {
  const { text: _text, createAccounts = false, ...fields } = call.body;
  const plain = call as unknown as Call<never>;
  let arns: RoleArns | undefined;
  try {
    arns = readRoleArns({ pair });
    const account = await accountFor(arns, createAccounts, plain);
    const role = await createRole(plain, account, { pair, ...fields });
    return { outcome: 'created', accountId: role.accountId, roleName: role.name };
  } catch (error) {
    if (!isRefusal(error) || error.code === 'UNAVAILABLE') throw error;
    const known = arns ? { accountId: arns.accountId, roleName: arns.roleName } : {};
    if (error.code === 'ALREADY_EXISTS') return { outcome: 'exists', ...known };
    return { outcome: 'refused', ...known, details: error.faults.map(({ detail }) => detail) };
  }
}

/** The account of a line, registered by its number where that was asked for. */
async function accountFor(
  { accountId, partition }: RoleArns,
  creates: boolean,
  call: Call<never>,
): Promise<AwsAccount> {
  const accounts = awsAccountsIn(call.ports.table);
  const found = await accounts.find(accountId);
  if (found) return found;
  if (creates) return createAccount(call, { id: accountId, name: accountId, partition });
  throw new Refusal('INPUT_INVALID', 'no such account', {
    faults: [
      { pointer: '/text', detail: `The account ${accountId} is not registered: add it first, or let it be added.` },
    ],
  });
}

/** The operation that registers many roles. */
export const AWS_IMPORT_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/aws/roles/import',
    summary: 'Registers many roles by pasted pairs of ARNs, one a line, and tells what became of each.',
    permission: 'aws.write',
    body: roleImportSchema,
    example: {
      text: 'arn:aws:iam::111122223333:role/Developer,arn:aws:iam::111122223333:saml-provider/samlet',
      maxSessionSeconds: 28_800,
      createAccounts: true,
    },
    answers: one(roleImportAnswer),
    run: importRoles,
  },
];
