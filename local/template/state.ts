import type { Stack } from './stack.ts';
import { StartFailure } from '../start-failure.ts';
import { type Document, documentOf } from '../iam/policy.ts';

/** The table as `CreateTable` takes it, and the attribute by which items expire. */
export interface TableDefinition {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly GlobalSecondaryIndexes?: readonly IndexDefinition[];
  readonly timeToLive?: string;
}

/** An index of the table. */
export interface IndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: TableDefinition['KeySchema'];
  readonly Projection: unknown;
}

interface TableProperties extends Omit<TableDefinition, 'TableName' | 'timeToLive'> {
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean };
}

/** The tables of the stack. */
export const tablesOf = (stack: Stack): TableDefinition[] =>
  ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) =>
    stack.all<TableProperties>(type).map(({ ref, properties }) => {
      const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, TimeToLiveSpecification: ttl } = properties;
      const indexes = GlobalSecondaryIndexes?.map(({ IndexName, KeySchema: keys, Projection }) => ({
        IndexName,
        KeySchema: keys,
        Projection,
      }));
      return {
        TableName: ref,
        AttributeDefinitions,
        KeySchema,
        ...(indexes?.length ? { GlobalSecondaryIndexes: indexes } : {}),
        ...(ttl?.Enabled !== false && ttl?.AttributeName ? { timeToLive: ttl.AttributeName } : {}),
      };
    }),
  );

const KEY_SPECS = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'HMAC_256', 'SYMMETRIC_DEFAULT'] as const;

/** A kind of key that the local KMS makes. */
export type KeySpec = (typeof KEY_SPECS)[number];

/** A KMS key. */
export interface KeyDefinition {
  readonly keyId: string;
  readonly arn: string;
  readonly spec: KeySpec;
  readonly usage: string;
  readonly policy: Document;
}

interface KeyProperties {
  readonly KeySpec?: string;
  readonly KeyUsage?: string;
  readonly KeyPolicy: unknown;
}

/** The keys of the stack. */
export const keysOf = (stack: Stack): KeyDefinition[] =>
  stack.all<KeyProperties>('AWS::KMS::Key').map(({ id, ref, properties }) => {
    const given = properties.KeySpec ?? 'SYMMETRIC_DEFAULT';
    const spec = KEY_SPECS.find((known) => known === given);
    if (!spec) throw new StartFailure(`the local run cannot make ${id}, a key of spec ${given}`);
    return {
      keyId: ref,
      arn: stack.attribute(id, 'Arn'),
      spec,
      usage: properties.KeyUsage ?? 'ENCRYPT_DECRYPT',
      policy: documentOf(properties.KeyPolicy, id),
    };
  });

/** A secret that Secrets Manager would make. */
export interface SecretDefinition {
  readonly arn: string;
  /** A JSON object into which a random text is put under `generateKey`; with neither, the random text alone. */
  readonly template?: string;
  readonly generateKey?: string;
  readonly length: number;
}

interface SecretProperties {
  readonly GenerateSecretString?: {
    readonly SecretStringTemplate?: string;
    readonly GenerateStringKey?: string;
    readonly PasswordLength?: number;
  };
}

/** The secrets of the stack. Their values are drawn here, so they are read before anything that refers to them. */
export const secretsOf = (stack: Stack): SecretDefinition[] =>
  stack.all<SecretProperties>('AWS::SecretsManager::Secret').map(({ ref, properties }) => {
    const {
      SecretStringTemplate: template,
      GenerateStringKey: generateKey,
      PasswordLength: length = 32,
    } = properties.GenerateSecretString ?? {};
    return { arn: ref, length, ...(template ? { template } : {}), ...(generateKey ? { generateKey } : {}) };
  });

/** A queue. */
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilitySeconds: number;
  readonly deadLetterArn?: string;
  readonly maxReceiveCount?: number;
  readonly policy?: Document;
}

interface QueueProperties {
  readonly VisibilityTimeout?: number;
  readonly FifoQueue?: boolean;
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
}

interface QueuePolicyProperties {
  readonly Queues: readonly string[];
  readonly PolicyDocument: unknown;
}

/** The queues of the stack. */
export function queuesOf(stack: Stack): QueueDefinition[] {
  const policies = stack.all<QueuePolicyProperties>('AWS::SQS::QueuePolicy');
  return stack.all<QueueProperties>('AWS::SQS::Queue').map(({ id, ref, properties }) => {
    if (properties.FifoQueue) throw new StartFailure(`the local run cannot serve ${id}, a FIFO queue`);
    const policy = policies.find(({ properties: { Queues } }) => Queues.includes(ref));
    const { deadLetterTargetArn, maxReceiveCount } = properties.RedrivePolicy ?? {};
    return {
      name: stack.attribute(id, 'QueueName'),
      arn: stack.attribute(id, 'Arn'),
      url: ref,
      visibilitySeconds: properties.VisibilityTimeout ?? 30,
      ...(deadLetterTargetArn ? { deadLetterArn: deadLetterTargetArn } : {}),
      ...(maxReceiveCount ? { maxReceiveCount } : {}),
      ...(policy ? { policy: documentOf(policy.properties.PolicyDocument, policy.id) } : {}),
    };
  });
}

/** From whom mail may come, and by which configuration sets. */
export interface MailDefinition {
  /** Domains and addresses that are verified. */
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
}

/** The senders of the stack. */
export const mailOf = (stack: Stack): MailDefinition => ({
  identities: stack.all<object>('AWS::SES::EmailIdentity').map(({ ref }) => ref),
  configurationSets: stack.all<object>('AWS::SES::ConfigurationSet').map(({ ref }) => ref),
});

/** A bucket, and the origins whose pages may speak to it. */
export interface BucketDefinition {
  readonly name: string;
  readonly arn: string;
  readonly cors: readonly {
    readonly origins: readonly string[];
    readonly methods: readonly string[];
    readonly headers: readonly string[];
  }[];
}

interface BucketProperties {
  readonly CorsConfiguration?: {
    readonly CorsRules: readonly {
      readonly AllowedOrigins: readonly string[];
      readonly AllowedMethods: readonly string[];
      readonly AllowedHeaders?: readonly string[];
    }[];
  };
}

/** The buckets of the stack. */
export const bucketsOf = (stack: Stack): BucketDefinition[] =>
  stack.all<BucketProperties>('AWS::S3::Bucket').map(({ id, ref, properties: { CorsConfiguration } }) => ({
    name: ref,
    arn: stack.attribute(id, 'Arn'),
    cors: (CorsConfiguration?.CorsRules ?? []).map(({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) => ({
      origins: AllowedOrigins,
      methods: AllowedMethods,
      headers: AllowedHeaders,
    })),
  }));
