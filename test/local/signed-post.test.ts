import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminClientOf } from '../../local/admin-client.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { authnRequest, posted } from '../kit/authn-request.ts';
import { APP, signed, STRANGER } from '../saml/in/app.ts';

const ENTITY_ID = 'https://signs.example.org';

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse({ workers: 1 });
  const { apiToken } = await house.owner();
  await adminClientOf(house.baseUrl, apiToken).send('POST', '/apps', {
    name: 'Signs',
    entityId: ENTITY_ID,
    acs: [{ url: `${ENTITY_ID}/acs`, index: 0 }],
    signingCertificates: [APP.certificate],
    requestsSigned: true,
  });
});
afterAll(() => house?.close());

const post = (by: typeof APP): Promise<Response> => {
  const xml = authnRequest({ issuer: ENTITY_ID, destination: `${house.baseUrl}/saml/sso` });
  const body = new URLSearchParams(posted(signed(xml, { by })));
  return fetch(`${house.baseUrl}/saml/sso`, { method: 'POST', body, redirect: 'manual' });
};

describe('the function that is deployed', () => {
  it('verifies the signature of a posted request with what is in its bundle', async () => {
    const answer = await post(APP);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/saml\/sso\/\w+$/)]);
  });

  it('refuses one that somebody else signed', async () => {
    expect((await post(STRANGER)).status).toBe(403);
    expect(house.troubles).toEqual([]);
  });
});
