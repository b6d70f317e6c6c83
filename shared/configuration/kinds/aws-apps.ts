import { appIdOf } from '../../apps/app.ts';
import { awsApp } from '../../aws-access/aws-accounts.ts';
import { isSignInUrl, type Partition, PARTITIONS, partitionOfAudience } from '../../aws-access/partition.ts';
import type { AwsAppEntry } from '../document.ts';
import { inOrder, told } from '../form.ts';
import type { Kind, Reading, Standing, Value } from '../kind.ts';

const FIELDS = ['partition', 'name', 'description', 'enabled', 'acs'];

/** What AWS is as an app when it comes with the first account of its partition. */
const defaultsOf = (partition: Partition): Value => {
  const { name, enabled, acs } = awsApp(partition, '');
  return { name, enabled, acs };
};

const valueOf = (app: object, partition: Partition): Value => ({
  partition,
  ...told(app, FIELDS.slice(1), { ...defaultsOf(partition), name: undefined }),
});

/** AWS as an app, one for each partition. It comes with the first account and goes by hand alone. */
export const AWS_APPS: Kind = {
  name: 'aws-app',
  standing: ({ apps }) =>
    inOrder(
      apps
        .filter(({ kind }) => kind === 'aws')
        .map((app) => {
          const partition = partitionOfAudience(app.entityId) ?? 'aws';
          return { key: partition, name: app.name, value: valueOf(app, partition), version: app.version };
        }),
    ),
  coming: ({ document: { aws: { accounts = [] } = {} } }): readonly Standing[] =>
    [...new Set(accounts.map(({ partition = 'aws' }) => partition))].map((partition) => {
      const app = awsApp(partition, '');
      return { key: partition, name: app.name, value: valueOf(app, partition), version: app.version };
    }),
  write: (document, entries) => ({
    ...document,
    aws: { apps: entries.map(({ value }) => value as unknown as AwsAppEntry), ...document.aws },
  }),
  said: (reading) =>
    (reading.document.aws?.apps ?? []).map((app, index) => {
      const pointer = `/aws/apps/${index}`;
      checkAcs(app, pointer, reading);
      return { key: app.partition, name: app.name, value: valueOf(app, app.partition), pointer };
    }),
  isSaid: () => false,
  deed({ key, after }) {
    const partition = key as Partition;
    const params = { appId: appIdOf(PARTITIONS[partition].audience) };
    // An app cannot be without addresses: those that AWS had at first take the place of none.
    const body = { ...after, ...(after?.['acs'] === null ? { acs: defaultsOf(partition)['acs'] } : {}) };
    return Promise.resolve({ route: 'PATCH /admin/v1/apps/{appId}', params, body });
  },
};

/** An AWS assertion goes to AWS alone, and AWS is an app only where there are accounts. */
function checkAcs(
  { partition, acs = [] }: AwsAppEntry,
  pointer: string,
  { document, inventory, fault }: Reading,
): void {
  const accounts = [...(document.aws?.accounts ?? []), ...inventory.accounts];
  if (!accounts.some((account) => (account.partition ?? 'aws') === partition))
    fault({ pointer: `${pointer}/partition`, detail: 'This comes with the first account of its partition.' });
  acs.forEach(({ url }, index) => {
    if (!isSignInUrl(partition, url)) {
      const detail = `This is no sign-in endpoint of the partition ${partition}.`;
      fault({ pointer: `${pointer}/acs/${index}/url`, detail });
    }
  });
}
