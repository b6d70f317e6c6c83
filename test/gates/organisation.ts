import { group, policiesVersion, register } from '../iam/apps.ts';
import { call, type Scene } from '../iam/scene.ts';
import { uploaded } from '../iam/steps/onboarding.ts';
import { NOBODYS, type Params } from './requests.ts';

const ACCOUNT = '123412341234';
const IAM = `arn:aws:iam::${ACCOUNT}`;

/** Makes one of everything that a path may name. @returns the parameters that name them */
export async function oneOfEverything(scene: Scene): Promise<Params> {
  const user = { userName: 'ida', email: 'ida@orchard.example' };
  const { id: userId } = await call(scene, 'POST /users', 201, { body: user });
  const groupId = await group(scene, 'Innkeepers', [userId]);
  const { id: appId } = await register(scene, 'inn', {
    fields: { metadataUrl: 'https://inn.example.org/metadata' },
    assignedTo: [`users/${userId}`],
  });
  await call(scene, 'POST /aws/accounts', 201, { body: { id: ACCOUNT, name: 'Inn' } });
  const role = { roleArn: `${IAM}:role/Innkeeper`, providerArn: `${IAM}:saml-provider/Samlet` };
  await call(scene, `POST /aws/accounts/${ACCOUNT}/roles`, 201, { body: role });
  await call(scene, `PUT /aws/accounts/${ACCOUNT}/roles/Innkeeper/assignments/users/${userId}`, 204, { body: {} });
  const { id: tokenId } = await call(scene, 'POST /api-tokens', 201, { body: { name: 'inn', scopes: ['read'] } });
  const version = await policiesVersion(scene);
  const { id: policyId } = await call(scene, 'POST /policies', 201, { version, body: { name: 'Inn' } });
  const { id: planId } = await call(scene, 'PUT /config', 200, { body: { samlet: 1 } });
  const importId = await uploaded(scene, 'userName,email\nilse,ilse@orchard.example\n');
  const { id: jobId } = await call(scene, `POST /imports/${importId}/start`, 202, { body: { mode: 'dry-run' } });
  const unread = await fetch(`${scene.house.baseUrl}/saml/sso?SAMLRequest=cut`);
  return {
    ...NOBODYS,
    traceId: unread.headers.get('x-request-id') ?? '',
    planId,
    importId,
    jobId,
    userId,
    groupId,
    appId,
    accountId: ACCOUNT,
    roleName: 'Innkeeper',
    tokenId,
    policyId,
    principalId: userId,
    presetId: 'custom',
  };
}
