import { type Fault, Refusal } from '../base/refusal.ts';
import type { Table } from '../table/table.ts';
import { usersIn } from '../users/user.ts';
import type { Configuration } from './document.ts';
import { changesBetween } from './diff.ts';
import { plainName } from './form.ts';
import type { Change } from './kind.ts';
import { rolesIn } from './kinds/aws-roles.ts';
import { readInventory } from './inventory.ts';

/** Faults that are told at once; whoever makes more than these learns the rest next time. */
const TOLD = 50;

/** Users whom a document may name, members and all. */
const USERS_MAX = 20_000;

/**
 * What must be done so that the inventory becomes what a document says.
 *
 * @throws {Refusal} INPUT_INVALID naming every fault by its place in the document
 */
export async function changesFor(
  table: Table,
  document: Configuration,
  { baseUrl, prune }: { baseUrl: string; prune: boolean },
): Promise<readonly Change[]> {
  const faults: Fault[] = [];
  const hasMembers = document.groups?.some(({ members }) => members !== undefined) ?? false;
  const [inventory, users] = await Promise.all([
    readInventory(table, { members: hasMembers }),
    usersNamed(table, namedIn(document)),
  ]);
  const groups = new Map(
    [...(prune && document.groups ? [] : inventory.groups), ...(document.groups ?? [])].map(({ displayName }) => [
      plainName(displayName),
      displayName,
    ]),
  );
  const changes = changesBetween(
    {
      document,
      inventory,
      baseUrl,
      group: (name) => groups.get(plainName(name)),
      user: (name) => users.get(plainName(name)),
      fault: (fault) => faults.push(fault),
    },
    { prune },
  );
  if (faults.length > 0)
    throw new Refusal('INPUT_INVALID', 'the configuration is not right', { faults: faults.slice(0, TOLD) });
  return changes;
}

/** The users whom a document names, each once. */
function namedIn(document: Configuration): readonly string[] {
  const assigned = [
    ...(document.apps ?? []).flatMap(({ assignments = [] }) => assignments),
    ...rolesIn(document).flatMap(({ role }) => role.assignments ?? []),
  ].flatMap(({ user }) => (user === undefined ? [] : [user]));
  const members = (document.groups ?? []).flatMap(({ members: named = [] }) => named);
  const names = [...new Set([...assigned, ...members].map(plainName))];
  if (names.length > USERS_MAX) {
    const detail = `A document names ${USERS_MAX} users at the most: say the rest by groups, or in another document.`;
    throw new Refusal('INPUT_INVALID', 'too many users', { faults: [{ pointer: '', detail }] });
  }
  return names;
}

const AT_ONCE = 32;

/** The user names by what they were called, a mail address included. */
async function usersNamed(table: Table, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    const users = await Promise.all(some.map((name) => usersIn(table).findByLogin(name)));
    users.forEach((user, index) => user && found.set(some[index] ?? '', user.userName));
  }
  return found;
}
