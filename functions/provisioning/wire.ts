import { dynamoTable } from '../../shared/aws-sdk/dynamo.ts';
import { kmsSecrets } from '../../shared/aws-sdk/kms.ts';
import { sesPost } from '../../shared/aws-sdk/ses.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { readConfig } from '../../shared/config.ts';
import type { Sweeping } from '../../shared/mail/outbox.ts';

/** What `provisioning` is made of. */
export function wireProvisioning(environment: NodeJS.ProcessEnv = process.env): Sweeping {
  const config = readConfig('provisioning', environment);
  return {
    table: dynamoTable({ tableName: config.table, now: systemClock }),
    post: sesPost({ from: config.mailFrom, configurationSet: config.mailConfigurationSet }),
    secrets: kmsSecrets(config.dataKey),
    baseUrl: config.baseUrl,
    now: systemClock,
    ids: randomIds,
  };
}
