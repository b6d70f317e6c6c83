/** A change as the admin API tells it. */
export interface Change {
  readonly action: 'create' | 'update' | 'delete';
  readonly kind: string;
  readonly name: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** A plan as the admin API tells it. */
export interface Plan {
  readonly id: string;
  readonly planHash: string;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  readonly warnings: readonly string[];
  readonly changes: readonly Change[];
}

const COLOURS = { create: 32, update: 33, delete: 31 } as const;
const SIGNS = { create: '+', update: '~', delete: '-' } as const;

/** A plan for people to read: each change with what was and what will be, what is to be read twice, and the sums. */
export function planText({ changes, warnings, creates, updates, deletes }: Plan, isColoured: boolean): string {
  const paint = (code: number, text: string): string => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines = changes.flatMap((change) => [
    paint(COLOURS[change.action], `${SIGNS[change.action]} ${change.kind} ${change.name}`),
    ...fieldsOf(change).map((line) => paint(COLOURS[change.action], `    ${line}`)),
  ]);
  const sums = `${creates} to create, ${updates} to change, ${deletes} to delete.`;
  return [
    ...lines,
    ...warnings.map((warning) => paint(31, `! ${warning}`)),
    changes.length === 0 ? 'Nothing to do.' : sums,
  ].join('\n');
}

function fieldsOf({ action, before, after }: Change): string[] {
  const text = (value: unknown): string => JSON.stringify(value ?? null);
  if (action === 'delete') return [];
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = fields.filter((field) => text(before?.[field]) !== text(after?.[field]));
  return changed.map((field) =>
    action === 'create'
      ? `${field}: ${text(after?.[field])}`
      : `${field}: ${text(before?.[field])} → ${text(after?.[field])}`,
  );
}
