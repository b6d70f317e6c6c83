import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { log } from '../base/log.ts';
import type { Nudge } from '../mail/mail.ts';

/** Keeps {@link Nudge} with a queue. A nudge that fails costs a minute, so it is logged and never fails the request. */
export function sqsNudge(queueUrl: string): Nudge {
  let client: SQSClient | undefined;
  return {
    async nudge() {
      client ??= new SQSClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1000 } });
      try {
        await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{"samlet":"outbox"}' }));
      } catch (error) {
        log({ level: 'error', event: 'outbox.nudge-failed', error });
      }
    },
  };
}
