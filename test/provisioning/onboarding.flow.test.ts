import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomIds } from '../../shared/base/ids.ts';
import { listFailing } from '../../shared/mail/failing.ts';
import { sweepOutbox } from '../../shared/mail/outbox.ts';
import { findSuppression } from '../../shared/mail/suppression.ts';
import { jobCreating, newJob } from '../../shared/provisioning/job.ts';
import { type MailEvent, takeMailEvent } from '../../shared/provisioning/mail-events.ts';
import type { OnboardingInput } from '../../shared/provisioning/onboarding-input.ts';
import { listOnboarding, type OnboardingStatus } from '../../shared/users/onboarding.ts';
import { linkTokensIn } from '../../shared/users/link-token.ts';
import { passwordsIn } from '../../shared/users/password.ts';
import { newUser, type User, usersIn } from '../../shared/users/user.ts';
import { testPepper } from '../kit/keys.ts';
import { startTable, type TestTable } from '../kit/table.ts';
import { type Stage, stageOn } from './kit.ts';

let started: TestTable;
let stage: Stage;
let offset = 0;
const now = (): Date => new Date(Date.now() + offset * 1000);

beforeAll(async () => {
  started = await startTable(now);
  stage = stageOn(started.table, now);
});
afterAll(() => started.close());

let made = 0;
async function someone(fields: Partial<User> = {}): Promise<User> {
  const userName = `newcomer-${++made}`;
  const all = { userName, email: `${userName}@example.org`, active: true, ...fields };
  const user = newUser(all, { id: randomIds.id(), now });
  await started.table.commit(usersIn(started.table).creating(user));
  return user;
}

/** Runs a job that does something for many. */
async function acted(input: OnboardingInput) {
  const asked = {
    kind: 'onboarding',
    input: { ...input },
    by: { type: 'user', id: 'ada' },
    root: 'ada',
    requestId: 'r',
  } as const;
  const job = newJob(asked, { ids: randomIds, now });
  await started.table.commit(jobCreating(job));
  return (await stage.run(job)).result;
}

const DAY = 86_400;

async function statusOf({ id }: User): Promise<OnboardingStatus | undefined> {
  for (const status of ['not-invited', 'invited', 'expired', 'bounced', 'active'] as const) {
    const { items } = await listOnboarding(started.table, status, { limit: 1000, now });
    if (items.some(({ userId }) => userId === id)) return status;
  }
  return undefined;
}

const returned = (email: string, kind: 'Permanent' | 'Transient' | 'complaint'): MailEvent => ({
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  detail:
    kind === 'complaint'
      ? { complaint: { complainedRecipients: [{ emailAddress: email }], complaintFeedbackType: 'abuse' } }
      : { bounce: { bounceType: kind, bouncedRecipients: [{ emailAddress: email, diagnosticCode: '550 unknown' }] } },
});

const ports = () => ({ table: started.table, ids: randomIds, now });

const sweep = (sent: string[]) =>
  sweepOutbox({
    ...ports(),
    secrets: stage.secrets,
    baseUrl: 'https://sso.example.org',
    post: { send: ({ to }) => Promise.resolve({ messageId: String(sent.push(to)) }) },
  });

describe('a user', () => {
  it('goes from not invited by way of a link, which expires, to active', async () => {
    const user = await someone();
    expect(await statusOf(user)).toBe('not-invited');
    expect(await acted({ action: 'send', userIds: [user.id] })).toEqual({ users: 1, failed: 0, problems: [] });
    expect(await statusOf(user)).toBe('invited');
    offset += 8 * DAY;
    expect(await statusOf(user)).toBe('expired');
    await acted({ action: 'resend', userIds: [user.id] });
    expect(await statusOf(user)).toBe('invited');
    await started.table.commit(
      await passwordsIn(started.table, testPepper()).setting(user, 'umbrella kettle violin', now()),
    );
    expect(await statusOf(user)).toBe('active');
    expect(await acted({ action: 'resend', userIds: [user.id] })).toMatchObject({
      failed: 1,
      problems: [{ userId: user.id, reason: 'The user has a password already.' }],
    });
  });

  it('whose links are ended has none that works, and is told among the expired', async () => {
    const user = await someone();
    const { write, token } = linkTokensIn(started.table, now).making('activation', user);
    await started.table.commit([write]);
    await acted({ action: 'send', userIds: [user.id] });
    await acted({ action: 'expire', userIds: [user.id] });
    expect(await statusOf(user)).toBe('expired');
    const link = await linkTokensIn(started.table, now).find(token, 'activation');
    expect(link?.epoch).toBeLessThan((await usersIn(started.table).find(user.id))!.epoch);
  });

  it('is invited once, however often it is asked for, and never if disabled or an administrator', async () => {
    const [user, disabled, owner] = [
      await someone(),
      await someone({ active: false }),
      await someone({ adminRole: 'owner' }),
    ];
    const userIds = [user.id, disabled.id, owner.id, randomIds.id()];
    await acted({ action: 'send', userIds });
    expect(await acted({ action: 'send', userIds })).toMatchObject({ users: 4, failed: 4 });
    const sent: string[] = [];
    await sweep(sent);
    expect(sent.filter((to) => to === user.email)).toHaveLength(1);
    expect(sent).not.toContain(disabled.email);
    expect(sent).not.toContain(owner.email);
  });

  it('who is deleted is in no list', async () => {
    const user = await someone();
    await started.table.commit(usersIn(started.table).deleting(user));
    expect(await statusOf(user)).toBeUndefined();
  });
});

describe('a mail that comes back', () => {
  it('flags its user, and nothing more is sent there until an administrator says so', async () => {
    const user = await someone();
    await acted({ action: 'send', userIds: [user.id] });
    await sweep([]);
    for (let time = 0; time < 3; time++) await takeMailEvent(returned(user.email.toUpperCase(), 'Permanent'), ports());
    expect(await statusOf(user)).toBe('bounced');
    expect(await findSuppression(started.table, user.email)).toMatchObject({
      reason: 'bounced',
      detail: '550 unknown',
    });
    expect(await acted({ action: 'resend', userIds: [user.id] })).toMatchObject({ failed: 1 });
  });

  it('stays where it is when the address takes it only later', async () => {
    const user = await someone();
    await acted({ action: 'send', userIds: [user.id] });
    await takeMailEvent(returned(user.email, 'Transient'), ports());
    expect(await statusOf(user)).toBe('invited');
    expect(await findSuppression(started.table, user.email)).toBeUndefined();
  });

  it('is given up in the outbox, where administrators see it, if its reader has complained before', async () => {
    const user = await someone();
    await acted({ action: 'send', userIds: [user.id] });
    await takeMailEvent(returned(`Somebody <${user.email}>`, 'complaint'), ports());
    const sent: string[] = [];
    await sweep(sent);
    expect(sent).not.toContain(user.email);
    const { items } = await listFailing(started.table, { limit: 100 });
    expect(items.find(({ userId }) => userId === user.id)).toMatchObject({
      failure: expect.stringMatching(/complained/) as unknown,
    });
  });

  it('of nobody whom we know is noted all the same, and nonsense does no harm', async () => {
    await takeMailEvent(returned('nobody@elsewhere.example', 'Permanent'), ports());
    expect(await findSuppression(started.table, 'nobody@elsewhere.example')).toBeDefined();
    await takeMailEvent(returned('no address', 'Permanent'), ports());
    await takeMailEvent({ source: 'aws.ses', 'detail-type': 'Email Bounced', detail: {} }, ports());
  });
});
