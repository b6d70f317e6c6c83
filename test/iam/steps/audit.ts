import { LAG_SECONDS } from '../../../shared/audit/follow.ts';
import { rawTable } from '../../kit/raw-table.ts';
import { call, expectStatus, type Step } from '../scene.ts';

const HOUR_MS = 3_600_000;

/** What the sweep makes of what was done, and what administrators read of it. */
export const AUDIT_STEPS: readonly Step[] = [
  {
    name: 'what was done hours ago is counted and sealed',
    run: async ({ house }) => {
      const table = rawTable(house);
      const write = async (
        log: 'AUDIT' | 'LEDGER',
        at: string,
        fields: Record<string, string | object>,
      ): Promise<void> => {
        const key = { pk: `${log}#${at.slice(0, 13)}#0`, sk: `${at}#x${log === 'LEDGER' ? '#assertion' : ''}` };
        for (const [name, value] of Object.entries({ at, id: 'x', ...fields })) await table.rewrite(key, name, value);
      };
      const actor = { type: 'system', id: 'outbox' };
      const event = { action: 'mail.send', actor, target: 'USER', outcome: 'success', requestId: 'x' };
      const before = new Date(Date.now() - 3 * HOUR_MS).toISOString();
      await write('AUDIT', before, event);
      await write('LEDGER', before, { kind: 'assertion' });
      await house.jobs.runSchedules();
      const hour = new Date(Date.now() - LAG_SECONDS * 1000).toISOString().slice(0, 13);
      await write('AUDIT', `${hour}:00:00.000Z`, event);
      await house.jobs.runSchedules();
      const items = await table.all();
      table.close();
      for (const beginning of ['STATS#', 'SEALED#', 'CHAIN', 'FOLLOWER#'])
        if (!items.some(({ pk }) => pk.startsWith(beginning))) throw new Error(`there is no ${beginning}`);
    },
  },
  {
    name: 'an administrator searches, exports and verifies, and somebody tries what they may not',
    run: async (scene) => {
      const { baseUrl, apiToken } = scene.dev;
      await call(scene, 'GET /audit/events', 200);
      await call(scene, 'GET /audit/chain', 200);
      await call(scene, 'GET /dashboard', 200);
      const headers = { authorization: `Bearer ${apiToken}` };
      for (const file of ['events.csv', 'events.jsonl', 'chain.jsonl'])
        await expectStatus(fetch(`${baseUrl}/admin/v1/audit/${file}`, { headers }), 200, file);
      const body = { name: 'looks', scopes: ['read'] };
      const { token } = await call<{ token: string }>(scene, 'POST /api-tokens', 201, { body });
      const refused = fetch(`${baseUrl}/admin/v1/users/${'u'.repeat(26)}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}` },
      });
      await expectStatus(refused, 403, 'a deletion by a token for reading');
    },
  },
];
