import { askByConsole, grantRole } from '../../kit/console.ts';
import { visitorOf } from '../../../local/http-client.ts';
import { addressOf, owner, PASSWORD, person } from '../people.ts';
import { call, expectStatus, type Step } from '../scene.ts';

/** Who administers, as owners keep it. */
export const ADMINISTRATOR_STEPS: readonly Step[] = [
  {
    name: 'one more owner is made by the recovery, and comes back by another',
    run: async ({ house }) => {
      const visitor = visitorOf(house.baseUrl);
      const claim = async (event: object, fields: object = {}): Promise<void> => {
        const { url } = (await house.invoke('admin', { samlet: 'recover', ...event })) as { url: string };
        const { pathname, hash } = new URL(url);
        await expectStatus(visitor.get(pathname), 200, pathname);
        const typed = { ...fields, token: hash.slice(1), password: PASSWORD, confirm: PASSWORD };
        await expectStatus(visitor.post(pathname, typed), 303, pathname);
      };
      await claim({}, { userName: 'roswitha', email: addressOf('roswitha') });
      await claim({ owner: 'roswitha' });
    },
  },
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
