import { register } from '../apps.ts';
import { owner, person } from '../people.ts';
import { call, expectStatus, type Step } from '../scene.ts';

/** Users and groups, as administrators keep them. */
export const USER_STEPS: readonly Step[] = [
  {
    name: 'an administrator looks users up from the browser',
    run: async (scene) => {
      const visitor = await owner(scene);
      await expectStatus(visitor.get('/admin/v1/users?userName=ad'), 200, 'the list of users');
      await expectStatus(visitor.get('/admin/v1/users?search=ad'), 200, 'the search for users');
    },
  },
  {
    name: 'an administrator ends a user’s sessions, renames them and deletes them',
    run: async (scene) => {
      const { id } = await person(scene, 'ursula');
      const app = await register(scene, 'urn', { assignedTo: [`users/${id}`] });
      const { items: sessions } = await call<{ items: { id: string }[] }>(scene, `GET /users/${id}/sessions`, 200);
      await call(scene, `DELETE /users/${id}/sessions/${sessions[0]?.id}`, 204);
      await call(scene, `DELETE /users/${id}/sessions`, 204);
      await call(scene, `GET /users/${id}/events`, 200);
      await call(scene, `GET /users/${id}/access`, 200);
      const { version } = await call(scene, `GET /users/${id}`, 200);
      const body = { userName: 'ulla', email: 'ulla@orchard.example' };
      await call(scene, `PATCH /users/${id}`, 200, { version, body });
      const { version: last } = await call(scene, `GET /users/${id}`, 200);
      await call(scene, `DELETE /users/${id}`, 204, { version: last });
      const { items } = await call<{ items: unknown[] }>(scene, `GET /apps/${app.id}/assignments`, 200);
      if (items.length > 0) throw new Error('the assignment outlived the user');
    },
  },
  {
    name: 'an administrator keeps a group',
    run: async (scene) => {
      const { id: userId } = await person(scene, 'gero');
      const { id, version } = await call(scene, 'POST /groups', 201, {
        once: 'gardeners',
        body: { displayName: 'Gardeners' },
      });
      const body = { displayName: 'Growers' };
      const changed = await call(scene, `PATCH /groups/${id}`, 200, { version, body });
      await call(scene, 'GET /groups', 200);
      await call(scene, `GET /groups/${id}`, 200);
      await call(scene, `PUT /groups/${id}/members/${userId}`, 204);
      await call(scene, `GET /groups/${id}/members`, 200);
      await call(scene, `GET /groups/${id}/access`, 200);
      await call(scene, `GET /users/${userId}/groups`, 200);
      await call(scene, `DELETE /groups/${id}/members/${userId}`, 204);
      await call(scene, `PUT /groups/${id}/members/${userId}`, 204);
      await call(scene, `DELETE /groups/${id}`, 204, { version: changed.version });
    },
  },
];
