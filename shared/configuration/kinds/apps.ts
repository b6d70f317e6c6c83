import { APP_DEFAULTS, checkedApp, checkWhole } from '../../apps/app-fields.ts';
import { newAppSchema } from '../../admin/app-schemas.ts';
import { type App, appIdOf, type AttributeRule } from '../../apps/app.ts';
import { isRefusal } from '../../base/refusal.ts';
import type { AppEntry } from '../document.ts';
import { told } from '../form.ts';
import { type Kind, type Lookup, type Reading, refOf, type Said, type Value } from '../kind.ts';
import type { Inventory } from '../inventory.ts';

const FIELDS = Object.keys(newAppSchema.shape);

/** How an app is named by what goes with it. */
export const appRef = (entityId: string): string => refOf('app', entityId);

/** Service providers that are no part of AWS access, told apart by their entity IDs. */
export const APPS: Kind = {
  name: 'app',
  standing: (inventory) =>
    inventory.apps
      .filter(({ kind }) => kind === 'saml')
      .map((app) => ({
        key: app.entityId,
        name: app.name,
        value: told(namingGroups(app, inventory), FIELDS, APP_DEFAULTS),
        version: app.version,
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  write: (document, entries) => ({ ...document, apps: entries.map(({ value }) => value as unknown as AppEntry) }),
  said: (reading) =>
    (reading.document.apps ?? []).flatMap((app, index) => saidOf(app, `/apps/${index}`, reading) ?? []),
  isSaid: ({ apps }) => apps !== undefined,
  async deed({ action, key, after }, lookup) {
    if (action === 'create') return { route: 'POST /admin/v1/apps', body: await namingIds(after ?? {}, lookup) };
    const params = { appId: appIdOf(key) };
    return action === 'update'
      ? { route: 'PATCH /admin/v1/apps/{appId}', params, body: await namingIds(after ?? {}, lookup) }
      : { route: 'DELETE /admin/v1/apps/{appId}', params };
  },
};

/** The app with its groups by name; a group that is gone is told to nobody. */
function namingGroups(app: App, { groupNames }: Inventory): object {
  const attributes = app.attributes.map(({ source, ...rest }) => {
    if (source.from !== 'groups' || source.groupIds === undefined) return { ...rest, source };
    const groups = source.groupIds.map((id) => groupNames.get(id)).filter((name) => name !== undefined);
    return { ...rest, source: { from: 'groups', groups } };
  });
  return { ...app, attributes };
}

/** The fields with the groups' IDs in place of their names. */
async function namingIds(fields: Value, { groupId }: Lookup): Promise<Value> {
  const rules = fields['attributes'] as AppEntry['attributes'] | null;
  if (!rules) return fields;
  const attributes: AttributeRule[] = [];
  for (const { source, ...rest } of rules) {
    if (source.from !== 'groups') attributes.push({ ...rest, source });
    else {
      const groupIds = source.groups && (await Promise.all(source.groups.map(groupId)));
      attributes.push({ ...rest, source: { from: 'groups', ...(groupIds ? { groupIds } : {}) } });
    }
  }
  return { ...fields, attributes };
}

function saidOf(entry: AppEntry, pointer: string, reading: Reading): Said | undefined {
  if (isOfAws(entry.entityId)) {
    reading.fault({ pointer: `${pointer}/entityId`, detail: 'AWS stands under `aws`, with its accounts.' });
    return undefined;
  }
  const { assignments: _apart, attributes = [], ...fields } = entry;
  const rules = attributes.map((rule, index) => knownGroups(rule, `${pointer}/attributes/${index}`, reading));
  const app = checked({ ...fields, attributes: rules }, pointer, reading);
  return app && { key: entry.entityId, name: entry.name, value: told(app, FIELDS, APP_DEFAULTS), pointer };
}

/** What the admin API holds an app against, with the place in the document. */
function checked(fields: object, pointer: string, { baseUrl, fault }: Reading): object | undefined {
  try {
    const app = checkedApp(fields as Partial<App>, { baseUrl, entityId: (fields as Partial<App>).entityId ?? '' });
    checkWhole({ ...APP_DEFAULTS, ...app } as unknown as App);
    return app;
  } catch (error) {
    if (!isRefusal(error, 'INPUT_INVALID')) throw error;
    for (const { pointer: at, detail } of error.faults) fault({ pointer: `${pointer}${at}`, detail });
    return undefined;
  }
}

type Rule = NonNullable<AppEntry['attributes']>[number];

function knownGroups(rule: Rule, pointer: string, { group, fault }: Reading): Rule {
  if (rule.source.from !== 'groups' || !rule.source.groups) return rule;
  const groups = rule.source.groups.map((name, index) => {
    const known = group(name);
    if (known === undefined)
      fault({ pointer: `${pointer}/source/groups/${index}`, detail: 'There is no group of this name.' });
    return known ?? name;
  });
  return { ...rule, source: { from: 'groups', groups } };
}

const isOfAws = (entityId: string): boolean =>
  entityId.startsWith('urn:amazon:webservices') && !entityId.includes('clientvpn');
