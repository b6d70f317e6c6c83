import { DEFAULT_ID, DEFAULT_POLICY, policiesIn, type Policy } from '../../policy/policies.ts';
import type { PolicyEntry } from '../document.ts';
import { plainName, told } from '../form.ts';
import type { Change, Kind, Lookup, Reading, Standing, Value } from '../kind.ts';
import { groupsIn } from '../../groups/group.ts';
import { appsIn } from '../../apps/app.ts';
import type { Table } from '../../table/table.ts';
import type { Inventory } from '../inventory.ts';
import { targetIds, targetNames } from '../targets.ts';

const FIELDS = [
  'name', 'description', 'enabled', 'apps', 'groups', 'firstFactor', 'secondFactor', 'access', 'proofMaxMinutes',
] as const; // prettier-ignore
const { id: _id, name: _name, ...DEFAULTS } = DEFAULT_POLICY;

/** A policy in the document's form: apps by their entity IDs, groups by their names. */
function valueOf({ apps, groups, ...policy }: Policy, inventory: Named): Value {
  const named = groups === 'all' ? groups : groups.flatMap((id) => inventory.groupNames.get(id) ?? []);
  return told({ ...policy, apps: targetNames(apps, inventory), groups: named }, FIELDS, DEFAULTS);
}

const standingIn = (inventory: Named): readonly Standing[] =>
  inventory.policies.policies
    .filter(({ id }) => id !== DEFAULT_ID)
    .map((policy) => ({
      key: plainName(policy.name),
      name: policy.name,
      value: valueOf(policy, inventory),
      version: inventory.policies.version,
    }));

/** Policies, told apart by their names; their order is a kind of its own. */
export const POLICIES: Kind = {
  name: 'policy',
  isWhole: true,
  standing: standingIn,
  write: (document, entries) => ({
    ...document,
    policies: entries.map(({ value }) => value as unknown as PolicyEntry),
  }),
  said: (reading) =>
    (reading.document.policies ?? []).map((policy, index) => {
      const pointer = `/policies/${index}`;
      const value = told({ ...policy, ...known(policy, pointer, reading) }, FIELDS, DEFAULTS);
      return { key: plainName(policy.name), name: policy.name, value, pointer };
    }),
  isSaid: ({ policies }) => policies !== undefined,
  now: async (table) => standingIn(await readNamed(table)),
  async deed({ action, name, after, before }, lookup) {
    if (action === 'create') return { route: 'POST /admin/v1/policies', body: await bodyOf(after ?? {}, lookup) };
    const params = { policyId: await lookup.policyId(name) };
    if (action === 'delete') return { route: 'DELETE /admin/v1/policies/{policyId}', params };
    const body = await bodyOf({ ...takenAway({ before, after }), ...after }, lookup);
    return { route: 'PATCH /admin/v1/policies/{policyId}', params, body };
  },
};

type Named = Pick<Inventory, 'policies' | 'groupNames' | 'apps'>;

/** The policies, with what they name. */
async function readNamed(table: Table): Promise<Named> {
  const policies = await policiesIn(table).find();
  const named = (lists: readonly ('all' | readonly string[])[]): string[] => [
    ...new Set(lists.flatMap((list) => (list === 'all' ? [] : list))),
  ];
  const groups = await groupsIn(table).findMany(named(policies.policies.map((policy) => policy.groups)));
  const appIds = named(policies.policies.map(({ apps }) => apps)).filter((id) => /^[a-z2-7]{26}$/.test(id));
  const apps = await Promise.all(appIds.map((id) => appsIn(table).find(id)));
  return {
    policies,
    groupNames: new Map(groups.map(({ id, displayName }) => [id, displayName])),
    apps: apps.filter((app) => app !== undefined),
  };
}

/** What was said and is not any more goes back to its default. */
export const takenAway = ({ before, after }: Pick<Change, 'before' | 'after'>): Value =>
  Object.fromEntries(
    Object.keys(before ?? {})
      .filter((field) => !(field in (after ?? {})))
      .map((field) => [field, null]),
  );

async function bodyOf(value: Value, { groupId }: Lookup): Promise<Value> {
  const { apps, groups } = value as Partial<PolicyEntry>;
  return {
    ...value,
    ...(Array.isArray(apps) ? { apps: targetIds(apps) } : {}),
    ...(Array.isArray(groups) ? { groups: await Promise.all(groups.map(groupId)) } : {}),
  };
}

/** The groups as they are registered; apps and groups that nobody knows are faults. */
function known({ apps, groups }: PolicyEntry, pointer: string, reading: Reading): Partial<PolicyEntry> {
  if (Array.isArray(apps)) {
    const ids = new Set([...reading.inventory.apps, ...(reading.document.apps ?? [])].map(({ entityId }) => entityId));
    targetIds(apps, (index, target) => {
      if (ids.has(target)) return;
      const detail =
        'This is neither an app’s entity ID, nor portal, console, aws, aws:<account> or aws:<account>/<role>.';
      reading.fault({ pointer: `${pointer}/apps/${index}`, detail });
    });
  }
  if (!Array.isArray(groups)) return {};
  const names = groups.map((name, index) => {
    const group = reading.group(name);
    if (group === undefined)
      reading.fault({ pointer: `${pointer}/groups/${index}`, detail: 'There is no group of this name.' });
    return group ?? name;
  });
  return { groups: names };
}
