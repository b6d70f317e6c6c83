import { useState } from 'react';
import type { Versioned } from '../api/client.ts';
import { type Fault, type Problem, problemOf } from '../api/problem.ts';
import { changedFields, type Conflict, merge, type Values } from './form-values.ts';

/** What a form needs of its page. */
export interface FormDeed<T extends object> {
  /** The thing as it was read; for a new one, what its fields hold to begin with. */
  readonly start: T;
  /** The version that is changed; absent for a new thing. */
  readonly version?: string;
  /** Saves; `start` is what the values are to be compared with, which moves on when somebody else was faster. */
  readonly save: (values: T, base: { readonly start: T; readonly version: string }) => Promise<unknown>;
  /** Reads the thing anew, when somebody else has changed it. */
  readonly reload?: () => Promise<Versioned<T>>;
  /** What follows when it is saved: a notice, another page. */
  readonly onSaved?: () => void;
}

/** A form that somebody fills in. */
export interface EntityForm<T extends object> {
  readonly values: T;
  readonly set: <Name extends keyof T>(field: Name, value: T[Name]) => void;
  /** What is wrong with a field, by its pointer, as `/userName` or `/acs/0/url`. */
  readonly faultAt: (pointer: string) => string | undefined;
  /** Says that a field shows the faults at a pointer, and below it, itself. */
  readonly problem: Problem | undefined;
  readonly faults: readonly Fault[];
  readonly conflicts: readonly Conflict[];
  /** Whether somebody else changed the thing while it was being edited. */
  readonly isStale: boolean;
  readonly settle: (conflict: Conflict, value: unknown) => void;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly submit: () => Promise<void>;
}

interface Saving<T> {
  readonly base: { readonly start: T; readonly version: string };
  readonly problem?: Problem;
  readonly conflicts: readonly Conflict[];
  readonly isStale: boolean;
  readonly isSaving: boolean;
}

/** The state behind `EntityFormView`: values, faults by field, and what to do when somebody else was faster. */
export function useEntityForm<T extends object>(deed: FormDeed<T>): EntityForm<T> {
  const [values, setValues] = useState(deed.start);
  const [state, setState] = useState<Saving<T>>({
    base: { start: deed.start, version: deed.version ?? '*' },
    conflicts: [],
    isStale: false,
    isSaving: false,
  });
  const submit = async (): Promise<void> => {
    setState(({ problem: _old, ...before }) => ({ ...before, isSaving: true }));
    try {
      await deed.save(values, state.base);
      setState((before) => ({ ...before, isSaving: false, isStale: false }));
      deed.onSaved?.();
    } catch (error) {
      await fail(problemOf(error));
    }
  };
  const fail = async (problem: Problem): Promise<void> => {
    if (problem.code !== 'VERSION_STALE' || !deed.reload) {
      setState((before) => ({ ...before, problem, isSaving: false }));
      return;
    }
    try {
      const { value: theirs, version } = await deed.reload();
      const merged = merge(state.base.start, values, theirs);
      setValues(merged.values);
      setState({ base: { start: theirs, version }, conflicts: merged.conflicts, isStale: true, isSaving: false });
    } catch (error) {
      setState((before) => ({ ...before, problem: problemOf(error), isSaving: false }));
    }
  };
  const faults = state.problem?.faults ?? [];
  return {
    values,
    set: (field, value) => setValues((before) => ({ ...before, [field]: value })),
    faultAt: (pointer) => faults.find((fault) => fault.pointer === pointer)?.detail,
    problem: state.problem,
    faults,
    conflicts: state.conflicts,
    isStale: state.isStale,
    settle: (conflict, value) => {
      setValues((before) => ({ ...before, [conflict.field]: value }));
      setState((before) => ({ ...before, conflicts: before.conflicts.filter((other) => other !== conflict) }));
    },
    isDirty: changedFields(state.base.start as Values, values as Values).length > 0,
    isSaving: state.isSaving,
    submit,
  };
}
