import type { Fault } from '../base/refusal.ts';
import { FIELD_COPY } from './copy/en.ts';

/** One labelled input. Its name is also its id, so a page has each name once. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly autocomplete: string;
  readonly hint?: string;
  /** Every fault of the form; the field shows those that point at it. */
  readonly faults?: readonly Fault[] | undefined;
  /** The id of a problem elsewhere on the page that is this field's. */
  readonly problemId?: string;
  readonly isOptional?: boolean;
  readonly isFirst?: boolean;
  readonly minlength?: number;
  readonly maxlength: number;
}

/** A label, an input, and below it what helps and what was wrong, all of it tied together for those who cannot see. */
export const Field = (field: FieldProps) => {
  const { name, label, hint, isOptional = false, faults = [] } = field;
  const own = faultsAt(faults, name);
  return (
    <div class="field">
      <label for={name}>
        {label}
        {isOptional ? <span class="optional">{FIELD_COPY.optional}</span> : null}
      </label>
      {field.type === 'password' ? <Secret {...field} /> : <Input {...field} />}
      {hint ? (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {own.length > 0 ? (
        <p class="fault" id={`${name}-fault`}>
          {own.map(({ detail }) => detail).join(' ')}
        </p>
      ) : null}
    </div>
  );
};

/** The script `form.js` puts a button here that shows what was typed, and says when Caps Lock is on. */
const Secret = (field: FieldProps) => (
  <div class="secret" data-show={FIELD_COPY.show} data-hide={FIELD_COPY.hide} data-caps={FIELD_COPY.capsLock}>
    <Input {...field} />
  </div>
);

const Input = ({ name, type = 'text', value, autocomplete, faults = [], isOptional, isFirst, ...rest }: FieldProps) => {
  const isWrong = rest.problemId !== undefined || faultsAt(faults, name).length > 0;
  return (
    <input
      id={name}
      name={name}
      type={type}
      value={value}
      autocomplete={autocomplete}
      autocapitalize={autocomplete.endsWith('-name') ? 'words' : 'none'}
      spellcheck={false}
      required={!isOptional}
      autofocus={isFirst}
      minlength={rest.minlength}
      maxlength={rest.maxlength}
      aria-invalid={isWrong ? 'true' : undefined}
      aria-describedby={describedBy({ name, faults, ...rest })}
    />
  );
};

/** The faults that point at a field of that name. */
const faultsAt = (faults: readonly Fault[], name: string): readonly Fault[] =>
  faults.filter(({ pointer }) => pointer === `/${name}`);

/** The faults that point at none of the fields: they are shown above the form. */
export const faultsElsewhere = (faults: readonly Fault[], names: readonly string[]): readonly Fault[] =>
  faults.filter(({ pointer }) => !names.includes(pointer.slice(1)));

function describedBy({ name, hint, problemId, faults = [] }: Partial<FieldProps>): string | undefined {
  const hasFault = faultsAt(faults, name ?? '').length > 0;
  const ids = [problemId, hint && `${name}-hint`, hasFault && `${name}-fault`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
