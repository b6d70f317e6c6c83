import { askByConsole, grantRole } from '../../kit/console.ts';
import { owner, person } from '../people.ts';
import { call, expectStatus, type Step } from '../scene.ts';

/** Who administers, as owners keep it. */
export const ADMINISTRATOR_STEPS: readonly Step[] = [
  {
    name: 'an owner makes another one in the console, takes the role away again, and leaves',
    run: async (scene) => {
      const { baseUrl } = scene.house;
      const { id } = await person(scene, 'olaf');
      const { cookies } = await owner(scene);
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      await grantRole(baseUrl, cookie, id, { role: 'owner' });
      await call(scene, 'GET /administrators?role=owner', 200);
      const { version } = await call(scene, `GET /administrators/${id}`, 200);
      await call(scene, `DELETE /administrators/${id}`, 204, { version });
      await call(scene, 'GET /me', 200);
      await expectStatus(askByConsole(baseUrl, cookie, 'DELETE /me/session'), 204, 'leaving the console');
    },
  },
];
