import { person } from '../people.ts';
import { group } from '../apps.ts';
import { call, expectStatus, type Scene, type Step } from '../scene.ts';
import { responseIn } from './saml.ts';

/** Registers an account with one role, assigned to whoever is named: `users/…` or `groups/…`. */
async function account(scene: Scene, id: string, assignedTo: string): Promise<void> {
  await call(scene, 'POST /aws/accounts', 201, { body: { id, name: `Account ${id}` } });
  const iam = `arn:aws:iam::${id}`;
  const role = { roleArn: `${iam}:role/Reader`, providerArn: `${iam}:saml-provider/Samlet` };
  await call(scene, `POST /aws/accounts/${id}/roles`, 201, { body: role });
  await call(scene, `PUT /aws/accounts/${id}/roles/Reader/assignments/${assignedTo}`, 204, { body: {} });
}

/** AWS as people use it. */
export const AWS_STEPS: readonly Step[] = [
  {
    name: 'somebody takes a role of their own from the portal',
    run: async (scene) => {
      const { id, visitor } = await person(scene, 'rosa');
      await account(scene, '111122223333', `users/${id}`);
      const portal = await (await expectStatus(visitor.get('/'), 200, 'the portal')).text();
      if (!portal.includes('/go/aws/111122223333/Reader')) throw new Error('the portal does not show the role');
      await responseIn(await expectStatus(visitor.get('/go/aws/111122223333/Reader'), 200, 'the role'));
    },
  },
  {
    name: 'somebody takes a role by a group and a deep link, with one click in between',
    run: async (scene) => {
      const { id, visitor } = await person(scene, 'gil');
      await account(scene, '444455556666', `groups/${await group(scene, 'Graders', [id])}`);
      const portal = await (await expectStatus(visitor.get('/'), 200, 'the portal')).text();
      if (!portal.includes('/go/aws/444455556666/Reader')) throw new Error('the portal does not show the role');
      const link = `/go/aws/444455556666/Reader?to=${encodeURIComponent('https://console.aws.amazon.com/s3/home')}`;
      await responseIn(await expectStatus(visitor.post(link, {}), 200, 'the click'));
    },
  },
];
