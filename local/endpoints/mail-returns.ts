import type { Mail } from './mailbox.ts';

/** What may become of a mail after SES has sent it. */
export type Return = 'bounce' | 'complain';

/** What SES tells EventBridge of a mail that came back, or of which its reader complained (SES Developer Guide, "Event data"). */
export function returnEvent({ id, at, from, to }: Mail, kind: Return, configurationSet: string): object {
  const timestamp = new Date().toISOString();
  const mail = {
    timestamp: at,
    source: from,
    messageId: id,
    destination: to,
    tags: { 'ses:configuration-set': [configurationSet] },
  };
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: to.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    })),
    timestamp,
    feedbackId: `${id}-feedback`,
  };
  const complaint = {
    complainedRecipients: to.map((emailAddress) => ({ emailAddress })),
    complaintFeedbackType: 'abuse',
    timestamp,
    feedbackId: `${id}-feedback`,
  };
  return {
    version: '0',
    id,
    source: 'aws.ses',
    'detail-type': kind === 'bounce' ? 'Email Bounced' : 'Email Complaint Received',
    time: timestamp,
    detail: kind === 'bounce' ? { eventType: 'Bounce', mail, bounce } : { eventType: 'Complaint', mail, complaint },
  };
}
