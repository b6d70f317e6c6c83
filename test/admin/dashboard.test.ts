import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditEvent, recording } from '../../shared/audit/event.ts';
import { entering } from '../../shared/audit/ledger.ts';
import { sweepAudit } from '../../shared/audit/sweep.ts';
import { verifyChain } from '../../shared/audit/verify-chain.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { type DirectApi, openDirectApi } from './direct.ts';

let api: DirectApi;
const now = (): Date => new Date();
const HOUR_MS = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

interface Dashboard {
  readonly countedTo?: string;
  readonly signIns: readonly { at: string; success: number; refused: number }[];
  readonly todo: readonly { kind: string; count: number; examples: readonly { id: string }[] }[];
  readonly expiring: readonly { kind: string; name: string }[];
  readonly cost: {
    dollars: number;
    region: string;
    lines: readonly { what: string; quantity: number; dollars: number }[];
  };
}

const dashboard = async (query = ''): Promise<Dashboard & Record<string, unknown>> => {
  const { status, body } = await api.ask('GET', `/dashboard${query}`);
  expect(status).toBe(200);
  return body as unknown as Dashboard & Record<string, unknown>;
};

async function write(at: string, fields: Partial<AuditEvent>): Promise<void> {
  const event: AuditEvent = {
    id: randomIds.id(),
    at,
    actor: { type: 'user', id: 'u' },
    action: 'sign-in.allow',
    target: 'PORTAL',
    outcome: 'success',
    requestId: 'r',
    ...fields,
  };
  const entry = { id: event.id, kind: 'assertion', digest: 'd', keyId: 'k', at, requestId: 'r' } as const;
  await api.table.commit([recording(event), entering(entry)]);
}

let appId = '';

beforeAll(async () => {
  api = await openDirectApi();
  const app = {
    name: 'Wiki',
    entityId: 'https://wiki.example.org',
    acs: [{ url: 'https://wiki.example.org/acs', index: 0 }],
  };
  appId = String((await api.ask('POST', '/apps', { body: app })).body['id']);
  const accountId = '123456789012';
  await api.ask('POST', '/aws/accounts', { body: { id: accountId, name: 'Production' } });
  const iam = `arn:aws:iam::${accountId}`;
  const arns = { roleArn: `${iam}:role/Admin`, providerArn: `${iam}:saml-provider/Samlet` };
  await api.ask('POST', `/aws/accounts/${accountId}/roles`, { body: arns });
  for (let n = 0; n < 3; n++) await write(ago(3), { target: `APP#${appId}` });
  await write(ago(4), { target: `AWSROLE#${accountId}#Admin` });
  await write(ago(3), { action: 'sign-in.refuse', outcome: 'refused', reason: 'password' });
  await sweepAudit({ table: api.table, now, baseUrl: 'https://sso.example.org' });
});
afterAll(() => api.close());

describe('the dashboard', () => {
  it('tells sign-ins over time, their causes, apps and roles by name', async () => {
    const told = await dashboard('?days=1');
    expect(told.signIns).toEqual([
      { at: `${ago(4).slice(0, 13)}:00:00.000Z`, success: 1, refused: 0 },
      { at: `${ago(3).slice(0, 13)}:00:00.000Z`, success: 3, refused: 1 },
    ]);
    expect(told).toMatchObject({
      days: 1,
      totals: { signIns: 4, refused: 1, signatures: 5 },
      causes: [{ cause: 'password', count: 1 }],
      apps: [{ appId, name: 'Wiki', count: 3 }],
      roles: [{ accountId: '123456789012', roleName: 'Admin', account: 'Production', count: 1 }],
    });
    const byDay = await dashboard('?days=30');
    expect(byDay.signIns.reduce((sum, { success }) => sum + success, 0)).toBe(4);
    expect(byDay.signIns.every(({ at }) => at.endsWith('T00:00:00.000Z'))).toBe(true);
  });

  it('tells what needs doing: a second owner, what nobody is assigned to', async () => {
    const { todo } = await dashboard();
    expect(todo).toEqual([
      { kind: 'second-owner', count: 1, examples: [] },
      { kind: 'app-unassigned', count: 1, examples: [{ id: appId, name: 'Wiki' }] },
      { kind: 'role-unassigned', count: 1, examples: [{ id: '123456789012/Admin', name: 'Admin' }] },
    ]);
  });

  it('tells which API tokens end soon', async () => {
    expect((await dashboard()).expiring).toEqual([expect.objectContaining({ kind: 'api-token', name: 'test' })]);
  });

  it('estimates what the month costs from what was counted', async () => {
    const { cost } = await dashboard();
    expect(cost).toMatchObject({
      region: 'us-east-1',
      pricesAsOf: expect.stringMatching(/^\d{4}-\d{2}$/),
      month: now().toISOString().slice(0, 7),
    });
    const signatures = cost.lines.find(({ what }) => what === 'signatures');
    const isThisMonth = ago(4).slice(0, 7) === cost['month' as never];
    if (isThisMonth) expect(signatures).toMatchObject({ quantity: 5, dollars: 5 * (0.15 / 1e4) });
    expect(cost.dollars).toBeCloseTo(
      cost.lines.reduce((sum, { dollars }) => sum + dollars, 0),
      10,
    );
  });

  it.each(['0', '91', '-1', 'x'])('knows no span of %s days', async (days) => {
    expect((await api.ask('GET', `/dashboard?days=${days}`)).status).toBe(422);
  });
});

describe('the chain of the API', () => {
  it('is told with its head, and given in full for the verifier', async () => {
    const { body: chain } = await api.ask('GET', '/audit/chain');
    expect(chain).toMatchObject({ sequence: expect.any(Number), head: expect.stringMatching(/^[\w-]{43}$/) });
    let text = '';
    for (let path = '/audit/chain.jsonl'; path;) {
      const part = await api.askText(path);
      expect(part.status).toBe(200);
      text += part.text;
      path = /^<\/admin\/v1([^>]+)>; rel="next"$/.exec(part.headers['link'] ?? '')?.[1] ?? '';
    }
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(verifyChain(lines, String(chain['head']))).toMatchObject({
      seals: chain['sequence'],
      records: 10,
      faults: [],
    });
    const from = await api.askText('/audit/chain.jsonl?from=5');
    const [first] = from.text
      .split('\n')
      .map((line) => JSON.parse(line || 'null'))
      .filter((line) => line?.seal);
    expect(first.seal.sequence).toBe(5);
    for (const cursor of ['e30', Buffer.from('1 OTHER x').toString('base64url')])
      expect((await api.askText(`/audit/chain.jsonl?cursor=${cursor}`)).status).toBe(422);
  });
});
