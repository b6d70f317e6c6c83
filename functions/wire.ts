/**
 * functions/ is the roof: one folder a Lambda, which is one set of rights. Nothing imports it. Here the interfaces that
 * the rooms name meet what keeps them, and here alone the environment is read.
 */
import { type Aws, awsOf } from '../shared/aws-sdk/aws.ts';
import { dynamoCalls } from '../shared/aws-sdk/dynamo-calls.ts';
import { dynamoTable } from '../shared/aws-sdk/dynamo.ts';
import { kmsPepper, kmsSecrets, kmsSigningKeys } from '../shared/aws-sdk/kms.ts';
import { sqsNudge } from '../shared/aws-sdk/sqs.ts';
import { systemClock } from '../shared/base/clock.ts';
import { randomIds } from '../shared/base/ids.ts';
import { type Config, readConfig } from '../shared/config.ts';
import type { Ports } from '../shared/sign-in/ports.ts';
import type { Table } from '../shared/table/table.ts';

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

/** The table, kept on DynamoDB. */
export const wireTable = (tableName: string, aws: Aws): Table =>
  dynamoTable({ calls: dynamoCalls(aws), tableName, now: systemClock });

/** What `sso` is made of. */
export function wireSso(environment: NodeJS.ProcessEnv = process.env): { config: Config<'sso'>; ports: Ports } {
  const config = readConfig('sso', environment);
  const aws = awsOf(environment);
  const ports: Ports = {
    table: wireTable(config.table, aws),
    signingKeys: kmsSigningKeys(aws),
    signingKeyIds: [config.signingKeyA, config.signingKeyB],
    secrets: kmsSecrets(config.dataKey, aws),
    pepper: kmsPepper(config.pepperKey, aws),
    nudge: sqsNudge(config.outboxQueue, aws),
    ids: randomIds,
    now: systemClock,
    baseUrl: config.baseUrl,
  };
  return { config, ports };
}
