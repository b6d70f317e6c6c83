import { appIdOf } from '../../apps/app.ts';
import type { Who } from '../document.ts';
import { inOrder } from '../form.ts';
import type { Entry, Kind } from '../kind.ts';
import { meant, principalParams, whoKey, whoName, whoOf } from '../who.ts';
import { appRef } from './apps.ts';

const entryOf = (app: { entityId: string; name: string }, who: Who): Entry => ({
  key: `${app.entityId} ${whoKey(who)}`,
  name: `${app.name} for ${whoName(who)}`,
  value: { app: app.entityId, ...who },
  parent: appRef(app.entityId),
});

/** Who may use an app. */
export const APP_ASSIGNMENTS: Kind = {
  name: 'app-assignment',
  standing: (inventory) =>
    inOrder(
      inventory.apps.flatMap((app) =>
        (inventory.appAssignments.get(app.id) ?? []).flatMap((principal) => {
          const who = whoOf(principal, inventory);
          return who && app.kind === 'saml' ? [entryOf(app, who)] : [];
        }),
      ),
    ),
  write: (document, entries) => ({
    ...document,
    apps: (document.apps ?? []).map((app) => ({
      ...app,
      assignments: entries
        .filter(({ parent }) => parent === appRef(app.entityId))
        .map(({ value: { app: _app, ...who } }) => who as Who),
    })),
  }),
  said: (reading) =>
    (reading.document.apps ?? []).flatMap((app, index) =>
      (app.assignments ?? []).flatMap((named, at) => {
        const pointer = `/apps/${index}/assignments/${at}`;
        const who = meant(named, pointer, reading);
        return who ? [{ ...entryOf(app, who), pointer }] : [];
      }),
    ),
  isSaid: ({ apps = [] }, { parent }) =>
    apps.some(({ entityId, assignments }) => assignments !== undefined && appRef(entityId) === parent),
  async deed({ action, before, after }, lookup) {
    const { app, ...who } = (after ?? before) as Who & { app: string };
    const params = { appId: appIdOf(app), ...(await principalParams(who, lookup)) };
    const path = '/admin/v1/apps/{appId}/assignments/{principals}/{principalId}';
    return { route: `${action === 'delete' ? 'DELETE' : 'PUT'} ${path}`, params };
  },
};
