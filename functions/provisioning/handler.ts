import { sweepOutbox } from '../../shared/mail/outbox.ts';
import { runJob, type Running, strandedJobs } from '../../shared/provisioning/run-job.ts';
import type { MailEvent } from '../../shared/provisioning/mail-events.ts';
import { eachByItself } from '../../shared/base/each-by-itself.ts';
import { kindsOf } from './kinds.ts';
import { wireProvisioning } from './wire.ts';

const ports = wireProvisioning();
const running: Running = { ...ports, kinds: kindsOf(ports) };

/** A message of a queue of ours: a nudge of the outbox, or a job that is to go on. */
interface Message {
  readonly messageId: string;
  readonly body: string;
}

/** A batch of messages from a queue, the schedule's event, or what SES tells of a mail. */
type Event = { readonly Records?: readonly Message[] } | MailEvent;

interface Context {
  getRemainingTimeInMillis(): number;
}

/** SES tells by EventBridge of mails that came back (lib/mail.ts). */
const isMailEvent = (event: Event): event is MailEvent => 'source' in event && event.source === 'aws.ses';

/** Milliseconds that a step is given at the least: with fewer left, another run goes on. */
const STEP_MS = 20_000;

/** Seconds until a job whose step has thrown is tried again. */
const LATER_SECONDS = 10;

/**
 * Work that nobody waits for. A nudge and the schedule do the same: send what is due. The sweep alone guarantees
 * delivery, so a nudge never fails; what could not be sent stays in the outbox and is due again later. So do jobs: the
 * sweep wakes those that nobody runs. The schedule also reads apps' published metadata that is due. No part stands in the way
 * of another; the invocation has failed once any of them has, by which the alarm on the function's errors rings.
 */
export async function handler(event: Event, context: Context): Promise<{ batchItemFailures: [] }> {
  if (isMailEvent(event)) await (await import('../../shared/provisioning/mail-events.ts')).takeMailEvent(event, ports);
  else await work(event.Records, context);
  return { batchItemFailures: [] };
}

/** A piece of the work, by the name under which its failure is told. */
type Part = readonly [string, () => Promise<void>];

async function work(messages: readonly Message[] | undefined, context: Context): Promise<void> {
  const jobs = (messages ?? []).map(jobIdIn).filter((id) => id !== undefined);
  const isOnlyJobs = messages !== undefined && jobs.length === messages.length;
  const isTime = (): boolean => context.getRemainingTimeInMillis() > STEP_MS;
  await eachByItself([
    ...jobs.map((id): Part => ['job', () => goOn(id, context)]),
    ...(messages ? [] : [['stranded-jobs', wakeStranded] as const]),
    ...(isOnlyJobs ? [] : [['outbox', () => sweepOutbox(ports, isTime)] as const]),
    ...(messages
      ? []
      : [
          ['metadata', async () => (await import('../../shared/apps/metadata/sweep.ts')).sweepMetadata(ports)] as const,
        ]),
    ...(messages
      ? []
      : [['audit', async () => (await import('../../shared/audit/sweep.ts')).sweepAudit(ports)] as const]),
  ]);
}

async function wakeStranded(): Promise<void> {
  for (const id of await strandedJobs(running)) await ports.queue.wake(id);
}

async function goOn(id: string, context: Context): Promise<void> {
  const end = await runJob(id, running, () => context.getRemainingTimeInMillis() > STEP_MS);
  if (end === 'again') await ports.queue.wake(id);
  if (end === 'later') await ports.queue.wake(id, LATER_SECONDS);
}

/** The job that a message is about, or `undefined` for a nudge. */
function jobIdIn({ body }: Message): string | undefined {
  const said = JSON.parse(body) as { readonly samlet?: string; readonly jobId?: string };
  return said.samlet === 'job' ? said.jobId : undefined;
}
