import { setTimeout as pause } from 'node:timers/promises';
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
  return ended(scene, id);
}

interface JobTold {
  readonly state: string;
  readonly result: Readonly<Record<string, unknown>>;
}

/** Waits for a job's end: a message is heard a moment after it was sent. @returns what came out */
async function ended(scene: Scene, id: string): Promise<JobTold['result']> {
  for (let tries = 0; tries < 400; tries++) {
    await scene.house.jobs.settle();
    const job = await call<JobTold>(scene, `GET /jobs/${id}`, 200);
    if (job.state === 'done') return job.result;
    if (!['waiting', 'running'].includes(job.state)) throw new Error(`the job is ${JSON.stringify(job)}`);
    await pause(25);
  }
  throw new Error('the job does not end');
}

/** Does something for many, and waits until it is done. */
const acted = async (scene: Scene, body: object): Promise<JobTold['result']> =>
  ended(scene, (await call(scene, 'POST /onboarding/actions', 202, { body })).id);

/** Waits until users of a status are listed. @throws {Error} where this one is never among them */
async function listed(scene: Scene, status: string, userId: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { items } = await call<{ items: { userId: string }[] }>(scene, `GET /onboarding?status=${status}`, 200);
    if (items.some((item) => item.userId === userId)) return;
    await pause(25);
  }
  throw new Error(`the user is not ${status}`);
}

/** Asks for a file. @throws {Error} where it does not hold this text */
async function told({ dev: { baseUrl, apiToken } }: Scene, path: string, text: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiToken}` };
  const answer = await expectStatus(fetch(`${baseUrl}/admin/v1${path}`, { headers }), 200, path);
  if (!(await answer.text()).includes(text)) throw new Error(`${path} does not hold ${text}`);
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
      const result = await ran(scene, importId, { mode: 'apply', sendActivation: true });
      const { created, updated, deleted, failed, activationJobId } = result;
      if (`${String(created)} ${String(updated)} ${String(deleted)} ${String(failed)}` !== '1 1 1 1')
        throw new Error('rows were lost');
      await ended(scene, String(activationJobId));
      await call(scene, 'GET /imports', 200);
      await call(scene, `GET /imports/${importId}`, 200);
      await call(scene, `GET /imports/${importId}/rows`, 200);
      await call(scene, `GET /imports/${importId}/rows?outcome=failed`, 200);
      await told(scene, `/imports/${importId}/result.csv`, '5,');
      await told(scene, '/imports/sample.csv', 'action,userName,');
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
      await acted(scene, { action: 'send', status: 'not-invited' });
      const [mail] = await house.mailsTo(addressOf('bela'));
      if (!mail) throw new Error('nobody was mailed');
      const { origin } = new URL(house.mailboxUrl);
      const headers = { 'sec-fetch-site': 'same-origin' };
      const back = fetch(`${origin}/mailbox/${mail.id}/bounce`, { method: 'POST', headers, redirect: 'manual' });
      await expectStatus(back, 303, 'the mailbox');
      await listed(scene, 'bounced', id);
      await call(scene, `POST /users/${id}/activation`, 202);
      await house.mailsTo(addressOf('bela'));
      const mails = await call<{ items: { userId: string }[] }>(scene, 'GET /mails', 200);
      if (mails.items.every(({ userId }) => userId !== id)) throw new Error('a suppressed address was written to');
      await call(scene, `GET /users/${id}/onboarding`, 200);
      await call(scene, `DELETE /users/${id}/mail-suppression`, 204);
      await call(scene, 'GET /onboarding', 200);
      await acted(scene, { action: 'resend', userIds: [id] });
      await acted(scene, { action: 'expire', userIds: [id] });
      await listed(scene, 'expired', id);
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
      await ended(scene, id);
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
