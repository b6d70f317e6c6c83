import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';
import { useForm } from '../../patterns/fields.tsx';
import { PROFILE_FIELDS } from './field-options.ts';

type Rule = Thing<'App'>['attributes'][number];
type Source = Rule['source'];

const GROUPS = { value: 'groups', label: 'Names of groups' };
const CONSTANT = { value: 'constant', label: 'Constant values' };
const CUSTOM = { value: 'custom', label: 'Own field of the profile' };
const SOURCES: SelectProps.Options = [
  { label: 'Profile', options: PROFILE_FIELDS.map(({ value, label }) => ({ value: `profile ${value}`, label })) },
  { label: 'Other', options: [GROUPS, CONSTANT, CUSTOM] },
];

const optionOf = (source: Source): SelectProps.Option => {
  if (source.from === 'profile') {
    const field = PROFILE_FIELDS.find(({ value }) => value === source.field);
    return { value: `profile ${source.field}`, label: field?.label ?? source.field };
  }
  return { groups: GROUPS, constant: CONSTANT, custom: CUSTOM }[source.from];
};

function sourceOf(value: string): Source {
  if (value.startsWith('profile ')) return { from: 'profile', field: value.slice(8) } as Source;
  if (value === 'constant') return { from: 'constant', values: [''] };
  return value === 'custom' ? { from: 'custom', name: '' } : { from: 'groups' };
}

/** The attributes that the app is told: several values go into one attribute. */
export function AttributesField(): ReactNode {
  const { values, set, faultAt, faults } = useForm();
  const items = (values['attributes'] ?? []) as readonly Rule[];
  const put = (at: number, change: Partial<Rule>): void =>
    set(
      'attributes',
      items.map((item, index) => (index === at ? { ...item, ...change } : item)),
    );
  const faultUnder = (pointer: string): string | undefined =>
    faults.find((fault) => fault.pointer.startsWith(pointer))?.detail;
  return (
    <FormField
      label={
        <>
          Attributes <i>– optional</i>
        </>
      }
      errorText={faultAt('/attributes')}
      stretch
    >
      <AttributeEditor<Rule>
        items={items}
        addButtonText="Add attribute"
        removeButtonText="Remove"
        disableAddButton={items.length >= 50}
        empty="The app is told nothing beside the NameID."
        onAddButtonClick={() =>
          set('attributes', [...items, { name: '', source: { from: 'profile', field: 'email' } }])
        }
        onRemoveButtonClick={({ detail }) =>
          set(
            'attributes',
            items.filter((_item, index) => index !== detail.itemIndex),
          )
        }
        gridLayout={[
          { breakpoint: 'xxs', rows: [[3, 3, 2]], removeButton: { width: 'auto' } },
          { rows: [[1], [1], [1]], removeButton: { ownRow: true } },
        ]}
        definition={[
          {
            label: 'Name',
            errorText: (_item, at) => faultAt(`/attributes/${at}/name`),
            control: ({ name }, at) => (
              <Input
                value={name}
                ariaLabel={`Name of attribute ${at + 1}`}
                autoComplete={false}
                onChange={({ detail }) => put(at, { name: detail.value })}
              />
            ),
          },
          {
            label: 'Source',
            errorText: (_item, at) => faultUnder(`/attributes/${at}/source`),
            control: ({ source }, at) => (
              <Select
                ariaLabel={`Source of attribute ${at + 1}`}
                options={SOURCES}
                filteringType="auto"
                selectedOption={optionOf(source)}
                onChange={({ detail }) => put(at, { source: sourceOf(detail.selectedOption.value ?? '') })}
              />
            ),
          },
          {
            label: 'Value',
            control: ({ source }, at) => (
              <SourceValue source={source} at={at} onChange={(fresh) => put(at, { source: fresh })} />
            ),
          },
        ]}
      />
    </FormField>
  );
}

function SourceValue({
  source,
  at,
  onChange,
}: {
  readonly source: Source;
  readonly at: number;
  readonly onChange: (source: Source) => void;
}): ReactNode {
  if (source.from === 'constant') {
    return (
      <Input
        ariaLabel={`Values of attribute ${at + 1}, parted by semicolons`}
        placeholder="One; or several, parted by semicolons"
        value={source.values.join(';')}
        onChange={({ detail }) => onChange({ from: 'constant', values: detail.value.split(';') })}
      />
    );
  }
  if (source.from === 'custom') {
    return (
      <Input
        ariaLabel={`Field of attribute ${at + 1}`}
        placeholder="The field’s name"
        value={source.name}
        onChange={({ detail }) => onChange({ from: 'custom', name: detail.value })}
      />
    );
  }
  const text =
    source.from === 'groups'
      ? source.groupIds
        ? `Of ${source.groupIds.length} groups`
        : 'All groups of the user'
      : 'Of the user';
  return (
    <Box padding={{ top: 'xs' }} color="text-body-secondary">
      {text}
    </Box>
  );
}
