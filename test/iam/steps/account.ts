import { visitorOf } from '../../../local/http-client.ts';
import { addressOf, linkTo, person, signIn } from '../people.ts';
import { register } from '../apps.ts';
import { expectStatus, type Step } from '../scene.ts';

/** The password that people change to. */
export const NEW_PASSWORD = 'lantern gravel ostrich 17';

/** What people do with their own account and portal. */
export const ACCOUNT_STEPS: readonly Step[] = [
  {
    name: 'somebody changes the password and ends sessions',
    run: async (scene) => {
      const { visitor, username, password } = await person(scene, 'lena');
      await expectStatus(visitor.get('/account'), 200, 'the account page');
      await expectStatus(visitor.post('/account/sessions', { end: 'others' }), 303, 'ending the others');
      const typed = { current: password, password: NEW_PASSWORD, confirm: NEW_PASSWORD };
      await expectStatus(visitor.post('/account/password', typed), 303, 'the new password');
      await expectStatus(signIn(visitor, { username, password: NEW_PASSWORD }), 303, 'signing in with it');
      const mails = await scene.house.mailsTo(addressOf(username));
      if (!mails[0]?.subject.includes('changed')) throw new Error('no mail tells of the change');
    },
  },
  {
    name: 'somebody forgets the password and sets a new one by the link',
    run: async (scene) => {
      const { username } = await person(scene, 'fritz');
      const visitor = visitorOf(scene.house.baseUrl);
      await expectStatus(visitor.get('/forgot-password'), 200, 'GET /forgot-password');
      await expectStatus(visitor.post('/forgot-password', { username }), 200, 'POST /forgot-password');
      await expectStatus(visitor.get('/reset-password'), 200, 'GET /reset-password');
      const typed = { token: await linkTo(scene, username), password: NEW_PASSWORD, confirm: NEW_PASSWORD };
      await expectStatus(visitor.post('/reset-password', typed), 303, 'POST /reset-password');
      await expectStatus(signIn(visitor, { username, password: NEW_PASSWORD }), 303, 'signing in with it');
    },
  },
  {
    name: 'somebody makes an app a favourite',
    run: async (scene) => {
      const { id, visitor } = await person(scene, 'fay');
      const app = await register(scene, 'forum', { fields: { idpInitiated: true }, assignedTo: [`users/${id}`] });
      await expectStatus(visitor.post('/favourites', { key: `app:${app.id}`, on: '1' }), 303, 'POST /favourites');
      await expectStatus(visitor.get('/'), 200, 'the portal');
    },
  },
];
