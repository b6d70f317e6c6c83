import { register } from '../apps.ts';
import { person } from '../people.ts';
import { call, type Step } from '../scene.ts';

const METADATA =
  '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://metadata.example.org">' +
  '<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService ' +
  'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://metadata.example.org/acs" index="0"/>' +
  '</SPSSODescriptor></EntityDescriptor>';

/** Apps and AWS accounts, as administrators keep them. */
export const ADMINISTRATION_STEPS: readonly Step[] = [
  {
    name: 'an administrator keeps an app',
    run: async (scene) => {
      const { id: userId } = await person(scene, 'arno');
      const made = await call(scene, 'POST /apps/metadata', 201, { body: { xml: METADATA } });
      await call(scene, `PUT /apps/${made.id}/metadata`, 200, { version: made.version, body: { xml: METADATA } });
      const { id } = await register(scene, 'atlas', { assignedTo: [`users/${userId}`] });
      await call(scene, 'GET /apps', 200);
      await call(scene, 'GET /catalogue', 200);
      await call(scene, 'GET /catalogue/slack', 200);
      const body = { inputs: { workspace: 'atlas' } };
      await call(scene, 'POST /catalogue/slack/draft', 200, { body });
      const copied = { name: 'Atlas again', entityId: 'https://atlas-2.example.org' };
      await call(scene, `POST /apps/${id}/duplicate`, 201, { body: copied });
      await call(scene, 'POST /apps/preview', 200, {
        body: { app: { entityId: 'https://atlas.example.org' }, userId },
      });
      await call(scene, `GET /apps/${id}/idp`, 200);
      await call(scene, `GET /apps/${id}/certificates`, 200);
      await call(scene, `GET /apps/${id}/preview?userId=${userId}`, 200);
      await call(scene, `GET /apps/${id}/assignments`, 200);
      await call(scene, `DELETE /apps/${id}/assignments/users/${userId}`, 204);
      await call(scene, `PUT /apps/${id}/assignments/users/${userId}`, 204);
      const { version } = await call(scene, `GET /apps/${id}`, 200);
      const changed = await call(scene, `PATCH /apps/${id}`, 200, { version, body: { description: 'Maps' } });
      await call(scene, `DELETE /apps/${id}`, 204, { version: changed.version });
    },
  },
  {
    name: 'an administrator keeps an AWS account with a role',
    run: async (scene) => {
      const { id: userId } = await person(scene, 'anka');
      const id = '777788889999';
      const ROLE = `/aws/accounts/${id}/roles/Admin`;
      await call(scene, 'POST /aws/accounts', 201, { body: { id, name: 'Sandbox' } });
      const pair = `arn:aws:iam::${id}:saml-provider/Samlet,arn:aws:iam::${id}:role/Admin`;
      await call(scene, `POST /aws/accounts/${id}/roles`, 201, { body: { pair } });
      await call(scene, 'GET /aws/accounts', 200);
      await call(scene, 'GET /aws/matrix', 200);
      const text = pair.replace(':role/Admin', ':role/Auditor');
      await call(scene, 'POST /aws/roles/import', 200, { body: { text } });
      const principal = { type: 'USER', id: userId };
      const change = { do: 'assign', accountId: id, roleName: 'Auditor', principal };
      await call(scene, 'POST /aws/assignments', 204, { body: { changes: [change] } });
      await call(scene, `GET /aws/accounts/${id}/roles`, 200);
      await call(scene, `GET ${ROLE}`, 200);
      await call(scene, `PUT ${ROLE}/assignments/users/${userId}`, 204, { body: { sessionSeconds: 3600 } });
      await call(scene, `GET ${ROLE}/assignments`, 200);
      await call(scene, `GET ${ROLE}/preview?userId=${userId}`, 200);
      await call(scene, `DELETE ${ROLE}/assignments/users/${userId}`, 204);
      await call(scene, `PUT ${ROLE}/assignments/users/${userId}`, 204, { body: {} });
      const role = await call(scene, `PATCH ${ROLE}`, 200, { version: 1, body: { maxSessionSeconds: 7200 } });
      await call(scene, `DELETE ${ROLE}`, 204, { version: role.version });
      await call(scene, `GET /aws/accounts/${id}`, 200);
      const account = await call(scene, `PATCH /aws/accounts/${id}`, 200, { version: 1, body: { name: 'Sand' } });
      await call(scene, `DELETE /aws/accounts/${id}`, 204, { version: account.version });
    },
  },
  {
    name: 'an administrator keeps tokens, and reads who we are and what was done',
    run: async (scene) => {
      const { id } = await call(scene, 'POST /api-tokens', 201, { body: { name: 'nightly', scopes: ['read'] } });
      await call(scene, 'GET /api-tokens', 200);
      await call(scene, `GET /api-tokens/${id}`, 200);
      await call(scene, `DELETE /api-tokens/${id}`, 204);
      await call(scene, 'GET /identity', 200);
      await call(scene, 'GET /openapi.json', 200);
    },
  },
];
