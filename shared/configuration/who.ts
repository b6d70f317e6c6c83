import type { Principal } from '../apps/app.ts';
import type { Who } from './document.ts';
import { plainName } from './form.ts';
import type { Lookup, Reading } from './kind.ts';
import type { Inventory } from './inventory.ts';

/** Whom a principal is, by name; `undefined` for one who was deleted a moment ago. */
export function whoOf({ type, id }: Principal, { groupNames, userNames }: Inventory): Who | undefined {
  const name = (type === 'GROUP' ? groupNames : userNames).get(id);
  if (name === undefined) return undefined;
  return type === 'GROUP' ? { group: name } : { user: name };
}

/** What tells one from another. */
export const whoKey = ({ group, user }: Who): string =>
  group === undefined ? `user ${plainName(user ?? '')}` : `group ${plainName(group)}`;

/** What people read. */
export const whoName = ({ group, user }: Who): string => (group === undefined ? `user ${user}` : `group ${group}`);

/** Whom a document means, as they are registered; a name that nobody bears is a fault. */
export function meant({ group, user }: Who, pointer: string, reading: Reading): Who | undefined {
  if (group !== undefined) {
    const known = reading.group(group);
    if (known === undefined) reading.fault({ pointer: `${pointer}/group`, detail: 'There is no group of this name.' });
    return known === undefined ? undefined : { group: known };
  }
  const known = reading.user(user ?? '');
  if (known === undefined) reading.fault({ pointer: `${pointer}/user`, detail: 'There is no user of this name.' });
  return known === undefined ? undefined : { user: known };
}

/** The parameters of a path that name whom something is assigned to. */
export async function principalParams(
  { group, user }: Who,
  { groupId, userId }: Lookup,
): Promise<{ principals: string; principalId: string }> {
  return group === undefined
    ? { principals: 'users', principalId: await userId(user ?? '') }
    : { principals: 'groups', principalId: await groupId(group) };
}
