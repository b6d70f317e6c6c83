import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';
import { PasteRoles } from './paste-roles.tsx';

type Account = Thing<'AwsAccount'>;

const PARTITIONS = { aws: 'AWS', 'aws-us-gov': 'GovCloud', 'aws-cn': 'China' } as const;

/** Every AWS account that people sign in to. */
export function Page(): ReactNode {
  const navigate = useNavigate();
  const may = useMay();
  const queries = useQueryClient();
  const [isPasting, setPasting] = useState(false);
  return (
    <>
      <ListPage<Account>
        things="accounts"
        thing="account"
        title="AWS accounts"
        queryKey={['aws', 'accounts']}
        find="Find accounts by name"
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        columns={[
          {
            id: 'name',
            header: 'Name',
            isName: true,
            cell: ({ id, name }) => <PageLink to={`/aws/accounts/${id}`}>{name}</PageLink>,
          },
          { id: 'id', header: 'Account ID', cell: ({ id }) => id },
          { id: 'partition', header: 'Partition', cell: ({ partition }) => PARTITIONS[partition] },
          { id: 'createdAt', header: 'Added', cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
        empty="Add one, or paste the pairs of ARNs of many roles."
        load={({ find, filters: _none, ...query }, signal) =>
          bodyOf(
            api.GET('/admin/v1/aws/accounts', {
              signal,
              params: { query: { ...query, ...(find ? { name: find } : {}) } },
            }),
          )
        }
        actions={() =>
          may('aws.write') ? (
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setPasting(true)}>Paste roles</Button>
              <Button variant="primary" onClick={() => void navigate('/apps/add/aws-account')}>
                Add account
              </Button>
            </SpaceBetween>
          ) : null
        }
      />
      {isPasting ? (
        <PasteRoles
          onClose={() => {
            setPasting(false);
            void queries.invalidateQueries({ queryKey: ['aws'] });
          }}
        />
      ) : null}
    </>
  );
}
