import { APP } from '../saml/in/app.ts';
import { call, type Scene } from './scene.ts';

/** A service provider that is registered, and assigned to whoever was named. */
export interface Registered {
  readonly id: string;
  readonly entityId: string;
}

/** Registers an app that signs what it sends with the tests' own key, and assigns it: `users/…` or `groups/…`. */
export async function register(
  scene: Scene,
  name: string,
  { fields = {}, assignedTo = [] }: { fields?: object; assignedTo?: readonly string[] } = {},
): Promise<Registered> {
  const entityId = `https://${name}.example.org`;
  const app = {
    name,
    entityId,
    acs: [{ url: `${entityId}/acs`, index: 0, isDefault: true }],
    signingCertificates: [APP.certificate],
    ...fields,
  };
  const { id } = await call(scene, 'POST /apps', 201, { body: app });
  for (const principal of assignedTo) await call(scene, `PUT /apps/${id}/assignments/${principal}`, 204);
  return { id, entityId };
}

/** Makes a group of these users. @returns its ID */
export async function group(scene: Scene, displayName: string, userIds: readonly string[]): Promise<string> {
  const { id } = await call(scene, 'POST /groups', 201, { body: { displayName } });
  for (const userId of userIds) await call(scene, `PUT /groups/${id}/members/${userId}`, 204);
  return id;
}

/** The version that the list of policies stands at. */
export async function policiesVersion({ dev: { baseUrl, apiToken } }: Pick<Scene, 'dev'>): Promise<number> {
  const answer = await fetch(`${baseUrl}/admin/v1/policies`, { headers: { authorization: `Bearer ${apiToken}` } });
  return Number(/\d+/.exec(answer.headers.get('etag') ?? '')?.[0]);
}
