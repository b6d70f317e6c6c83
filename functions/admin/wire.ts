import type { AdminPorts } from '../../shared/admin/operation.ts';
import { dynamoTable } from '../../shared/aws-sdk/dynamo.ts';
import { kmsSecrets } from '../../shared/aws-sdk/kms.ts';
import { sqsNudge } from '../../shared/aws-sdk/sqs.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { type Config, readConfig } from '../../shared/config.ts';

/** What `admin` is made of. */
export function wireAdmin(environment: NodeJS.ProcessEnv = process.env): {
  config: Config<'admin'>;
  ports: AdminPorts;
} {
  const config = readConfig('admin', environment);
  const ports: AdminPorts = {
    table: dynamoTable({ tableName: config.table, now: systemClock }),
    secrets: kmsSecrets(config.dataKey),
    nudge: sqsNudge(config.outboxQueue),
    ids: randomIds,
    now: systemClock,
    baseUrl: config.baseUrl,
  };
  return { config, ports };
}
