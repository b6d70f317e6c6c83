import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditEvent, recording } from '../../shared/audit/event.ts';
import { searchEvents } from '../../shared/audit/search.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { type DirectApi, openDirectApi } from './direct.ts';

let api: DirectApi;
beforeAll(async () => {
  api = await openDirectApi();
});
afterAll(() => api.close());

const HOUR_MS = 3_600_000;
const NOW = Date.now();
const at = (hoursAgo: number, ms = 0): string => new Date(NOW - hoursAgo * HOUR_MS + ms).toISOString();

const event = (fields: Partial<AuditEvent>): AuditEvent => ({
  id: randomIds.id(),
  at: at(1),
  actor: { type: 'anonymous' },
  action: 'sign-in.refuse',
  target: 'USER',
  outcome: 'refused',
  requestId: 'r',
  ...fields,
});

async function record(...fields: readonly Partial<AuditEvent>[]): Promise<AuditEvent[]> {
  const events = fields.map(event);
  for (let from = 0; from < events.length; from += 20)
    await api.table.commit(events.slice(from, from + 20).map(recording));
  return events;
}

type List = { items: AuditEvent[]; nextCursor?: string };

async function all(query: string): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { status, body } = await api.ask('GET', `/audit/events?${query}${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    const { items, nextCursor } = body as unknown as List;
    found.push(...items);
    cursor = nextCursor;
  }
  return found;
}

const idsOf = (events: readonly AuditEvent[]): string[] => events.map(({ id }) => id);

describe('a search of the audit log', () => {
  it('finds every event of a span once, newest first or oldest first, however small the pages are', async () => {
    const tag = randomIds.id();
    const made = await record(
      ...Array.from({ length: 40 }, (_, n) => ({ at: at(n * 3.1, n), reason: tag })),
      ...Array.from({ length: 30 }, (_, n) => ({ at: at(7, n), reason: tag })),
    );
    const inOrder = idsOf(made.toSorted((a, b) => (`${a.at}#${a.id}` < `${b.at}#${b.id}` ? -1 : 1)));
    const span = `from=${at(24 * 6)}&to=${at(-1)}&text=${tag}`;
    for (const limit of [1, 7, 200]) {
      expect(idsOf(await all(`${span}&order=oldest&limit=${limit}`))).toEqual(inOrder);
      expect(idsOf(await all(`${span}&limit=${limit}`))).toEqual(inOrder.toReversed());
    }
  });

  it('takes the beginning of a span and leaves its end', async () => {
    const tag = randomIds.id();
    const [first, second] = await record({ at: at(50), reason: tag }, { at: at(50, 10), reason: tag });
    expect(idsOf(await all(`from=${at(50)}&to=${at(50, 10)}&text=${tag}`))).toEqual([first?.id]);
    expect(idsOf(await all(`from=${at(50, 1)}&to=${at(50, 11)}&text=${tag}`))).toEqual([second?.id]);
  });

  it('looks at the last day when nothing is said', async () => {
    const tag = randomIds.id();
    const [, late] = await record({ at: at(25), reason: tag }, { at: at(23), reason: tag });
    expect(idsOf(await all(`text=${tag}`))).toEqual([late?.id]);
  });

  it('is narrowed by each filter', async () => {
    const tag = randomIds.id();
    const user = randomIds.id();
    const [one] = await record(
      {
        action: 'user.update',
        actor: { type: 'user', id: user },
        target: `USER#${tag}`,
        outcome: 'success',
        ip: '203.0.113.9',
        details: { note: 'Gärtner' },
      },
      { action: 'group.update', target: `GROUP#${tag}`, ip: '198.51.100.1' },
    );
    const filters = [
      'action=user.',
      'actor=user',
      `actor=${user}`,
      'target=USER%23',
      'outcome=success',
      'ip=203.0.113.',
    ];
    for (const filter of filters)
      expect([filter, idsOf(await all(`text=${tag}&${filter}`))]).toEqual([filter, [one?.id]]);
    expect(idsOf(await all('text=g%C3%A4rtner'))).toContain(one?.id);
    expect(await all(`text=${tag}&action=app.`)).toEqual([]);
  });

  it.each([
    ['from=2026-02-30T00:00:00Z', '/from'],
    ['from=yesterday', '/from'],
    ['from=2026-11-24&to=2026-11-24', '/to'],
    ['from=2026-01-01&to=2026-11-24', '/from'],
    ['order=best', '/order'],
    ['outcome=maybe', '/outcome'],
    [`cursor=${Buffer.from('2026-11-24T99').toString('base64url')}`, '/cursor'],
    [`cursor=${Buffer.from('{}').toString('base64url')}`, '/cursor'],
  ])('says what is wrong with %s', async (query, pointer) => {
    const { status, body } = await api.ask('GET', `/audit/events?${query}`);
    expect([status, (body['errors'] as { pointer: string }[])[0]?.pointer]).toEqual([422, pointer]);
  });

  it('ends a page when its budget is spent, be it empty, and the next one goes on from there', async () => {
    const tag = randomIds.id();
    const [old] = await record({ at: at(24 * 80), reason: tag });
    const search = { from: at(24 * 90), to: at(0), descending: true, limit: 10, filters: { text: tag } };
    let pages = 0;
    let found: readonly AuditEvent[] = [];
    for (let after: string | undefined = ''; after !== undefined && found.length === 0; pages++) {
      const page = await searchEvents(
        api.table,
        { ...search, ...(after ? { after } : {}) },
        { hours: 300, ms: 60_000 },
      );
      found = page.items;
      after = page.next;
    }
    expect([idsOf(found), pages]).toEqual([[old?.id], 7]);
  });
});

