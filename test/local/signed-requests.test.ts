import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminClientOf } from '../../local/admin-client.ts';
import { visitorOf } from '../../local/http-client.ts';
import { authnRequest, posted } from '../kit/authn-request.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { APP, deflated, signed, signedQuery, STRANGER } from '../saml/in/app.ts';

const ENTITY_ID = 'https://signs.example.org';
const SIG_ALG = encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');

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
afterAll(async () => {
  await house?.close();
  expect(house.troubles).toEqual([]);
});

const request = (): string => authnRequest({ issuer: ENTITY_ID, destination: `${house.baseUrl}/saml/sso` });

const post = (by: typeof APP): Promise<Response> => {
  const body = new URLSearchParams(posted(signed(request(), { by })));
  return fetch(`${house.baseUrl}/saml/sso`, { method: 'POST', body, redirect: 'manual' });
};

const redirect = (query: string): Promise<Response> => visitorOf(house.baseUrl).get(`/saml/sso?${query}`);

const whereTo = ({ status, headers }: Response): unknown[] => [
  status,
  headers.get('location')?.replace(/\/[a-z2-7]{26}$/, ''),
];

const lower = (text: string): string => text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

describe('the function that is deployed', () => {
  it('verifies the signature of a posted request with what is in its bundle', async () => {
    expect(whereTo(await post(APP))).toEqual([303, '/saml/sso']);
  });

  it('refuses a posted request that somebody else signed', async () => {
    expect((await post(STRANGER)).status).toBe(403);
  });

  it.each([
    ['with upper-case escapes', (text: string) => text],
    ['with lower-case escapes, as .NET writes them', lower],
    ['with more escapes than it needs', (text: string) => text.replaceAll('e', '%65')],
  ])('verifies a redirected request over the query as it was written, %s', async (_how, write) => {
    const message = write(encodeURIComponent(deflated(request())));
    const relayState = write(encodeURIComponent('/über?a=ü&b=狼 +%'));
    const query = signedQuery(`SAMLRequest=${message}&RelayState=${relayState}&SigAlg=${write(SIG_ALG)}`);
    expect(whereTo(await redirect(query))).toEqual([303, '/sign-in']);
  });

  it.each([
    ['is given and empty', 'RelayState=&'],
    ['is not given', ''],
  ])('verifies a redirected request whose RelayState %s', async (_how, relayState) => {
    const message = encodeURIComponent(deflated(request()));
    const query = signedQuery(`SAMLRequest=${message}&${relayState}SigAlg=${SIG_ALG}`);
    expect(whereTo(await redirect(query))).toEqual([303, '/sign-in']);
  });

  it('refuses a redirected request whose escapes were written anew on the way', async () => {
    const message = encodeURIComponent(deflated(request()));
    const query = signedQuery(`SAMLRequest=${message}&SigAlg=${SIG_ALG}`);
    expect((await redirect(query.replace(SIG_ALG, lower(SIG_ALG)))).status).toBe(403);
  });
});
