import { type Visitor, visitorOf } from '../../local/http-client.ts';
import { authnRequest, redirected } from '../../test/kit/authn-request.ts';
import type { TestHouse } from '../../test/kit/house.ts';
import { type Counted, countCalls } from './count-calls.ts';
import { APP, AWS, type Organisation } from './organisation.ts';

/** The address to which the app sends a person, with a request of its own. */
const sentBy = ({ baseUrl }: TestHouse): string =>
  redirected(authnRequest({ issuer: APP.entityId, destination: `${baseUrl}/saml/sso` }));

/** Goes where a response is posted from. @throws {Error} if there is none */
async function receive(visitor: Visitor, path: string): Promise<void> {
  const answer = await visitor.get(path);
  const html = await answer.text();
  if (answer.status !== 200 || !html.includes('name="SAMLResponse"'))
    throw new Error(`${path} answered ${answer.status} without a response`);
}

/** What a person does, by its name in the table. */
export type ExchangeName =
  | 'open session → app'
  | 'open session → AWS role'
  | 'open session, the app sends the person'
  | 'the sign-in page'
  | 'the password, then the portal’s door'
  | 'the password, then the app’s response'
  | 'the portal';

/** Counts the calls of each exchange, through the front door. */
export async function countExchanges(
  house: TestHouse,
  { visitor, appId, admin }: Organisation,
): Promise<Record<ExchangeName, Counted>> {
  const count = (act: () => Promise<unknown>): Promise<Counted> => countCalls(house, act);
  const newcomer = visitorOf(house.baseUrl);
  const sent = visitorOf(house.baseUrl);
  await receive(visitor, `/go/apps/${appId}`); // the first one of a worker
  const form = async (person: Visitor, path: string): Promise<string> =>
    (await person.get(path)).headers.get('location') ?? '';
  const fields = { username: admin.username, password: admin.password };
  let portalForm = '';
  const page = await count(async () => {
    portalForm = await form(newcomer, '/sign-in');
    await newcomer.get(portalForm);
  });
  const appForm = await form(sent, sentBy(house));
  return {
    'open session → app': await count(() => receive(visitor, `/go/apps/${appId}`)),
    'open session → AWS role': await count(() => receive(visitor, `/go/aws/${AWS.accountId}/${AWS.roleName}`)),
    'open session, the app sends the person': await count(() => receive(visitor, sentBy(house))),
    'the sign-in page': page,
    'the password, then the portal’s door': await count(() => newcomer.post(portalForm, fields)),
    'the password, then the app’s response': await count(() => sent.post(appForm, fields)),
    'the portal': await count(() => visitor.get('/')),
  };
}