describe('a user’s timeline', () => {
  it('holds what they did and what was done to them, newest first, page by page', async () => {
    const userId = randomIds.id();
    const other = randomIds.id();
    const made = await record(
      { at: at(9), action: 'user.create', actor: { type: 'user', id: other }, target: `USER#${userId}` },
      { at: at(8), action: 'sign-in.allow', actor: { type: 'user', id: userId }, target: 'PORTAL' },
      {
        at: at(7),
        action: 'group.member-add',
        actor: { type: 'token', id: other },
        target: 'GROUP#g',
        details: { userId },
      },
      {
        at: at(6),
        action: 'app.assign',
        actor: { type: 'user', id: other },
        target: 'APP#a',
        after: { type: 'USER', id: userId },
      },
      { at: at(5), action: 'user.update', actor: { type: 'user', id: userId }, target: `USER#${other}` },
      { at: at(4), action: 'sign-in.refuse', target: 'USER' },
    );
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await api.ask('GET', `/users/${userId}/events?limit=3${cursor && `&cursor=${cursor}`}`);
      const { items, nextCursor } = body as unknown as List;
      seen.push(...idsOf(items));
      for (const item of items) expect(Object.keys(item)).not.toContain('gsi1pk');
      cursor = nextCursor;
    }
    expect(seen).toEqual(idsOf(made.slice(0, 4)).toReversed());
  });
});

describe('an export', () => {
  const parts = async (form: string, query: string): Promise<string[]> => {
    const texts: string[] = [];
    for (let path = `/audit/events.${form}?${query}`; path;) {
      const { status, text, headers } = await api.askText(path);
      expect([status, headers['content-disposition']]).toEqual([200, expect.stringContaining(`.${form}"`)]);
      texts.push(text);
      path = /^<\/admin\/v1([^>]+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1] ?? '';
    }
    return texts;
  };

  it('as lines of JSON holds every event, in parts that API Gateway can carry', async () => {
    const tag = randomIds.id();
    const made = await record(
      ...Array.from({ length: 60 }, (_, n) => ({
        at: at(2, n),
        reason: tag,
        details: { filling: 'x'.repeat(100_000) },
      })),
    );
    const texts = await parts('jsonl', `order=oldest&text=${tag}`);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((text) => text.length > 6_000_000)).toEqual([]);
    const read = texts
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEvent);
    expect(read).toEqual(made);
  });

  it('as CSV names its columns once and runs nothing in a spreadsheet', async () => {
    const tag = randomIds.id();
    await record({
      reason: tag,
      ip: '203.0.113.7',
      requestId: "=cmd|' /C calc'!A0",
      target: '@SUM(1)',
      details: { a: '"' },
    });
    const [text = ''] = await parts('csv', `text=${tag}`);
    const [head, line = '', end] = text.split('\r\n');
    expect(head).toBe('\ufeffat,id,action,outcome,reason,actorType,actorId,target,ip,requestId,before,after,details');
    expect(line).toContain(`,'@SUM(1),203.0.113.7,'=cmd|' /C calc'!A0,,,"{""a"":""\\""""}"`);
    expect(end).toBe('');
  });

  it('is itself an event', async () => {
    const tag = randomIds.id();
    await parts('csv', `text=${tag}`);
    expect(await all(`action=audit.export&text=${tag}`)).toMatchObject([
      { action: 'audit.export', outcome: 'success', details: { form: 'csv', text: tag, events: 0 } },
    ]);
  });
});
