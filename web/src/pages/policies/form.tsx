import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { type ReactNode, useState } from 'react';
import type { Thing } from '../../api/client.ts';
import { ChoiceField, FieldFrame, SwitchField, TextAreaField, TextField, useForm } from '../../patterns/fields.tsx';
import { PLACES, targetName, useNames } from './names.ts';

/** What is filled in of a policy; how old a proof may be is typed. */
export type PolicyValues = Omit<Thing<'Policy'>, 'id' | 'proofMaxMinutes'> & { proofMaxMinutes: string };

/** What a new policy holds to begin with. */
export const NEW_POLICY: PolicyValues = {
  name: '',
  description: '',
  enabled: true,
  apps: 'all',
  groups: 'all',
  firstFactor: 'password',
  secondFactor: 'none',
  access: 'allow',
  proofMaxMinutes: '',
};

/** A policy as the form holds it. */
export const valuesOf = ({ id: _id, proofMaxMinutes, description = '', ...policy }: Thing<'Policy'>): PolicyValues => ({
  ...policy,
  description,
  proofMaxMinutes: proofMaxMinutes === undefined ? '' : String(proofMaxMinutes),
});

/** Text that is a number, as one; what is none is left for the API to refuse in words. */
export const numbered = <T extends { readonly proofMaxMinutes?: unknown }>(values: T): T =>
  typeof values.proofMaxMinutes === 'string' && values.proofMaxMinutes !== ''
    ? { ...values, proofMaxMinutes: Number(values.proofMaxMinutes) }
    : values;

/** What the fields are called. */
export const LABELS: Readonly<Record<string, string>> = {
  name: 'Policy name',
  apps: 'Apps',
  groups: 'Groups',
  proofMaxMinutes: 'Sign-in frequency',
};

/** The fields of a policy; the default is about everybody and everything. */
export function PolicyFields({ isDefault = false }: { readonly isDefault?: boolean }): ReactNode {
  return (
    <SpaceBetween size="l">
      <TextField name="name" label="Policy name" isRequired constraint="1 to 128 characters, each name once" />
      <TextAreaField name="description" label="Description" rows={2} />
      {isDefault ? null : <Targets />}
      {isDefault ? null : <Groups />}
      <Access />
      <ColumnLayout columns={2}>
        <ChoiceField
          name="firstFactor"
          label="First factor"
          isRequired
          options={[{ value: 'password', label: 'Password' }]}
        />
        <ChoiceField
          name="secondFactor"
          label="Second factor"
          isRequired
          options={[{ value: 'none', label: 'None' }]}
        />
      </ColumnLayout>
      <TextField
        name="proofMaxMinutes"
        label="Sign-in frequency"
        type="number"
        description="How old the password may be, in minutes. 0 asks each time; empty asks once a session."
      />
      {isDefault ? null : <SwitchField name="enabled" label="Switched on" isRequired />}
    </SpaceBetween>
  );
}

function Access(): ReactNode {
  const { values, set } = useForm();
  return (
    <FieldFrame name="access" label="Access" isRequired>
      <Tiles
        value={String(values['access'])}
        onChange={({ detail }) => set('access', detail.value)}
        items={[
          { value: 'allow', label: 'Let in', description: 'Who is assigned, and proves it as below' },
          { value: 'deny', label: 'Keep out', description: 'Also who is assigned' },
        ]}
      />
    </FieldFrame>
  );
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

/** Everything, or what is named: an app, one of our own places, AWS as a whole or a part of it. */
function Targets(): ReactNode {
  const { values, set } = useForm();
  const names = useNames();
  const [part, setPart] = useState('');
  const chosen = listOf(values['apps']);
  const known = [...Object.keys(PLACES), ...names.apps.keys()];
  const options = [...new Set([...known, ...chosen])].map((value) => ({ value, label: targetName(value, names) }));
  const choose = (targets: readonly string[]): void => set('apps', targets.length === 0 ? 'all' : targets);
  return (
    <FieldFrame
      name="apps"
      label="Apps"
      isRequired
      description="Without a choice: everything, the portal and the console too."
    >
      <SpaceBetween size="xs">
        <Multiselect
          selectedOptions={options.filter(({ value }) => chosen.includes(value))}
          options={options}
          filteringType="auto"
          placeholder={chosen.length === 0 ? 'Everything' : 'Choose apps'}
          onChange={({ detail }) => choose(detail.selectedOptions.map(({ value = '' }) => value))}
        />
        <SpaceBetween direction="horizontal" size="xs">
          <Autosuggest
            ariaLabel="AWS account or role"
            placeholder="111122223333/Admin"
            value={part}
            options={[]}
            onChange={({ detail }) => setPart(detail.value)}
            enteredTextLabel={(text) => `AWS ${text}`}
          />
          <Button
            formAction="none"
            disabled={part.trim() === ''}
            onClick={() => {
              choose([...new Set([...chosen, `aws:${part.trim()}`])]);
              setPart('');
            }}
          >
            Add AWS account or role
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </FieldFrame>
  );
}

function Groups(): ReactNode {
  const { values, set } = useForm();
  const { groups } = useNames();
  const chosen = listOf(values['groups']);
  const options = [...new Set([...groups.keys(), ...chosen])].map((value) => ({
    value,
    label: groups.get(value) ?? `Group ${value}, which is not there`,
  }));
  return (
    <FieldFrame name="groups" label="Groups" isRequired description="Without a choice: everybody.">
      <Multiselect
        selectedOptions={options.filter(({ value }) => chosen.includes(value))}
        options={options}
        filteringType="auto"
        placeholder={chosen.length === 0 ? 'Everybody' : 'Choose groups'}
        onChange={({ detail }) => {
          const ids = detail.selectedOptions.map(({ value = '' }) => value);
          set('groups', ids.length === 0 ? 'all' : ids);
        }}
      />
    </FieldFrame>
  );
}
