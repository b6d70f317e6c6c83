import { newAccountSchema } from '../../admin/aws-schemas.ts';
import type { AccountEntry } from '../document.ts';
import { inOrder, told } from '../form.ts';
import { type Kind, refOf } from '../kind.ts';

const FIELDS = Object.keys(newAccountSchema.shape);
const DEFAULTS = { partition: 'aws' } as const;

/** How an AWS account is named by what goes with it. */
export const accountRef = (id: string): string => refOf('aws-account', id);

/** AWS accounts, told apart by their twelve digits. */
export const AWS_ACCOUNTS: Kind = {
  name: 'aws-account',
  standing: ({ accounts }) =>
    inOrder(
      accounts.map((account) => ({
        key: account.id,
        name: account.name,
        value: told(account, FIELDS, DEFAULTS),
        version: account.version,
      })),
    ),
  write: (document, entries) => ({
    ...document,
    aws: { ...document.aws, accounts: entries.map(({ value }) => value as unknown as AccountEntry) },
  }),
  said: ({ document: { aws: { accounts = [] } = {} }, inventory, fault }) =>
    accounts.map((account, index) => {
      const pointer = `/aws/accounts/${index}`;
      const standing = inventory.accounts.find(({ id }) => id === account.id);
      if (standing && standing.partition !== (account.partition ?? 'aws'))
        fault({ pointer: `${pointer}/partition`, detail: `The account is in the partition ${standing.partition}.` });
      return { key: account.id, name: account.name, value: told(account, FIELDS, DEFAULTS), pointer };
    }),
  isSaid: ({ aws }) => aws?.accounts !== undefined,
  deed({ action, key, after }) {
    if (action === 'create') return Promise.resolve({ route: 'POST /admin/v1/aws/accounts', body: after });
    const route = `${action === 'update' ? 'PATCH' : 'DELETE'} /admin/v1/aws/accounts/{accountId}`;
    return Promise.resolve({ route, params: { accountId: key }, ...(action === 'update' ? { body: after } : {}) });
  },
};
