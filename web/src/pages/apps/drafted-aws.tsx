import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, type Thing } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';
import { ProblemText, useNotices } from '../../shell/notices.tsx';

type Draft = Thing<'Draft'>;

/** What is there already is no failure here: a role goes into the account that has it. */
async function unlessThere(deed: Promise<unknown>): Promise<void> {
  try {
    await deed;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'ALREADY_EXISTS') throw error;
  }
}

/** Registers what the draft says. @returns where it is shown then */
async function register({ awsAccount, awsRole, assignment }: Draft, whom: Principal | undefined): Promise<string> {
  if (awsAccount) {
    await api.POST('/admin/v1/aws/accounts', { body: awsAccount });
    return `/aws/accounts/${awsAccount.id}`;
  }
  const { accountId = '', ...role } = awsRole ?? {};
  await unlessThere(api.POST('/admin/v1/aws/accounts', { body: { id: accountId, name: accountId } }));
  const path = { accountId };
  await unlessThere(api.POST('/admin/v1/aws/accounts/{accountId}/roles', { params: { path }, body: role }));
  if (whom && assignment) {
    const roleName = awsRole?.roleArn.split('/').at(-1) ?? '';
    const change = {
      do: 'assign',
      accountId,
      roleName,
      principal: { type: whom.type, id: whom.id },
      ...assignment,
    } as const;
    await api.POST('/admin/v1/aws/assignments', { body: { changes: [change] } });
  }
  return `/aws/accounts/${accountId}`;
}

/** What a preset of AWS becomes, before it is registered: an account; or a role, and who lands on the service by it. */
export function DraftedAws({ draft, onBack }: { readonly draft: Draft; readonly onBack: () => void }): ReactNode {
  const { awsAccount, awsRole, assignment } = draft;
  const [whom, setWhom] = useState<Principal>();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      const place = await register(draft, whom);
      void queries.invalidateQueries({ queryKey: ['aws'] });
      tell({
        type: 'success',
        content: awsAccount ? 'The account is registered. Add its roles.' : 'The role is registered.',
      });
      void navigate(place);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Container
      header={<Header variant="h2">{awsAccount ? 'The account' : 'The role, and where it leads'}</Header>}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onBack}>
              Back
            </Button>
            <Button variant="primary" loading={isBusy} onClick={() => void go()}>
              Register
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {problem === undefined ? null : (
          <Alert type="error">
            <ProblemText error={problem} />
          </Alert>
        )}
        <KeyValuePairs
          columns={1}
          items={[
            ...(awsAccount
              ? [
                  { label: 'Account', value: `${awsAccount.name} (${awsAccount.id})` },
                  { label: 'Partition', value: awsAccount.partition ?? 'aws' },
                ]
              : []),
            ...(awsRole
              ? [
                  { label: 'Role', value: awsRole.roleArn },
                  { label: 'Provider', value: awsRole.providerArn },
                ]
              : []),
            ...(assignment?.relayState ? [{ label: 'Lands on', value: assignment.relayState }] : []),
            ...Object.entries(assignment?.tags ?? {}).map(([key, value]) => ({ label: `Session tag ${key}`, value })),
          ]}
        />
        {awsRole ? (
          <FormField
            label={
              <>
                Assign to <i>– optional</i>
              </>
            }
            description="Others follow in AWS access. Only who is assigned may take the role."
          >
            <PrincipalSelect label="Assign to" chosen={whom} onChoose={setWhom} />
          </FormField>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
