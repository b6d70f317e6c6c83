import { visitorOf } from '../../../local/http-client.ts';
import { attribute } from '../../kit/browser.ts';
import { statusOf } from '../../kit/accept.ts';
import { authnRequest, posted, redirected } from '../../kit/authn-request.ts';
import { formIn } from '../../kit/form-in.ts';
import { signed } from '../../saml/in/app.ts';
import { group, register } from '../apps.ts';
import { person, signIn } from '../people.ts';
import { expectStatus, locationOf, type Step } from '../scene.ts';

/** The message in a page that posts itself, after its statuses were read. @throws {Error} when it is not a success */
export async function responseIn(answer: Response): Promise<string> {
  const response = formIn(await answer.text()).fields['SAMLResponse'] ?? '';
  const statuses = statusOf(response);
  if (statuses[0] !== 'Success') throw new Error(`the response says ${statuses.join(', ') || 'nothing'}`);
  return response;
}

/** Apps that send people here, and tiles that send them there. */
export const SAML_STEPS: readonly Step[] = [
  {
    name: 'an app sends somebody here by redirect, twice',
    run: async (scene) => {
      const { id, username, password } = await person(scene, 'wim');
      const { entityId: issuer } = await register(scene, 'wiki', { assignedTo: [`users/${id}`] });
      const ask = () => redirected(authnRequest({ issuer, destination: `${scene.house.baseUrl}/saml/sso` }), 'page 7');
      const visitor = visitorOf(scene.house.baseUrl);
      await responseIn(await expectStatus(signIn(visitor, { username, password }, ask()), 200, 'the password'));
      await responseIn(await expectStatus(visitor.get(ask()), 200, 'a request with an open session'));
    },
  },
  {
    name: 'an app that signs its requests and is told of groups posts from its own site',
    run: async (scene) => {
      const { id, visitor } = await person(scene, 'petra');
      const groupId = await group(scene, 'Pickers', [id]);
      const attributes = [{ name: 'groups', source: { from: 'groups' } }];
      const fields = { requestsSigned: true, attributes };
      const { entityId: issuer } = await register(scene, 'press', { fields, assignedTo: [`groups/${groupId}`] });
      const request = signed(authnRequest({ issuer, destination: `${scene.house.baseUrl}/saml/sso` }));
      const kept = await expectStatus(crossSite(`${scene.house.baseUrl}/saml/sso`, posted(request)), 303, 'the POST');
      const answer = await expectStatus(visitor.get(locationOf(kept)), 200, 'the GET that follows');
      const response = Buffer.from(await responseIn(answer), 'base64').toString('utf8');
      if (!response.includes('>Pickers<')) throw new Error('the response names no group');
    },
  },
  {
    name: 'an app asks without showing a page for somebody who is not signed in',
    run: async (scene) => {
      const { entityId: issuer } = await register(scene, 'radio');
      const asked = { issuer, destination: `${scene.house.baseUrl}/saml/sso`, attributes: 'IsPassive="true"' };
      const answer = visitorOf(scene.house.baseUrl).get(redirected(authnRequest(asked)));
      const html = await (await expectStatus(answer, 200, 'a passive request')).text();
      const statuses = statusOf(formIn(html).fields['SAMLResponse'] ?? '');
      if (!statuses.includes('NoPassive')) throw new Error(`the app was told ${statuses.join(', ')}`);
    },
  },
  {
    name: 'somebody opens an app by its tile, and by a link on another site',
    run: async (scene) => {
      const { id, visitor } = await person(scene, 'tilo');
      const fields = { idpInitiated: true };
      const app = await register(scene, 'tiles', { fields, assignedTo: [`users/${id}`] });
      await responseIn(await expectStatus(visitor.get(`/go/apps/${app.id}`), 200, 'the tile'));
      const elsewhere = await fetch(`${scene.house.baseUrl}/go/apps/${app.id}`, {
        headers: { 'sec-fetch-site': 'cross-site' },
      });
      const action = attribute(/<form[^>]*>/.exec(await elsewhere.text())?.[0] ?? '', 'action') ?? '';
      await responseIn(await expectStatus(visitor.post(action, {}), 200, 'the click'));
    },
  },
];

/** A form that a page of another site posts: without cookies, and saying where it comes from. */
export const crossSite = (url: string, fields: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
    body: new URLSearchParams(fields),
  });
