import type { Refreshing } from '../../shared/apps/metadata/refresh.ts';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { eventBridge } from '../../shared/aws-sdk/events.ts';
import { kmsSecrets } from '../../shared/aws-sdk/kms.ts';
import { s3Objects } from '../../shared/aws-sdk/s3.ts';
import type { SesOptions } from '../../shared/aws-sdk/ses.ts';
import { sqsJobs, sqsNudge } from '../../shared/aws-sdk/sqs.ts';
import type { Archive, EventBus } from '../../shared/audit/stream.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { readConfig } from '../../shared/config.ts';
import type { Post } from '../../shared/mail/mail.ts';
import type { Sweeping } from '../../shared/mail/outbox.ts';
import type { JobQueue } from '../../shared/provisioning/job.ts';
import type { ImportPorts } from '../../shared/provisioning/ports.ts';
import { fetchTextOf } from '../outbound.ts';
import { wireTable } from '../wire.ts';

/** What `provisioning` is made of. */
export interface ProvisioningPorts extends Sweeping, Omit<ImportPorts, 'secrets'>, Refreshing {
  readonly queue: JobQueue;
  /** Where the audit log is sent to, and where it is kept; absent where the settings want none. */
  readonly bus?: EventBus;
  readonly archive?: Archive;
}

/** Wires `provisioning`. */
export function wireProvisioning(environment: NodeJS.ProcessEnv = process.env): ProvisioningPorts {
  const config = readConfig('provisioning', environment);
  const aws = awsOf(environment);
  return {
    table: wireTable(config.table, aws),
    post: postLater({ from: config.mailFrom, configurationSet: config.mailConfigurationSet }),
    secrets: kmsSecrets(config.dataKey, aws),
    queue: sqsJobs(config.jobsQueue, aws),
    nudge: sqsNudge(config.outboxQueue, aws),
    objects: s3Objects(config.uploadsBucket, aws),
    ...(config.eventBus === 'none' ? {} : { bus: eventBridge(config.eventBus, aws) }),
    ...(config.archiveBucket === 'none' ? {} : { archive: s3Objects(config.archiveBucket, aws) }),
    fetchText: fetchTextOf(config.baseUrl, environment),
    baseUrl: config.baseUrl,
    now: systemClock,
    ids: randomIds,
  };
}

/** Mail, whose SDK is loaded for the first one: most sweeps find none to send, and would wait for it in vain. */
function postLater(options: SesOptions): Post {
  let loaded: Promise<Post> | undefined;
  const load = async (): Promise<Post> => (await import('../../shared/aws-sdk/ses.ts')).sesPost(options);
  return { send: async (mail) => (await (loaded ??= load())).send(mail) };
}
