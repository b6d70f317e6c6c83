import { log } from '../base/log.ts';
import type { Nudge } from '../mail/mail.ts';
import type { Aws } from './aws.ts';
import { callsOf } from './call.ts';

/** Keeps {@link Nudge} with a queue. A nudge that fails costs a minute, so it is logged and never fails the request. */
export function sqsNudge(queueUrl: string, aws: Aws): Nudge {
  const service = { name: 'sqs', target: 'AmazonSQS', version: '1.0' } as const;
  const call = callsOf({ ...service, tries: 2, connectMs: 500, answerMs: 1000 }, aws);
  return {
    async nudge() {
      try {
        await call('SendMessage', { QueueUrl: queueUrl, MessageBody: '{"samlet":"outbox"}' });
      } catch (error) {
        log({ level: 'error', event: 'outbox.nudge-failed', error });
      }
    },
  };
}
