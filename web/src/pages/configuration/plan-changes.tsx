import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { Change, Plan } from './configuration-data.ts';

const ACTIONS: Readonly<Record<Change['action'], readonly [StatusIndicatorProps.Type, string]>> = {
  create: ['success', 'Create'],
  update: ['info', 'Change'],
  delete: ['error', 'Delete'],
};

/** What a plan would change, thing by thing and field by field. */
export const PlanChanges = ({ plan }: { readonly plan: Plan }): ReactNode => (
  <Table
    variant="container"
    wrapLines
    header={<Header counter={`(${plan.changes.length})`}>Changes</Header>}
    items={plan.changes}
    trackBy={({ kind, key }) => `${kind} ${key}`}
    columnDefinitions={[
      {
        id: 'action',
        header: 'What is done',
        minWidth: 130,
        cell: ({ action }) => <StatusIndicator type={ACTIONS[action][0]}>{ACTIONS[action][1]}</StatusIndicator>,
      },
      { id: 'kind', header: 'Kind', minWidth: 110, cell: ({ kind }) => kind.replaceAll('-', ' ') },
      { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => name },
      { id: 'fields', header: 'Fields', cell: (change) => <Fields change={change} /> },
    ]}
    empty="Nothing to do: everything is as the document says."
  />
);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** A value of a field to read; one that is not there is a word. */
function text(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function Fields({ change: { action, before, after } }: { readonly change: Change }): ReactNode {
  if (action === 'delete') return null;
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (field) => !same(before?.[field], after?.[field]),
  );
  return fields.map((field) => (
    <Box key={field} variant="small" display="block">
      {field}: {action === 'update' ? `${text(before?.[field])} → ` : ''}
      {text(after?.[field])}
    </Box>
  ));
}
