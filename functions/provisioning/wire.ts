import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { kmsSecrets } from '../../shared/aws-sdk/kms.ts';
import { sesPost } from '../../shared/aws-sdk/ses.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { readConfig } from '../../shared/config.ts';
import type { Sweeping } from '../../shared/mail/outbox.ts';
import { wireTable } from '../wire.ts';

/** What `provisioning` is made of. */
export function wireProvisioning(environment: NodeJS.ProcessEnv = process.env): Sweeping {
  const config = readConfig('provisioning', environment);
  const aws = awsOf(environment);
  return {
    table: wireTable(config.table, aws),
    post: sesPost({ from: config.mailFrom, configurationSet: config.mailConfigurationSet }),
    secrets: kmsSecrets(config.dataKey, aws),
    baseUrl: config.baseUrl,
    now: systemClock,
    ids: randomIds,
  };
}
