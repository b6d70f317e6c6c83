import { adminClientOf } from '../../local/admin-client.ts';
import { type Visitor, visitorOf } from '../../local/http-client.ts';
import type { TestHouse } from '../../test/kit/house.ts';

/** The organisation that is measured: the owner, signed in, with an app, an AWS role and a group. */
export interface Organisation {
  /** The owner's browser, signed in. */
  readonly visitor: Visitor;
  readonly userId: string;
  readonly appId: string;
  readonly groupId: string;
  readonly admin: { readonly username: string; readonly password: string };
}

/** The app's entity ID, and where it takes responses. */
export const APP = { entityId: 'https://wiki.example.org/metadata', acsUrl: 'https://wiki.example.org/acs' };

/** The AWS account, and the role's name. */
export const AWS = { accountId: '111122223333', roleName: 'Developer' };

interface Made {
  readonly id: string;
}

/** Makes the organisation by the admin API, as anybody would, and signs the owner in. */
export async function foundOrganisation(house: TestHouse): Promise<Organisation> {
  const { baseUrl, apiToken, admin } = await house.owner();
  await fetch(`${baseUrl}/sign-in`, { redirect: 'manual' }); // makes the certificates, which answers are signed by
  const api = adminClientOf(baseUrl, apiToken);
  const { items } = await api.send<{ items: readonly Made[] }>('GET', `/users?userName=${admin.username}`);
  const userId = items[0]?.id ?? '';
  const group = await api.send<Made>('POST', '/groups', { displayName: 'Engineering' });
  await api.send('PUT', `/groups/${group.id}/members/${userId}`);
  const app = await api.send<Made>('POST', '/apps', {
    name: 'Wiki',
    entityId: APP.entityId,
    acs: [{ url: APP.acsUrl, index: 0, isDefault: true }],
    nameIdFormat: 'emailAddress',
    attributes: [{ name: 'mail', source: { from: 'profile', field: 'email' } }],
    idpInitiated: true,
  });
  await api.send('PUT', `/apps/${app.id}/assignments/groups/${group.id}`);
  const iam = `arn:aws:iam::${AWS.accountId}`;
  await api.send('POST', '/aws/accounts', { id: AWS.accountId, name: 'Production', partition: 'aws' });
  const role = { roleArn: `${iam}:role/${AWS.roleName}`, providerArn: `${iam}:saml-provider/Samlet` };
  await api.send('POST', `/aws/accounts/${AWS.accountId}/roles`, role);
  const assignments = `/aws/accounts/${AWS.accountId}/roles/${AWS.roleName}/assignments`;
  await api.send('PUT', `${assignments}/groups/${group.id}`, {});
  const visitor = visitorOf(baseUrl);
  await signIn(visitor, admin);
  return { visitor, userId, appId: app.id, groupId: group.id, admin };
}

/** Signs in by password, at the front page. @throws {Error} if it fails */
export async function signIn(visitor: Visitor, { username, password }: Organisation['admin']): Promise<Response> {
  const asked = await visitor.get('/sign-in');
  const form = asked.headers.get('location') ?? '';
  await visitor.get(form);
  const answer = await visitor.post(form, { username, password });
  if (answer.status >= 400) throw new Error(`the sign-in answered ${answer.status}`);
  return answer;
}
