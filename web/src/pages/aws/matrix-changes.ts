import { api, type Thing } from '../../api/client.ts';
import type { Principal } from '../../patterns/principal-select.tsx';

/** A row of the matrix: a role with who may take it. */
export type Row = Thing<'MatrixRow'>;

/** Changes that one request may bring. */
const AT_ONCE = 20;

/** What tells a cell from every other. */
export const cellOf = ({ role: { accountId, name } }: Row, { type, id }: Pick<Principal, 'type' | 'id'>): string =>
  `${accountId}/${name}/${type}/${id}`;

/** Whether a role is assigned, as it was read. */
export const isAssigned = ({ assignments }: Row, { type, id }: Principal): boolean =>
  assignments.some(({ principal }) => principal.type === type && principal.id === id);

/** The users and groups of all rows, groups first, in order of name. */
export function columnsOf(rows: readonly Row[], more: readonly Principal[]): readonly Principal[] {
  const found = rows.flatMap(({ assignments }) =>
    assignments.map(({ principal, name }): Principal => ({ ...principal, name: name ?? principal.id })),
  );
  const all = new Map([...found, ...more].map((principal) => [`${principal.type}/${principal.id}`, principal]));
  return [...all.values()].toSorted((a, b) => a.type.localeCompare(b.type) || a.name.localeCompare(b.name));
}

/** A cell that was turned over and is not saved yet. */
export interface Turned {
  readonly row: Row;
  readonly principal: Principal;
}

/** Saves what was turned over, in as many requests as it takes; each is all or none. */
export async function save(turned: readonly Turned[]): Promise<void> {
  const changes = turned.map(({ row, principal: { type, id } }) => ({
    do: isAssigned(row, { type, id, name: '' }) ? ('unassign' as const) : ('assign' as const),
    accountId: row.role.accountId,
    roleName: row.role.name,
    principal: { type, id },
  }));
  for (let at = 0; at < changes.length; at += AT_ONCE) {
    await api.POST('/admin/v1/aws/assignments', { body: { changes: changes.slice(at, at + AT_ONCE) } });
  }
}
