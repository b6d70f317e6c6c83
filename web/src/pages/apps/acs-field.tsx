import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Toggle from '@cloudscape-design/components/toggle';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';
import { useForm } from '../../patterns/fields.tsx';

type Acs = Thing<'App'>['acs'][number];

/** The addresses that responses may go to, one of them the default. */
export function AcsField(): ReactNode {
  const { values, set, faultAt } = useForm();
  const items = (values['acs'] ?? []) as readonly Acs[];
  const put = (at: number, change: Partial<Acs>): void =>
    set(
      'acs',
      items.map((item, index) => (index === at ? { ...item, ...change } : item)),
    );
  const makeDefault = (at: number, isDefault: boolean): void =>
    set(
      'acs',
      items.map(({ url, index }, place) => ({ url, index, ...(isDefault && place === at ? { isDefault: true } : {}) })),
    );
  return (
    <FormField
      label="ACS URLs"
      description="Where the app takes responses: the reply URL. Requests may name any of them, by address or index."
      errorText={faultAt('/acs')}
      stretch
    >
      <AttributeEditor<Acs>
        items={items}
        addButtonText="Add URL"
        removeButtonText="Remove"
        isItemRemovable={() => items.length > 1}
        disableAddButton={items.length >= 50}
        empty="No URL yet"
        onAddButtonClick={() =>
          set('acs', [...items, { url: '', index: Math.max(-1, ...items.map(({ index }) => index)) + 1 }])
        }
        onRemoveButtonClick={({ detail }) =>
          set(
            'acs',
            items.filter((_item, index) => index !== detail.itemIndex),
          )
        }
        gridLayout={[
          { breakpoint: 'xxs', rows: [[5, 1, 1]], removeButton: { width: 'auto' } },
          { rows: [[1], [1], [1]], removeButton: { ownRow: true } },
        ]}
        definition={[
          {
            label: 'URL',
            errorText: (_item, at) => faultAt(`/acs/${at}/url`),
            control: ({ url }, at) => (
              <Input
                value={url}
                ariaLabel={`URL ${at + 1}`}
                autoComplete={false}
                onChange={({ detail }) => put(at, { url: detail.value })}
              />
            ),
          },
          {
            label: 'Index',
            errorText: (_item, at) => faultAt(`/acs/${at}/index`),
            control: ({ index }, at) => (
              <Input
                type="number"
                value={String(index)}
                ariaLabel={`Index of URL ${at + 1}`}
                onChange={({ detail }) => put(at, { index: Number(detail.value) })}
              />
            ),
          },
          {
            label: 'Default',
            control: ({ isDefault = false }, at) => (
              <Toggle
                checked={isDefault}
                ariaLabel={`URL ${at + 1} is the default`}
                onChange={({ detail }) => makeDefault(at, detail.checked)}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
