import type { App, AppFields } from '../apps/app.ts';
import { Refusal } from '../base/refusal.ts';
import { created } from './answers.ts';
import { appAnswer, duplicateSchema } from './app-schemas.ts';
import { appIn, register } from './apps.ts';
import type { Answered, Call, Operation } from './operation.ts';

interface Own {
  readonly name: string;
  readonly entityId: string;
  readonly acs?: AppFields['acs'];
}

/** What belongs to the one app alone: its place, its times, and the document that is read for its entity ID. */
const OF_THE_ONE = ['id', 'kind', 'createdAt', 'updatedAt', 'version', 'metadataUrl', 'metadataCertificate'] as const;

/**
 * Registers an app like another under an entity ID of its own. It is disabled and nobody's until somebody has looked at
 * it: its addresses are likely the other's.
 */
async function duplicate(call: Call<Own>): Promise<Answered> {
  const app = await appIn(call as unknown as Call<never>);
  if (app.kind === 'aws') {
    throw new Refusal('CONFLICT', 'AWS is there once', {
      faults: [{ pointer: '', detail: 'AWS is one app for each partition.' }],
    });
  }
  return register(call as unknown as Call<never>, { ...fieldsOfCopy(app), ...call.body, enabled: false });
}

const fieldsOfCopy = (app: App): Partial<AppFields> & Pick<AppFields, 'acs'> =>
  Object.fromEntries(
    Object.entries(app).filter(([field]) => !(OF_THE_ONE as readonly string[]).includes(field)),
  ) as unknown as AppFields;

/** The operation that copies an app. */
export const APP_DUPLICATE_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/apps/{appId}/duplicate',
    summary: 'Registers a copy of an app under another entity ID, disabled and assigned to nobody.',
    permission: 'apps.create',
    body: duplicateSchema,
    example: { name: 'Wiki (staging)', entityId: 'https://wiki-staging.example.org/saml/metadata' },
    answers: created(appAnswer),
    run: duplicate,
  },
];
