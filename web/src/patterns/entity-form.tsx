import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { problemOf } from '../api/problem.ts';
import { ProblemText } from '../shell/notices.tsx';
import { ConfirmDelete } from './confirm-delete.tsx';
import type { Conflict } from './form-values.ts';
import type { EntityForm } from './use-entity-form.ts';
import { FormContext } from './fields.tsx';

interface View<T extends object> {
  readonly form: EntityForm<T>;
  /** What the button says: `Create user`, `Save changes`. */
  readonly submitText: string;
  readonly onCancel?: () => void;
  /** What fields are called, for faults and conflicts: by their names in the API. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/**
 * A form for one thing. Faults stand beside their fields; those of no field that is shown stand on top. Somebody else's
 * change is told with what they wrote, and nothing that was typed is lost, also not by leaving unasked.
 */
export function EntityFormView<T extends object>({
  form,
  submitText,
  onCancel,
  labels = {},
  children,
}: View<T>): ReactNode {
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.problem) place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form.problem]);
  return (
    <form
      ref={place}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {onCancel ? (
              <Button variant="link" formAction="none" onClick={onCancel}>
                Cancel
              </Button>
            ) : null}
            <Button variant="primary" loading={form.isSaving} disabled={form.conflicts.length > 0}>
              {submitText}
            </Button>
          </SpaceBetween>
        }
        errorText={form.problem ? <FormProblem form={form} labels={labels} /> : undefined}
      >
        <div className="stack">
          {form.isStale ? <Stale form={form} labels={labels} /> : null}
          <FormContext value={form as unknown as EntityForm<Record<string, unknown>>}>{children}</FormContext>
        </div>
      </Form>
      <LeavingUnsaved isDirty={form.isDirty && !form.isSaving} />
    </form>
  );
}

const nameOf = (pointer: string, labels: Readonly<Record<string, string>>): string => {
  const [field = ''] = pointer.slice(1).split('/');
  return labels[field] ?? field;
};

/** A fault is told on top as well as beside its field, by the field's name: not every field is on the screen. */
function FormProblem<T extends object>({
  form: { problem, faults },
  labels,
}: {
  readonly form: EntityForm<T>;
  readonly labels: Readonly<Record<string, string>>;
}): ReactNode {
  if (faults.length === 0) return <ProblemText error={problem} />;
  return (
    <>
      {problemOf(problem).message}
      <ul>
        {faults.map(({ pointer, detail }) => (
          <li key={`${pointer} ${detail}`}>{pointer === '' ? detail : `${nameOf(pointer, labels)}: ${detail}`}</li>
        ))}
      </ul>
    </>
  );
}

function Stale<T extends object>({
  form,
  labels,
}: {
  readonly form: EntityForm<T>;
  readonly labels: Readonly<Record<string, string>>;
}): ReactNode {
  const { conflicts } = form;
  return (
    <Alert type="warning" header="Somebody else changed this meanwhile. Your text is kept.">
      {conflicts.length === 0
        ? 'What they changed and you did not is shown as they left it. Look it over, then save again.'
        : 'You both changed these fields. Choose for each, then save again.'}
      <ul>
        {conflicts.map((conflict) => (
          <li key={conflict.field}>
            <ConflictLine
              conflict={conflict}
              name={labels[conflict.field] ?? conflict.field}
              onChoose={(value) => form.settle(conflict, value)}
            />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

const inWords = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
};

const ConflictLine = ({
  conflict: { mine, theirs },
  name,
  onChoose,
}: {
  readonly conflict: Conflict;
  readonly name: string;
  readonly onChoose: (value: unknown) => void;
}): ReactNode => (
  <SpaceBetween size="xxs">
    <span>
      {name}: yours is {inWords(mine)}, theirs {inWords(theirs)}.
    </span>
    <SpaceBetween direction="horizontal" size="xs">
      <Button formAction="none" ariaLabel={`Keep yours for ${name}`} onClick={() => onChoose(mine)}>
        Keep yours
      </Button>
      <Button formAction="none" ariaLabel={`Take theirs for ${name}`} onClick={() => onChoose(theirs)}>
        Take theirs
      </Button>
    </SpaceBetween>
  </SpaceBetween>
);

/** Asks before what was typed is left behind. */
function LeavingUnsaved({ isDirty }: { readonly isDirty: boolean }): ReactNode {
  const blocker = useBlocker(isDirty);
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isDirty]);
  if (blocker.state !== 'blocked') return null;
  return (
    <ConfirmDelete
      title="Leave without saving?"
      consequence="What you typed on this page is lost."
      verb="Leave"
      onConfirm={() => Promise.resolve(blocker.proceed())}
      onClose={() => blocker.state === 'blocked' && blocker.reset()}
    />
  );
}
