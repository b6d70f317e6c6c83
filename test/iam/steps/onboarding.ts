import { group, register } from '../apps.ts';
import { addressOf } from '../people.ts';
import { call, expectStatus, type Scene, type Step } from '../scene.ts';

interface Upload {
  readonly import: { readonly id: string };
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}

/** Uploads a file as a browser does. @returns the import's ID */
export async function uploaded(scene: Scene, content: string): Promise<string> {
  const { import: made, upload } = await call<Upload>(scene, 'POST /imports', 201, {
    body: { fileName: 'people.csv' },
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([content]), 'people.csv');
  await expectStatus(fetch(upload.url, { method: 'POST', body: form }), 204, 'the upload');
  return made.id;
}

/** Starts a job over the file, and waits for its end. */
async function ran(scene: Scene, importId: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const { id } = await call(scene, `POST /imports/${importId}/start`, 202, { body });
  await scene.house.jobs.settle();
  const job = await call<{ state: string; result: Record<string, unknown> }>(scene, `GET /jobs/${id}`, 200);
  if (job.state !== 'done') throw new Error(`the job is ${JSON.stringify(job)}`);
  return job.result;
}

/** How users come in: by files and by mails, and what becomes of mails. */
export const ONBOARDING_STEPS: readonly Step[] = [
  {
    name: 'an administrator imports a file of users',
    run: async (scene) => {
      await group(scene, 'Importers', []);
      const { id: goneId } = await call(scene, 'POST /users', 201, {
        body: { userName: 'iggy', email: addressOf('iggy') },
      });
      await register(scene, 'imports', { assignedTo: [`users/${goneId}`] });
      await roleFor(scene, goneId);
      await call(scene, 'POST /users', 201, { body: { userName: 'ivan', email: addressOf('ivan') } });
      const rows = [
        `create,irma,${addressOf('irma')},Irma,Importers`,
        `update,ivan,${addressOf('ivan.2')},Ivan,Importers`,
        `delete,iggy,${addressOf('iggy')},,`,
        `create,irma,nobody,,`,
      ];
      const importId = await uploaded(scene, `action,userName,email,givenName,groups\n${rows.join('\n')}\n`);
      await ran(scene, importId, { mode: 'dry-run' });
      const { created, updated, deleted, failed } = await ran(scene, importId, { mode: 'apply', sendActivation: true });
      if (`${String(created)} ${String(updated)} ${String(deleted)} ${String(failed)}` !== '1 1 1 1')
        throw new Error('rows were lost');
      await call(scene, 'GET /imports', 200);
      await call(scene, `GET /imports/${importId}`, 200);
      await call(scene, `GET /imports/${importId}/rows`, 200);
      await call(scene, `GET /imports/${importId}/rows?outcome=failed`, 200);
      await call(scene, 'GET /jobs', 200);
      const irma = await scene.house.mailsTo(addressOf('irma'));
      if (irma.length !== 1) throw new Error('who was imported has no mail');
    },
  },
  {
    name: 'an administrator mails many at once, and one of the mails comes back',
    run: async (scene) => {
      const { house } = scene;
      const { id } = await call(scene, 'POST /users', 201, { body: { userName: 'bela', email: addressOf('bela') } });
      await call(scene, 'POST /onboarding/actions', 202, { body: { action: 'send', status: 'not-invited' } });
      await house.jobs.settle();
      const [mail] = await house.mailsTo(addressOf('bela'));
      if (!mail) throw new Error('nobody was mailed');
      const { origin } = new URL(house.mailboxUrl);
      const headers = { 'sec-fetch-site': 'same-origin' };
      const back = fetch(`${origin}/mailbox/${mail.id}/bounce`, { method: 'POST', headers, redirect: 'manual' });
      await expectStatus(back, 303, 'the mailbox');
      await house.jobs.settle();
      const { items } = await call<{ items: { userId: string }[] }>(scene, 'GET /onboarding?status=bounced', 200);
      if (items.every(({ userId }) => userId !== id)) throw new Error('the bounce was not heard');
      await call(scene, `POST /users/${id}/activation`, 202);
      await house.mailsTo(addressOf('bela'));
      const mails = await call<{ items: { userId: string }[] }>(scene, 'GET /mails', 200);
      if (mails.items.every(({ userId }) => userId !== id)) throw new Error('a suppressed address was written to');
      await call(scene, `GET /users/${id}/onboarding`, 200);
      await call(scene, `DELETE /users/${id}/mail-suppression`, 204);
      await call(scene, 'GET /onboarding', 200);
      await call(scene, 'POST /onboarding/actions', 202, { body: { action: 'resend', userIds: [id] } });
      await house.jobs.settle();
      await call(scene, 'POST /onboarding/actions', 202, { body: { action: 'expire', userIds: [id] } });
      await house.jobs.settle();
      const expired = await call<{ items: { userId: string }[] }>(scene, 'GET /onboarding?status=expired', 200);
      if (expired.items.every(({ userId }) => userId !== id)) throw new Error('the link was not ended');
    },
  },
  {
    name: 'an administrator cancels a job',
    run: async (scene) => {
      const { house } = scene;
      const fault = { kind: 'error', code: 'QueueDoesNotExist' } as const;
      house.faults.inject({ service: 'sqs', operation: 'SendMessage', function: 'admin', fault });
      const { id } = await call(scene, 'POST /onboarding/actions', 202, {
        body: { action: 'send', status: 'bounced' },
      });
      house.faults.clear();
      await call(scene, `POST /jobs/${id}/cancel`, 200);
    },
  },
  {
    name: 'a job that nobody woke is found by the sweep',
    run: async (scene) => {
      const { house } = scene;
      const fault = { kind: 'error', code: 'QueueDoesNotExist' } as const;
      house.faults.inject({ service: 'sqs', operation: 'SendMessage', function: 'admin', fault });
      const { id } = await call(scene, 'POST /onboarding/actions', 202, {
        body: { action: 'send', status: 'expired' },
      });
      house.faults.clear();
      await house.jobs.runSchedules();
      await house.jobs.settle();
      const { state } = await call<{ state: string }>(scene, `GET /jobs/${id}`, 200);
      if (state !== 'done') throw new Error(`the job is ${state}`);
    },
  },
];

/** A role that a user has, whose assignment goes with them. */
async function roleFor(scene: Scene, userId: string): Promise<void> {
  const id = '121234345656';
  await call(scene, 'POST /aws/accounts', 201, { body: { id, name: 'Imports' } });
  const pair = `arn:aws:iam::${id}:saml-provider/Samlet,arn:aws:iam::${id}:role/Importer`;
  await call(scene, `POST /aws/accounts/${id}/roles`, 201, { body: { pair } });
  await call(scene, `PUT /aws/accounts/${id}/roles/Importer/assignments/users/${userId}`, 204, { body: {} });
}
