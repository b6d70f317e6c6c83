import type { Visitor } from '../../../local/http-client.ts';
import { attribute } from '../../kit/browser.ts';
import { authnRequest, redirected } from '../../kit/authn-request.ts';
import { formIn } from '../../kit/form-in.ts';
import {
  logoutRequest,
  logoutResponse,
  postedLogout,
  redirectedLogout,
  requestIdIn,
} from '../../kit/logout-messages.ts';
import { register, type Registered } from '../apps.ts';
import { addressOf, person } from '../people.ts';
import { expectStatus, locationOf, type Scene, type Step } from '../scene.ts';
import { crossSite, responseIn } from './saml.ts';

/** Registers an app that logs out by a binding, and lets somebody into it. */
async function enter(
  scene: Scene,
  { id, visitor }: { id: string; visitor: Visitor },
  name: string,
  binding: 'redirect' | 'post',
): Promise<Registered> {
  const logout = { binding, url: `https://${name}.example.org/slo` };
  const fields = { logout, nameIdFormat: 'emailAddress' };
  const app = await register(scene, name, { fields, assignedTo: [`users/${id}`] });
  const asked = { issuer: app.entityId, destination: `${scene.house.baseUrl}/saml/sso` };
  await responseIn(await expectStatus(visitor.get(redirected(authnRequest(asked))), 200, name));
  return app;
}

const sloOf = ({ house }: Scene): string => `${house.baseUrl}/saml/slo`;

/** Plays an app that is told by redirect: it follows the link on our page and answers. @returns where that leads */
async function answerRedirect(scene: Scene, answer: Response, { entityId }: Registered): Promise<string> {
  const link = /<a [^>]*href="https:\/\/[^"]*SAMLRequest[^"]*"[^>]*>/.exec(await answer.text())?.[0] ?? '';
  const message = new URL(attribute(link, 'href') ?? '').searchParams.get('SAMLRequest') ?? '';
  const said = { issuer: entityId, destination: sloOf(scene), inResponseTo: requestIdIn(message, 'redirect') };
  const path = redirectedLogout('SAMLResponse', logoutResponse(said));
  return locationOf(await expectStatus(fetch(`${scene.house.baseUrl}${path}`, { redirect: 'manual' }), 303, path));
}

/** Plays an app that is told by a form: it answers by a form. @returns where that leads */
async function answerPost(scene: Scene, answer: Response, { entityId }: Registered): Promise<string> {
  const message = formIn(await answer.text()).fields['SAMLRequest'] ?? '';
  const said = { issuer: entityId, destination: sloOf(scene), inResponseTo: requestIdIn(message, 'post') };
  const form = postedLogout('SAMLResponse', logoutResponse(said));
  return locationOf(await expectStatus(crossSite(sloOf(scene), form), 303, 'the app’s answer'));
}

/** Single logout, in both directions and by both bindings. */
export const LOGOUT_STEPS: readonly Step[] = [
  {
    name: 'somebody signs out here, and two apps are told',
    run: async (scene) => {
      const olga = await person(scene, 'olga');
      const { visitor } = olga;
      const leaf = await enter(scene, olga, 'leaf', 'redirect');
      const moss = await enter(scene, olga, 'moss', 'post');
      const out = await expectStatus(visitor.post('/sign-out', {}), 303, 'the sign-out');
      let at = locationOf(out);
      for (let told = 0; told < 2; told += 1) {
        const page = await expectStatus(visitor.get(at), 200, 'the next app');
        const isForm = (await page.clone().text()).includes('name="SAMLRequest"');
        at = isForm ? await answerPost(scene, page, moss) : await answerRedirect(scene, page, leaf);
      }
      const end = await (await expectStatus(visitor.get(at), 200, 'the end')).text();
      if (!end.includes('leaf') || !end.includes('moss')) throw new Error('the end does not name both apps');
    },
  },
  {
    name: 'an app asks by a form that somebody is signed out, and by a redirect that nobody is',
    run: async (scene) => {
      const ivo = await person(scene, 'ivo');
      const { visitor } = ivo;
      const { entityId: issuer } = await enter(scene, ivo, 'ivy', 'post');
      const request = logoutRequest({ issuer, destination: sloOf(scene), nameId: addressOf('ivo') });
      const kept = await expectStatus(crossSite(sloOf(scene), postedLogout('SAMLRequest', request)), 303, 'the form');
      await responseIn(await expectStatus(visitor.get(locationOf(kept)), 200, 'the answer to the app'));
      await expectStatus(visitor.get('/account'), 303, 'the account after it');
      const again = logoutRequest({ issuer, destination: sloOf(scene), nameId: addressOf('ivo') });
      const late = await expectStatus(visitor.get(redirectedLogout('SAMLRequest', again)), 303, 'the redirect');
      await responseIn(await expectStatus(visitor.get(locationOf(late)), 200, 'the answer to the app'));
    },
  },
];
