import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomIds } from '../../shared/base/ids.ts';
import type { Post } from '../../shared/mail/mail.ts';
import { enqueueing, type Sweeping, sweepOutbox } from '../../shared/mail/outbox.ts';
import { hourOf } from '../../shared/audit/bucket.ts';
import { eventsOfHour } from '../../shared/audit/event.ts';
import { KINDS_OF_MAIL } from '../../shared/mail/kinds.ts';
import { renderMail } from '../../shared/mail/render.ts';
import { BRANDING } from '../../shared/settings/branding.ts';
import { testSecrets } from '../kit/keys.ts';
import { startTable, type TestTable } from '../kit/table.ts';

let started: TestTable;
let offset = 0;
const now = (): Date => new Date(Date.now() + offset * 1000);
const secrets = testSecrets();

beforeAll(async () => {
  started = await startTable(now);
});
afterAll(() => started.close());

type Sent = Parameters<Post['send']>[0];
let sent: Sent[];
let fails: boolean;

beforeEach(() => {
  sent = [];
  fails = false;
});

const sweeping = (): Sweeping => ({
  table: started.table,
  secrets,
  baseUrl: 'https://sso.example.org',
  now,
  ids: randomIds,
  post: {
    send: async (mail) => {
      if (fails) throw new Error('SES is throttled');
      sent.push(mail);
      return { messageId: 'message-1' };
    },
  },
});

async function enqueue(to = 'ada@example.org', token = 'a-token'): Promise<void> {
  const id = randomIds.id();
  const sealed = await secrets.seal(token, { purpose: 'outbox', id });
  const createdAt = now().toISOString();
  await started.table.commit([
    enqueueing({ id, kind: 'activation', userId: 'ada', to, name: 'Ada', sealed, linkExpiresAt: createdAt, createdAt }),
  ]);
}

describe('the outbox', () => {
  it('sends a mail once, with the link that was sealed in it', async () => {
    await enqueue('ada@example.org', 'the-secret-of-the-link');
    expect(await sweepOutbox(sweeping())).toEqual({ sent: 1, failed: 0 });
    expect(sent[0]).toMatchObject({ to: 'ada@example.org', subject: 'Set your password' });
    expect(sent[0]?.text).toContain('https://sso.example.org/activate#the-secret-of-the-link');
    expect(await sweepOutbox(sweeping())).toEqual({ sent: 0, failed: 0 });
  });

  it('sends each mail once when many sweep at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => enqueue(`user-${n}@example.org`)));
    await Promise.all(Array.from({ length: 8 }, () => sweepOutbox(sweeping())));
    const addresses = sent.map(({ to }) => to);
    expect(addresses.toSorted()).toEqual([...new Set(addresses)].toSorted());
    expect(addresses).toHaveLength(20);
  });

  it('tries a mail that failed again later, not at once', async () => {
    await enqueue();
    fails = true;
    expect(await sweepOutbox(sweeping())).toEqual({ sent: 0, failed: 1 });
    fails = false;
    expect(await sweepOutbox(sweeping())).toEqual({ sent: 0, failed: 0 });
    offset += 121;
    expect(await sweepOutbox(sweeping())).toEqual({ sent: 1, failed: 0 });
  });

  it('gives a mail up after a day, with an event that says so', async () => {
    await enqueue();
    fails = true;
    for (let hour = 0; hour < 26; hour++) {
      await sweepOutbox(sweeping());
      offset += 3601;
    }
    const hours = Array.from({ length: 30 }, (_, back) =>
      hourOf(new Date(now().getTime() - back * 3_600_000).toISOString()),
    );
    const events = (await Promise.all(hours.map((hour) => eventsOfHour(started.table, hour)))).flat();
    expect(events.filter(({ action }) => action === 'mail.give-up')).toHaveLength(1);
    fails = false;
    expect(await sweepOutbox(sweeping())).toEqual({ sent: 0, failed: 0 });
  });
});

describe('a mail', () => {
  const render = (name: string) =>
    renderMail(
      { kind: 'activation', name, linkExpiresAt: '2026-12-01T10:00:00.000Z' },
      {
        baseUrl: 'https://sso.example.org',
        token: 'the-token',
        template: KINDS_OF_MAIL.activation.template,
        branding: BRANDING.defaults,
      },
    );

  it('says the same as text and as HTML, and when the link ends', () => {
    const { text, html } = render('Ada');
    for (const form of [text, html]) {
      expect(form).toContain('https://sso.example.org/activate#the-token');
      expect(form).toContain('2026-12-01 10:00 UTC');
    }
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    'Ada\r\nBcc: eve@example.org',
    'https://evil.example/win',
    'www.evil.example',
    'evil.example/x',
    '"><script>',
  ])('greets %j without a link, a tag or a line of its own', (name) => {
    const { text, html, subject } = render(name);
    const greeting = text.split('\n')[0] ?? '';
    expect(greeting).toMatch(/^Hello[^<>\r\n]*,$/);
    expect(greeting).not.toMatch(/https?:|www\.|evil\.example/);
    expect(html).not.toMatch(/<img|<script|evil\.example/);
    expect(subject).toBe('Set your password');
  });
});
