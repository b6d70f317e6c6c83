import { visitorOf } from '../../../local/http-client.ts';
import { owner, person, signIn } from '../people.ts';
import { expectStatus, type Step } from '../scene.ts';

/** Signing in and out by our own pages. */
export const SIGN_IN_STEPS: readonly Step[] = [
  {
    name: 'the owner signs in, sees the portal and signs out',
    run: async (scene) => {
      const visitor = await owner(scene);
      await expectStatus(visitor.get('/'), 200, 'the portal');
      await expectStatus(visitor.post('/sign-out', {}), 303, 'the sign-out');
    },
  },
  {
    name: 'somebody mistypes the password, then gets it right',
    run: async (scene) => {
      const { username, password } = await person(scene, 'mina');
      const visitor = visitorOf(scene.house.baseUrl);
      await expectStatus(signIn(visitor, { username, password: 'not it, alas' }), 401, 'a wrong password');
      await expectStatus(signIn(visitor, { username: 'nobody', password }), 401, 'an unknown name');
      await expectStatus(signIn(visitor, { username, password }), 303, 'the right password');
    },
  },
];
