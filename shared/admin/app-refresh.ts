import { type App, appsIn } from '../apps/app.ts';
import { checkedApp, checkWhole } from '../apps/app-fields.ts';
import { refreshMetadata } from '../apps/metadata/refresh.ts';
import { type MetadataState, metadataStatesIn } from '../apps/metadata/state.ts';
import { digestOf } from '../apps/metadata/taken.ts';
import { Refusal } from '../base/refusal.ts';
import { done, one, pages, versioned } from './answers.ts';
import { appAnswer, metadataStateAnswer } from './app-schemas.ts';
import { appAnswered, appIn } from './apps.ts';
import { commitOr, differenceOf, eventOf, stale } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation } from './operation.ts';
import { listOf, pageOf } from './paging.ts';

const shown = ({ dueAt, refused: _refused, ...state }: MetadataState) => ({
  ...state,
  nextAt: new Date(dueAt * 1000).toISOString(),
});

const stateOf = async (call: Call<never>): Promise<{ app: App; state: MetadataState }> => {
  const app = await appIn(call);
  return { app, state: foundOr404(await metadataStatesIn(call.ports.table).find(app.id)) };
};

async function refresh(call: Call<never>): Promise<Answered> {
  const { ports, caller, requestId, ip } = call;
  const app = await appIn(call);
  if (app.metadataUrl === undefined) {
    throw new Refusal('CONFLICT', 'no address', {
      faults: [{ pointer: '', detail: 'The app names no address of its metadata (metadataUrl).' }],
    });
  }
  return { body: shown(await refreshMetadata(app, ports, { actor: caller.actor, requestId, ip })) };
}

/** The held change, or NOT_FOUND. */
const heldIn = ({ held }: MetadataState) => foundOr404(held);

const settledStatus = ({ status }: MetadataState): MetadataState['status'] => (status === 'held' ? 'fresh' : status);

/** Takes what was held: an administrator has looked at the new hosts. */
async function accept(call: Call<never>): Promise<Answered> {
  const { table, now, baseUrl } = call.ports;
  const { app: before, state } = await stateOf(call);
  const { acs, logout } = heldIn(state);
  const taken = checkedApp(
    { ...(acs ? { acs } : {}), ...(logout ? { logout } : {}) },
    { baseUrl, entityId: before.entityId },
  );
  const after: App = { ...before, ...taken, updatedAt: now().toISOString(), version: before.version + 1 };
  checkWhole(after);
  const event = eventOf(call, 'app-metadata.accept', `APP#${before.id}`, differenceOf(before, after));
  const { held: _held, ...rest } = state;
  const settled = metadataStatesIn(table).putting({
    ...rest,
    status: settledStatus(state),
    changedAt: now().toISOString(),
  });
  await commitOr(table, [...appsIn(table).changing(before, after), ...settled, event], stale);
  return appAnswered(after);
}

/** Refuses what was held; the same change is not held again. */
async function refuse(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const { app, state } = await stateOf(call);
  const held = heldIn(state);
  const { held: _held, ...rest } = state;
  const event = eventOf(call, 'app-metadata.refuse', `APP#${app.id}`, { before: { hosts: held.hosts } });
  const settled = metadataStatesIn(table).putting({ ...rest, status: settledStatus(state), refused: digestOf(held) });
  await commitOr(table, [...settled, event], stale);
  return {};
}

/** Operations on the metadata that apps publish. */
export const APP_REFRESH_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/app-metadata',
    summary: 'Lists how it stands with the metadata that apps publish, in order of when it is read next.',
    permission: 'apps.read',
    answers: pages(metadataStateAnswer),
    run: async (call) => {
      const { items, ...page } = await metadataStatesIn(call.ports.table).list(pageOf(call));
      const { apps } = call.caller;
      return listOf({ ...page, items: items.filter(({ appId }) => apps?.has(appId) ?? true).map(shown) });
    },
  },
  {
    route: 'GET /admin/v1/apps/{appId}/metadata',
    summary: 'Tells how it stands with the metadata that the app publishes.',
    permission: 'apps.read',
    answers: one(metadataStateAnswer),
    run: async (call) => ({ body: shown((await stateOf(call)).state) }),
  },
  {
    route: 'POST /admin/v1/apps/{appId}/metadata/refresh',
    summary: 'Reads the metadata that the app publishes now, instead of when it is due.',
    permission: 'apps.write',
    answers: one(metadataStateAnswer),
    run: refresh,
  },
  {
    route: 'POST /admin/v1/apps/{appId}/metadata/held',
    summary: 'Takes addresses on new hosts that metadata named and that were held.',
    permission: 'apps.write',
    isSensitive: true,
    answers: versioned(appAnswer),
    run: accept,
  },
  {
    route: 'DELETE /admin/v1/apps/{appId}/metadata/held',
    summary: 'Refuses addresses that were held; the same ones are not held again.',
    permission: 'apps.write',
    answers: done,
    run: refuse,
  },
];
