import { log } from '../base/log.ts';
import type { Nudge } from '../mail/mail.ts';
import type { JobQueue } from '../provisioning/job.ts';
import type { Aws } from './aws.ts';
import { type Call, callsOf } from './call.ts';

const callsTo = (aws: Aws): Call =>
  callsOf({ name: 'sqs', target: 'AmazonSQS', version: '1.0', tries: 2, connectMs: 500, answerMs: 1000 }, aws);

/** Keeps {@link Nudge} with a queue. A nudge that fails costs a minute, so it is logged and never fails the request. */
export function sqsNudge(queueUrl: string, aws: Aws): Nudge {
  const call = callsTo(aws);
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

/** Keeps {@link JobQueue} with a queue. A job that is not woken waits for the sweep, so a failure is logged and passes. */
export function sqsJobs(queueUrl: string, aws: Aws): JobQueue {
  const call = callsTo(aws);
  return {
    async wake(jobId, delaySeconds = 0) {
      const MessageBody = JSON.stringify({ samlet: 'job', jobId });
      try {
        await call('SendMessage', { QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds });
      } catch (error) {
        log({ level: 'error', event: 'job.wake-failed', jobId, error });
      }
    },
  };
}
