import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import { type ReactNode, useState } from 'react';
import { useForm } from '../../patterns/fields.tsx';

interface Row {
  readonly name: string;
  readonly value: string;
}

const rowsOf = (custom: unknown): Row[] =>
  Object.entries((custom ?? {}) as Readonly<Record<string, string>>).map(([name, value]) => ({ name, value }));

const customOf = (rows: readonly Row[]): Readonly<Record<string, string>> | undefined => {
  const named = rows.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]);
  return named.length > 0 ? (Object.fromEntries(named) as Record<string, string>) : undefined;
};

/** The API takes as many. */
const MOST = 50;

/** The fields that an organisation has invented: pairs of a name and a value. */
export function CustomFields(): ReactNode {
  const { values, set, faultAt } = useForm();
  const [rows, setRows] = useState(() => rowsOf(values['custom']));
  const change = (to: readonly Row[]): void => {
    setRows([...to]);
    set('custom', customOf(to));
  };
  const changeRow = (index: number, part: Partial<Row>): void =>
    change(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <AttributeEditor<Row>
      items={rows}
      addButtonText="Add a field"
      removeButtonText="Remove"
      disableAddButton={rows.length >= MOST}
      empty="There are none."
      definition={[
        {
          label: 'Name',
          errorText: ({ name }) => faultAt(`/custom/${name}`),
          control: ({ name }, index) => (
            <Input
              value={name}
              ariaLabel={`Name of field ${index + 1}`}
              onChange={({ detail }) => changeRow(index, { name: detail.value })}
            />
          ),
        },
        {
          label: 'Value',
          control: ({ value }, index) => (
            <Input
              value={value}
              ariaLabel={`Value of field ${index + 1}`}
              onChange={({ detail }) => changeRow(index, { value: detail.value })}
            />
          ),
        },
      ]}
      onAddButtonClick={() => change([...rows, { name: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => change(rows.filter((_row, index) => index !== detail.itemIndex))}
    />
  );
}
