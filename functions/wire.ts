/**
 * functions/ is the roof: one folder a Lambda, which is one set of rights. Nothing imports it. Here the interfaces that
 * the rooms name meet what keeps them, and here alone the environment is read.
 */
import { dynamoTable } from '../shared/aws-sdk/dynamo.ts';
import { kmsPepper, kmsSecrets, kmsSigningKeys } from '../shared/aws-sdk/kms.ts';
import { sqsNudge } from '../shared/aws-sdk/sqs.ts';
import { systemClock } from '../shared/base/clock.ts';
import { randomIds } from '../shared/base/ids.ts';
import { type Config, readConfig } from '../shared/config.ts';
import type { Ports } from '../shared/sign-in/ports.ts';

/** The secrets by which CloudFront proves itself. */
export interface OriginSecrets {
  readonly current: string;
  readonly previous: string;
}

/** Reads the origin secrets out of their JSON, as Secrets Manager holds it. */
export function originSecretsOf({ originSecrets }: { readonly originSecrets: string }): OriginSecrets {
  const { current, previous = '' } = JSON.parse(originSecrets) as Partial<OriginSecrets>;
  if (!current) throw new Error('the origin secret is empty');
  return { current, previous };
}

/** What `sso` is made of. */
export function wireSso(environment: NodeJS.ProcessEnv = process.env): { config: Config<'sso'>; ports: Ports } {
  const config = readConfig('sso', environment);
  const ports: Ports = {
    table: dynamoTable({ tableName: config.table, now: systemClock }),
    signingKeys: kmsSigningKeys(),
    signingKeyIds: [config.signingKeyA, config.signingKeyB],
    secrets: kmsSecrets(config.dataKey),
    pepper: kmsPepper(config.pepperKey),
    nudge: sqsNudge(config.outboxQueue),
    ids: randomIds,
    now: systemClock,
    baseUrl: config.baseUrl,
  };
  return { config, ports };
}
