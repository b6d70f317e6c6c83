import * as z from 'zod/mini';
import { faultsOf } from '../admin/faults.ts';
import { newUserSchema, userPatchSchema } from '../admin/user-schemas.ts';
import { isMailAddress } from '../users/mail-address.ts';
import { normalName } from '../users/normal-name.ts';
import { RowFault } from './csv-file.ts';
import type { Column } from './import-columns.ts';

/** What a row asks for. */
export type Action = 'create' | 'update' | 'delete';

/** A row that fits: what is to be done, with whom. */
export interface Wanted {
  readonly action: Action;
  readonly userName: string;
  readonly email?: string;
  /** The fields that it sets; cells that are empty set none. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Names of the groups that the user is put into. */
  readonly groups: readonly string[];
}

const ACTIONS: Readonly<Record<string, Action>> = {
  '': 'create',
  create: 'create',
  add: 'create',
  update: 'update',
  modify: 'update',
  delete: 'delete',
  remove: 'delete',
};

const YES = new Set(['true', 'yes', '1', 'active', 'enabled']);
const NO = new Set(['false', 'no', '0', 'inactive', 'disabled']);

/** Groups that one row may name: they go into the transaction of the user. */
const GROUPS_MAX = 20;

/** Tells whether a row says nothing: it is blank, or a remark that begins with `#`. */
export const isRemark = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === '') || (cells[0]?.startsWith('#') ?? false);

/** What a row asks for. @throws {RowFault} naming everything that is wrong with it */
export function wantedOf(cells: readonly string[], columns: readonly Column[]): Wanted {
  const extra = cells.slice(columns.length).filter((cell) => cell !== '').length;
  if (extra > 0) throw new RowFault(`The row has ${cells.length} cells, but there are ${columns.length} columns.`);
  const given = new Map(columns.map((column, at) => [column, cells[at] ?? '']));
  const action = ACTIONS[(given.get('action') ?? '').toLowerCase()];
  if (!action) throw new RowFault(`action: “${given.get('action')?.slice(0, 32)}” is none of create, update, delete.`);
  const groups = groupsIn(given.get('groups') ?? '');
  const [userName = '', email = ''] = [given.get('userName'), given.get('email')];
  if (action === 'delete') return { action, ...whom(userName, email), fields: {}, groups: [] };
  const fields = checked(fieldsIn(given), action);
  return { action, userName, ...(email ? { email } : {}), fields, groups };
}

function whom(userName: string, email: string): { userName: string; email: string } {
  if (userName && isMailAddress(email)) return { userName, email };
  throw new RowFault('To delete a user, both userName and email are needed.');
}

function groupsIn(cell: string): readonly string[] {
  const names = [...new Set(cell.split(';').map((name) => name.trim()))].filter(Boolean);
  if (names.length > GROUPS_MAX) throw new RowFault(`groups: Names at the most: ${GROUPS_MAX}.`);
  return names;
}

function fieldsIn(given: ReadonlyMap<Column, string>): Record<string, unknown> {
  const filled = [...given].filter(([column, cell]) => cell !== '' && column !== 'action' && column !== 'groups');
  const custom = filled
    .filter(([column]) => column.startsWith('custom.'))
    .map(([column, cell]) => [column.slice('custom.'.length), cell]);
  const own = filled
    .filter(([column]) => !column.startsWith('custom.'))
    .map(([column, cell]) => [column, column === 'active' ? truthOf(cell) : cell]);
  return {
    ...(Object.fromEntries(own) as Record<string, unknown>),
    ...(custom.length > 0 ? { custom: Object.fromEntries(custom) as Record<string, string> } : {}),
  };
}

function truthOf(cell: string): boolean {
  const word = cell.toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new RowFault('active: This is neither true nor false.');
}

/** Users of a file are held to what users of the API are. */
function checked(fields: Readonly<Record<string, unknown>>, action: 'create' | 'update'): Record<string, unknown> {
  const result = z.safeParse(action === 'create' ? newUserSchema : userPatchSchema, fields);
  if (result.success) {
    if (fields['userName'] !== undefined) return result.data;
    throw new RowFault('userName: This is needed.');
  }
  const faults = faultsOf(result.error.issues, fields).map(
    ({ pointer, detail }) => `${pointer.slice(1).replaceAll('/', '.')}: ${detail}`,
  );
  throw new RowFault(faults.join(' '));
}

/** The names and addresses that a row is about: no two rows of a file may be about one. */
export const claimsOf = ({ userName, email }: Wanted): readonly string[] => [
  ...new Set([normalName(userName), ...(email ? [normalName(email)] : [])]),
];
