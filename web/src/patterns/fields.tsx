import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import { createContext, type ReactNode, useContext } from 'react';
import type { EntityForm } from './use-entity-form.ts';

/** The form that fields belong to. */
export const FormContext = createContext<EntityForm<Record<string, unknown>> | undefined>(undefined);

/** The form around a field; for fields of a page's own. @throws {Error} outside of a form */
export function useForm(): EntityForm<Record<string, unknown>> {
  const form = useContext(FormContext);
  if (!form) throw new Error('a field stands outside of a form');
  return form;
}

interface Field {
  /** The field's name in the API; its faults are those at `/name`. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** What holds of the value, such as "1 to 128 characters". */
  readonly constraint?: string;
  readonly isRequired?: boolean;
}

/** The frame of a field: label, description, what is wrong with it. */
export function FieldFrame({
  name,
  label,
  description,
  constraint,
  isRequired,
  children,
}: Field & { readonly children: ReactNode }): ReactNode {
  const { faultAt } = useForm();
  return (
    <FormField
      label={
        isRequired ? (
          label
        ) : (
          <>
            {label} <i>– optional</i>
          </>
        )
      }
      errorText={faultAt(`/${name}`)}
      {...(description === undefined ? {} : { description })}
      {...(constraint === undefined ? {} : { constraintText: constraint })}
    >
      {children}
    </FormField>
  );
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A line of text. */
export function TextField({ type = 'text', ...field }: Field & Pick<InputProps, 'type'>): ReactNode {
  const { values, set } = useForm();
  return (
    <FieldFrame {...field}>
      <Input
        type={type}
        autoComplete={false}
        ariaRequired={field.isRequired === true}
        value={textOf(values[field.name])}
        onChange={({ detail }) => set(field.name, detail.value)}
      />
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextAreaField({ rows = 4, ...field }: Field & { readonly rows?: number }): ReactNode {
  const { values, set } = useForm();
  return (
    <FieldFrame {...field}>
      <Textarea
        rows={rows}
        value={textOf(values[field.name])}
        onChange={({ detail }) => set(field.name, detail.value)}
      />
    </FieldFrame>
  );
}

/** One of several values. */
export function ChoiceField({
  options,
  ...field
}: Field & {
  readonly options: readonly { readonly value: string; readonly label: string; readonly description?: string }[];
}): ReactNode {
  const { values, set } = useForm();
  const value = textOf(values[field.name]);
  return (
    <FieldFrame {...field}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => set(field.name, detail.selectedOption.value)}
      />
    </FieldFrame>
  );
}

/** Something that is on or off. */
export function SwitchField(field: Field): ReactNode {
  const { values, set, faultAt } = useForm();
  return (
    <FormField errorText={faultAt(`/${field.name}`)}>
      <Toggle
        checked={values[field.name] === true}
        onChange={({ detail }) => set(field.name, detail.checked)}
        {...(field.description === undefined ? {} : { description: field.description })}
      >
        {field.label}
      </Toggle>
    </FormField>
  );
}
