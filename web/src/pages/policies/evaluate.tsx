import Alert from '@cloudscape-design/components/alert';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { ProblemText } from '../../shell/notices.tsx';
import { PLACES, useNames } from './names.ts';

type Evaluation = Thing<'PolicyEvaluation'>;

/** What is called how in the answer. */
const FITS: Readonly<Record<Evaluation['considered'][number]['fit'], string>> = {
  fits: 'fits, and decides',
  disabled: 'is switched off',
  'other-app': 'is about other apps',
  'other-group': 'is about other groups',
};
const RULES: Readonly<Record<string, string>> = {
  password: 'The password is all that is asked for.',
  'proof-fresh': 'The password was given too long ago: it is asked for again.',
  'proof-needed': 'The password is asked for.',
  'policy-allows': 'The policy denies access.',
  assigned: 'It is not assigned to the user, nor to a group of theirs.',
  'user-active': 'The user is disabled.',
  'target-enabled': 'The app is disabled.',
  administrator: 'The user administers nothing.',
};

/** Asks what would be decided for one person and one app, as at a sign-in. */
export function Evaluate(): ReactNode {
  const [person, setPerson] = useState('');
  const [target, setTarget] = useState('portal');
  const [minutes, setMinutes] = useState('0');
  const people = useFound(person);
  const asked = useMutation({
    mutationFn: () => {
      const userId = people.find(({ userName }) => userName === person)?.id ?? '';
      const body = { userId, target: targetOf(target, apps), proofAgeMinutes: Number(minutes) };
      return bodyOf(api.POST('/admin/v1/policies/evaluate', { body }));
    },
  });
  const { apps } = useNames();
  const faultAt = (pointer: string): string | undefined =>
    asked.error ? problemOf(asked.error).faults.find((fault) => fault.pointer === pointer)?.detail : undefined;
  return (
    <Container
      header={
        <Header variant="h2" description="Decided by the very function that decides sign-ins; nothing is changed.">
          Who would get what
        </Header>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          asked.mutate();
        }}
      >
        <SpaceBetween size="m">
          <ColumnLayout columns={3}>
            <FormField label="User" description="User name, mail address or name" errorText={faultAt('/userId')}>
              <Autosuggest
                value={person}
                onChange={({ detail }) => setPerson(detail.value)}
                options={people.map(({ userName, email }) => ({ value: userName, description: email }))}
                enteredTextLabel={(text) => `Find “${text}”`}
                empty="No users"
                filteringType="manual"
              />
            </FormField>
            <FormField label="App" description="Or a role, as aws:111122223333/Admin" errorText={faultAt('/target')}>
              <Autosuggest
                value={target}
                onChange={({ detail }) => setTarget(detail.value)}
                options={[
                  { value: 'portal', description: PLACES['portal'] ?? '' },
                  { value: 'console', description: PLACES['console'] ?? '' },
                  ...[...apps.values()].map((name) => ({ value: name })),
                ]}
                enteredTextLabel={(text) => `“${text}”`}
              />
            </FormField>
            <FormField
              label="Minutes since the password"
              description="0 for somebody who signs in now"
              errorText={faultAt('/proofAgeMinutes')}
            >
              <Input
                type="number"
                inputMode="numeric"
                value={minutes}
                onChange={({ detail }) => setMinutes(detail.value)}
              />
            </FormField>
          </ColumnLayout>
          <Button loading={asked.isPending} disabled={person === ''}>
            Evaluate
          </Button>
          {asked.error ? (
            <Alert type="error">
              <ProblemText error={asked.error} />
            </Alert>
          ) : null}
          {asked.data ? <Decided evaluation={asked.data} /> : null}
        </SpaceBetween>
      </form>
    </Container>
  );
}

/** An app is chosen by its name, and sent by its ID. */
const targetOf = (text: string, apps: ReadonlyMap<string, string>): string =>
  [...apps].find(([, name]) => name === text)?.[0] ?? text.trim();

/** Users whose names begin as it was typed. */
function useFound(text: string): readonly Thing<'User'>[] {
  const { data } = useQuery({
    queryKey: ['users', 'found', text],
    queryFn: () => bodyOf(api.GET('/admin/v1/users', { params: { query: { limit: '10', search: text } } })),
    enabled: text !== '',
    placeholderData: (before) => before,
  });
  return data?.items ?? [];
}

const OUTCOMES = {
  allow: { type: 'success', text: 'Gets in' },
  require: { type: 'pending', text: 'Must prove it again' },
  deny: { type: 'error', text: 'Is kept out' },
} as const;

function Decided({ evaluation }: { readonly evaluation: Evaluation }): ReactNode {
  const { type, text } = OUTCOMES[evaluation.decision];
  return (
    <output>
      <SpaceBetween size="xs">
        <StatusIndicator type={type}>
          {text}
          {evaluation.policy ? `, by “${evaluation.policy.name}”` : ''}
        </StatusIndicator>
        <Box>{RULES[evaluation.rule] ?? evaluation.rule}</Box>
        <ol>
          {evaluation.considered.map(({ id, name, fit }) => (
            <li key={id}>
              {name}: {FITS[fit]}
            </li>
          ))}
        </ol>
      </SpaceBetween>
    </output>
  );
}
