import { rawTable } from '../../kit/raw-table.ts';
import { addressOf } from '../people.ts';
import { call, type Step } from '../scene.ts';

/** What runs without anybody asking. */
export const OUTBOX_STEPS: readonly Step[] = [
  {
    name: 'a mail that SES refuses for a day is given up',
    run: async (scene) => {
      const { house } = scene;
      const { id } = await call(scene, 'POST /users', 201, { body: { userName: 'otto', email: addressOf('otto') } });
      const fault = { kind: 'error', code: 'MessageRejected' } as const;
      const refused = house.faults.inject({ service: 'ses', times: 2, fault });
      await call(scene, `POST /users/${id}/activation`, 202);
      const sent = await house.mailsTo(addressOf('otto'));
      const table = rawTable(house);
      const [mail] = (await table.all()).filter(({ pk, userId }) => pk.startsWith('OUTBOX#') && userId === id);
      if (!mail || refused() !== 1 || sent.length > 0) throw new Error('the mail does not wait for another attempt');
      await table.rewrite(mail, 'createdAt', new Date(Date.now() - 2 * 86_400_000).toISOString());
      await table.rewrite(mail, 'dueAt', 0);
      await house.jobs.runSchedules();
      const left = (await table.all()).filter(({ pk }) => pk.startsWith('OUTBOX#'));
      table.close();
      if (left.length > 0 || refused() !== 2) throw new Error('the mail was not given up');
    },
  },
];
