import type { Item, Key, Page, Table, Write } from '../table/table.ts';
import { normalName } from './normal-name.ts';

/** Administrative roles; an `owner` may do everything. What each of them may is in admin/permission.ts. */
export const ADMIN_ROLES = ['owner', 'administrator', 'app-administrator', 'help-desk', 'auditor'] as const;

/** One of {@link ADMIN_ROLES}. */
export type AdminRole = (typeof ADMIN_ROLES)[number];

/** Who may administer, as far as the list of administrators goes by it. */
interface Listed {
  readonly id: string;
  readonly userName: string;
  readonly adminRole?: AdminRole;
}

/** The partition of the index that holds whoever has a role. */
const ADMINISTRATORS_PK = 'ADMINISTRATORS';

const keyOf = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'ADMINISTRATOR' });
const placeOf = ({ userName, adminRole }: Listed): string => `${adminRole}#${normalName(userName)}`;
const itemOf = (user: Listed): Item => ({ ...keyOf(user.id), gsi1pk: ADMINISTRATORS_PK, gsi1sk: placeOf(user) });

/** The writes that keep the list of administrators true for a change of a user; `undefined` is no user. */
export function administering(before: Listed | undefined, after: Listed | undefined): Write[] {
  const [old, fresh] = [before, after].map((user) => (user?.adminRole ? placeOf(user) : undefined));
  if (old === fresh) return [];
  if (after && fresh !== undefined) return [{ do: 'put', item: itemOf(after) }];
  return [{ do: 'remove', key: keyOf(before?.id ?? '') }];
}

/** One page of the IDs of whoever has a role, or this one; from the index, which may lag behind by a moment. */
export async function administratorIds(
  table: Table,
  { role, ...page }: { role?: AdminRole; limit: number; after?: string },
): Promise<Page<string>> {
  const prefix = role ? { prefix: `${role}#` } : {};
  const found = await table.list({ pk: ADMINISTRATORS_PK, index: 'gsi1', ...prefix, ...page });
  return { ...found, items: found.items.map(({ pk }) => pk.slice('USER#'.length)) };
}
