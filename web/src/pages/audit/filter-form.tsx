import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import type { Filters } from './audit-data.ts';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
}

const FIELDS: readonly Field[] = [
  { name: 'action', label: 'Action begins with', placeholder: 'sign-in, user.create' },
  { name: 'actor', label: 'Done by', placeholder: 'An ID, or user, token, system' },
  { name: 'target', label: 'Done to, begins with', placeholder: 'USER#…, APP#…' },
  { name: 'ip', label: 'Address begins with', placeholder: '203.0.113.' },
  { name: 'text', label: 'Holds the text', placeholder: 'Anything in the event' },
];

const OUTCOMES = [
  { value: '', label: 'Any' },
  { value: 'success', label: 'Success' },
  { value: 'refused', label: 'Refused' },
];

const RELATIVE: readonly DateRangePickerProps.RelativeOption[] = [
  { key: 'hour', amount: 1, unit: 'hour', type: 'relative' },
  { key: 'day', amount: 1, unit: 'day', type: 'relative' },
  { key: 'week', amount: 7, unit: 'day', type: 'relative' },
  { key: 'month', amount: 30, unit: 'day', type: 'relative' },
  { key: 'quarter', amount: 90, unit: 'day', type: 'relative' },
];

const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

const LONGEST_DAYS = 90;

/** What a span says to the API; one that ends now names its beginning alone. */
function spanOf(value: DateRangePickerProps.Value | null): Filters {
  if (!value) return {};
  if (value.type === 'absolute')
    return { from: new Date(value.startDate).toISOString(), to: new Date(value.endDate).toISOString() };
  return { from: new Date(Date.now() - value.amount * (UNIT_MS[value.unit] ?? 0)).toISOString() };
}

const rangeOf = ({ from, to }: Filters): DateRangePickerProps.Value | null =>
  from === undefined ? null : { type: 'absolute', startDate: from, endDate: to ?? new Date().toISOString() };

function faultOf(value: DateRangePickerProps.Value | null): DateRangePickerProps.ValidationResult {
  const { from, to } = spanOf(value);
  const length = (to ? Date.parse(to) : Date.now()) - Date.parse(from ?? new Date().toISOString());
  if (Number.isNaN(length) || length < 0) return { valid: false, errorMessage: 'The end lies after the beginning.' };
  return length <= LONGEST_DAYS * 86_400_000 + 60_000
    ? { valid: true }
    : { valid: false, errorMessage: `A search spans ${LONGEST_DAYS} days at the most.` };
}

const WORDS: DateRangePickerProps.I18nStrings = {
  relativeModeTitle: 'The last …',
  absoluteModeTitle: 'From … to …',
  formatRelativeRange: ({ amount, unit }) =>
    `The last ${amount === 1 ? '' : `${amount} `}${unit}${amount === 1 ? '' : 's'}`,
  formatUnit: (unit, amount) => (amount === 1 ? unit : `${unit}s`),
  relativeRangeSelectionHeading: 'Choose a span',
  customRelativeRangeOptionLabel: 'Another span',
  customRelativeRangeOptionDescription: 'Say how long',
  customRelativeRangeDurationLabel: 'How long',
  customRelativeRangeUnitLabel: 'Unit',
  startDateLabel: 'From',
  endDateLabel: 'To',
  startTimeLabel: 'At',
  endTimeLabel: 'At',
  clearButtonLabel: 'Clear',
  cancelButtonLabel: 'Cancel',
  applyButtonLabel: 'Apply',
};

/** What the log is searched for. Nothing is asked until the button, or Enter, is pressed. */
export function FilterForm({
  filters,
  onSearch,
}: {
  readonly filters: Filters;
  readonly onSearch: (filters: Filters) => void;
}): ReactNode {
  const [typed, setTyped] = useState(filters);
  const [range, setRange] = useState(rangeOf(filters));
  const set = (name: string, value: string): void => setTyped((before) => ({ ...before, [name]: value }));
  const search = (): void => {
    const { from: _from, to: _to, ...rest } = typed;
    onSearch({ ...rest, ...spanOf(range) });
  };
  const outcome = OUTCOMES.find(({ value }) => value === (typed['outcome'] ?? '')) ?? null;
  return (
    <Container>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <SpaceBetween size="m">
          <ColumnLayout columns={4} minColumnWidth={200}>
            <FormField label="When">
              <DateRangePicker
                value={range}
                onChange={({ detail }) => setRange(detail.value)}
                relativeOptions={RELATIVE}
                isValidRange={faultOf}
                i18nStrings={WORDS}
                placeholder="The last day"
              />
            </FormField>
            {FIELDS.map(({ name, label, placeholder }) => (
              <FormField key={name} label={label}>
                <Input
                  value={typed[name] ?? ''}
                  placeholder={placeholder}
                  onChange={({ detail }) => set(name, detail.value)}
                />
              </FormField>
            ))}
            <FormField label="Outcome">
              <Select
                selectedOption={outcome}
                options={OUTCOMES}
                onChange={({ detail }) => set('outcome', detail.selectedOption.value ?? '')}
              />
            </FormField>
          </ColumnLayout>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" formAction="submit">
              Search
            </Button>
            <Button variant="link" formAction="none" onClick={() => onSearch({})}>
              Clear
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </form>
    </Container>
  );
}
