import type { AdminPorts } from '../../shared/admin/operation.ts';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { kmsSecrets } from '../../shared/aws-sdk/kms.ts';
import { s3Forms } from '../../shared/aws-sdk/s3-form.ts';
import { sqsJobs, sqsNudge } from '../../shared/aws-sdk/sqs.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { type Config, readConfig } from '../../shared/config.ts';
import { fetchTextOf } from '../outbound.ts';
import { wireTable } from '../wire.ts';

/** What `admin` is made of. */
export function wireAdmin(environment: NodeJS.ProcessEnv = process.env): {
  config: Config<'admin'>;
  ports: AdminPorts;
} {
  const config = readConfig('admin', environment);
  const aws = awsOf(environment);
  const ports: AdminPorts = {
    table: wireTable(config.table, aws),
    secrets: kmsSecrets(config.dataKey, aws),
    nudge: sqsNudge(config.outboxQueue, aws),
    jobs: sqsJobs(config.jobsQueue, aws),
    uploads: s3Forms(config.uploadsBucket, aws, systemClock),
    ids: randomIds,
    now: systemClock,
    baseUrl: config.baseUrl,
    fetchText: fetchTextOf(config.baseUrl, environment),
  };
  return { config, ports };
}
