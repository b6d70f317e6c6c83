import { type Publisher, startPublisher } from '../../kit/publisher.ts';
import { spMetadata } from '../../kit/published.ts';
import { call, type Scene, type Step } from '../scene.ts';

const ENTITY = 'https://published.example.org';

interface State {
  readonly status: string;
  readonly held?: { readonly hosts: readonly string[] };
}

const withPublisher = async (use: (publisher: Publisher) => Promise<void>): Promise<void> => {
  const publisher = await startPublisher();
  try {
    await use(publisher);
  } finally {
    publisher.close();
  }
};

async function expectState({ status }: State, wanted: string): Promise<void> {
  if (status !== wanted) throw new Error(`the metadata is ${status}, not ${wanted}`);
}

/** Lets the clock's sweep read what is due. */
async function sweep({ house }: Scene): Promise<void> {
  await house.jobs.settle();
  await house.jobs.runSchedules();
}

/** Apps that publish their metadata. */
export const APP_METADATA_STEPS: readonly Step[] = [
  {
    name: 'an app is registered by the address of its metadata, which is read again',
    run: (scene) =>
      withPublisher(async ({ url, publish }) => {
        publish(spMetadata(ENTITY));
        const { id } = await call(scene, 'POST /apps/metadata', 201, { body: { url, name: 'Published' } });
        await expectState(await call<State>(scene, `GET /apps/${id}/metadata`, 200), 'waiting');
        await sweep(scene); // which finds nothing new
        await expectState(await call<State>(scene, `GET /apps/${id}/metadata`, 200), 'fresh');
        const body = { metadataUrl: `${url}?again` };
        await call(scene, `PATCH /apps/${id}`, 200, { version: 1, body });
        publish(spMetadata(ENTITY, { acs: [`${ENTITY}/acs`, `${ENTITY}/second`] }));
        await sweep(scene);
        const app = await call<{ acs: unknown[] }>(scene, `GET /apps/${id}`, 200);
        if (app.acs.length !== 2) throw new Error('the sweep did not take the second address');
        await call(scene, 'GET /app-metadata', 200);
        publish(spMetadata(ENTITY, { acs: [`${ENTITY}/acs`, 'https://new.example.org/acs'] }));
        await expectState(await call<State>(scene, `POST /apps/${id}/metadata/refresh`, 200), 'held');
        await call(scene, `POST /apps/${id}/metadata/held`, 200);
        publish(spMetadata(ENTITY, { acs: ['https://other.example.org/acs'] }));
        await expectState(await call<State>(scene, `POST /apps/${id}/metadata/refresh`, 200), 'held');
        await call(scene, `DELETE /apps/${id}/metadata/held`, 204);
        publish(undefined);
        await expectState(await call<State>(scene, `POST /apps/${id}/metadata/refresh`, 200), 'failing');
        const { version } = await call(scene, `GET /apps/${id}`, 200);
        await call(scene, `PATCH /apps/${id}`, 200, { version, body: { metadataUrl: null } });
        await call(scene, `GET /apps/${id}/metadata`, 404);
      }),
  },
];
