import { recording } from '../audit/event.ts';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { log } from '../base/log.ts';
import { type Suppression, suppressing } from '../mail/suppression.ts';
import { ConditionFailed, type Table, type Write } from '../table/table.ts';
import { isMailAddress } from '../users/mail-address.ts';
import { bounced, onboardingKey, onboardingOf } from '../users/onboarding.ts';
import { type User, usersIn } from '../users/user.ts';

/** What SES tells by EventBridge of a mail that came back, or of which its reader complained (SES Developer Guide). */
export interface MailEvent {
  readonly source: 'aws.ses';
  readonly 'detail-type': string;
  readonly detail: {
    readonly eventType?: string;
    readonly mail?: { readonly messageId?: string };
    readonly bounce?: {
      readonly bounceType?: string;
      readonly bounceSubType?: string;
      readonly timestamp?: string;
      readonly bouncedRecipients?: readonly { readonly emailAddress?: string; readonly diagnosticCode?: string }[];
    };
    readonly complaint?: {
      readonly timestamp?: string;
      readonly complaintFeedbackType?: string;
      readonly complainedRecipients?: readonly { readonly emailAddress?: string }[];
    };
  };
}

interface MailPorts {
  readonly table: Table;
  readonly ids: Ids;
  readonly now: Clock;
}

/**
 * Suppresses the addresses that a mail did not reach for good, or that complained, and flags their users. What passes (a
 * full mailbox) is only logged: SES has tried for hours, and the next mail may arrive. The same event may come again.
 */
export async function takeMailEvent({ detail }: MailEvent, ports: MailPorts): Promise<void> {
  const all = suppressionsIn(detail, ports.now());
  if (all.length === 0)
    log({ level: 'info', event: 'mail.delayed', kind: detail.bounce?.bounceType ?? detail.eventType });
  for (const suppression of all) await suppress(suppression, ports);
}

function suppressionsIn({ bounce, complaint, mail }: MailEvent['detail'], now: Date): Suppression[] {
  const messageId = mail?.messageId === undefined ? {} : { messageId: mail.messageId };
  const at = (timestamp: string | undefined): string =>
    Number.isNaN(Date.parse(timestamp ?? '')) ? now.toISOString() : new Date(String(timestamp)).toISOString();
  const bounces =
    bounce?.bounceType === 'Permanent'
      ? (bounce.bouncedRecipients ?? []).map(({ emailAddress = '', diagnosticCode }) => ({
          address: bare(emailAddress),
          reason: 'bounced' as const,
          at: at(bounce.timestamp),
          detail: (diagnosticCode ?? bounce.bounceSubType ?? '').slice(0, 300),
          ...messageId,
        }))
      : [];
  const complaints = (complaint?.complainedRecipients ?? []).map(({ emailAddress = '' }) => ({
    address: bare(emailAddress),
    reason: 'complained' as const,
    at: at(complaint?.timestamp),
    detail: (complaint?.complaintFeedbackType ?? '').slice(0, 300),
    ...messageId,
  }));
  return [...bounces, ...complaints].filter(({ address }) => isMailAddress(address));
}

/** `Ada <ada@example.org>` or the address alone. */
const bare = (address: string): string => /<([^>]+)>\s*$/.exec(address)?.[1] ?? address.trim();

async function suppress(suppression: Suppression, ports: MailPorts): Promise<void> {
  const { table } = ports;
  const owner = await usersIn(table).findByLogin(suppression.address);
  const user = owner?.email.toLowerCase() === suppression.address.toLowerCase() ? owner : undefined;
  const flag = user ? await flagging(user, suppression, table) : [];
  const writes = (more: readonly Write[]): Write[] => [
    suppressing(suppression),
    ...more,
    eventOf(suppression, user, ports),
  ];
  try {
    await table.commit(writes(flag));
  } catch (error) {
    // The user was invited anew or came in at this moment: the address is noted all the same.
    if (!(error instanceof ConditionFailed)) throw error;
    await table.commit(writes([]));
  }
}

async function flagging(user: User, { at }: Suppression, table: Table): Promise<Write[]> {
  const onboarding = onboardingOf(await table.find(onboardingKey(user.id)));
  return !user.hasPassword && onboarding?.state === 'INVITED' ? [bounced(onboarding, at)] : [];
}

const eventOf = ({ reason, detail, address }: Suppression, user: User | undefined, { ids, now }: MailPorts): Write =>
  recording({
    id: ids.id(),
    at: now().toISOString(),
    actor: { type: 'system', id: 'ses' },
    action: reason === 'bounced' ? 'mail.bounce' : 'mail.complain',
    target: user ? `USER#${user.id}` : 'MAIL',
    outcome: 'refused',
    requestId: ids.id(),
    details: { address, ...(detail ? { detail } : {}) },
  });
