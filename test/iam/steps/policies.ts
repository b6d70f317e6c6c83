import { group, policiesVersion, register } from '../apps.ts';
import { person } from '../people.ts';
import { call, type Step } from '../scene.ts';

interface Listed {
  readonly items: readonly { readonly id: string }[];
}

/** Policies, as administrators keep them. */
export const POLICY_STEPS: readonly Step[] = [
  {
    name: 'an administrator keeps a policy, and asks whom it is about and what it leads to',
    run: async (scene) => {
      const { id: userId } = await person(scene, 'pia');
      const groupId = await group(scene, 'Printers', [userId]);
      const { id: appId } = await register(scene, 'proofs', { assignedTo: [`users/${userId}`] });
      const version = await policiesVersion(scene);
      const body = { name: 'Press', apps: [appId], groups: [groupId], access: 'deny' };
      const { id } = await call(scene, 'POST /policies', 201, { version, body });
      await call(scene, `GET /policies/${id}`, 200);
      await call(scene, `GET /policies/${id}/affected`, 200);
      const { items } = await call<Listed>(scene, 'GET /policies', 200);
      const order = items.map((policy) => policy.id);
      await call(scene, 'PUT /policies/order', 200, { version: version + 1, body: { order } });
      await call(scene, `PATCH /policies/${id}`, 200, { version: version + 2, body: { proofMaxMinutes: 5 } });
      for (const target of [appId, 'portal', 'console', 'aws:111122223333/Nobody'])
        await call(scene, 'POST /policies/evaluate', 200, { body: { userId, target } });
      await call(scene, `DELETE /policies/${id}`, 204, { version: version + 3 });
    },
  },
];
