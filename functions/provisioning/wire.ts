import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { kmsSecrets } from '../../shared/aws-sdk/kms.ts';
import type { SesOptions } from '../../shared/aws-sdk/ses.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { readConfig } from '../../shared/config.ts';
import type { Post } from '../../shared/mail/mail.ts';
import type { Sweeping } from '../../shared/mail/outbox.ts';
import { wireTable } from '../wire.ts';

/** What `provisioning` is made of. */
export function wireProvisioning(environment: NodeJS.ProcessEnv = process.env): Sweeping {
  const config = readConfig('provisioning', environment);
  const aws = awsOf(environment);
  return {
    table: wireTable(config.table, aws),
    post: postLater({ from: config.mailFrom, configurationSet: config.mailConfigurationSet }),
    secrets: kmsSecrets(config.dataKey, aws),
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
