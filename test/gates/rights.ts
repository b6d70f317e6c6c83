import type { FunctionName } from '../../shared/config.ts';

/**
 * Every action that each function may call, and on what: written by hand, so that no change of lib/rights.ts goes
 * unseen. `kms:Sign` stands once, under `sso`.
 */
export const ACTIONS: Readonly<Record<FunctionName, Readonly<Record<string, string>>>> = {
  sso: {
    'dynamodb:GetItem': 'the table',
    'dynamodb:BatchGetItem': 'the table',
    'dynamodb:Query': 'the table, the index',
    'dynamodb:PutItem': 'the table',
    'dynamodb:UpdateItem': 'the table',
    'dynamodb:DeleteItem': 'the table',
    'dynamodb:ConditionCheckItem': 'the table',
    'kms:Sign': 'SigningKeyA, SigningKeyB',
    'kms:GetPublicKey': 'SigningKeyA, SigningKeyB',
    'kms:Encrypt': 'DataKey',
    'kms:GenerateMac': 'PepperKey',
    'sqs:SendMessage': 'the outbox',
    'logs:CreateLogStream': 'its log',
    'logs:PutLogEvents': 'its log',
  },
  metadata: {
    'dynamodb:BatchGetItem': 'the table',
    'logs:CreateLogStream': 'its log',
    'logs:PutLogEvents': 'its log',
  },
  admin: {
    'dynamodb:GetItem': 'the table',
    'dynamodb:BatchGetItem': 'the table',
    'dynamodb:Query': 'the table, the index',
    'dynamodb:PutItem': 'the table',
    'dynamodb:UpdateItem': 'the table',
    'dynamodb:DeleteItem': 'the table',
    'dynamodb:ConditionCheckItem': 'the table',
    'kms:Encrypt': 'DataKey',
    'sqs:SendMessage': 'the jobs, the outbox',
    's3:PutObject': 'imported files',
    'logs:CreateLogStream': 'its log',
    'logs:PutLogEvents': 'its log',
  },
  provisioning: {
    'dynamodb:GetItem': 'the table',
    'dynamodb:BatchGetItem': 'the table',
    'dynamodb:ConditionCheckItem': 'the table',
    'dynamodb:Query': 'the table, the index',
    'dynamodb:UpdateItem': 'the table',
    'dynamodb:DeleteItem': 'the table',
    'dynamodb:PutItem': 'the table',
    'kms:Decrypt': 'DataKey',
    'kms:Encrypt': 'DataKey',
    'ses:SendEmail': 'the sender, the configuration set',
    'sqs:SendMessage': 'the jobs, the outbox',
    'sqs:ReceiveMessage': 'the jobs, the outbox',
    'sqs:DeleteMessage': 'the jobs, the outbox',
    'sqs:GetQueueAttributes': 'the jobs, the outbox',
    'events:PutEvents': 'the event bus',
    's3:PutObject': 'the archive',
    's3:GetObject': 'imported files',
    's3:DeleteObject': 'imported files',
    'logs:CreateLogStream': 'its log',
    'logs:PutLogEvents': 'its log',
  },
};

/** What the role of CDK's own function may call, which copies our public files to their bucket during deployments. */
export const DEPLOYMENT_ACTIONS: readonly string[] = [
  's3:Abort*', 's3:DeleteObject*', 's3:GetBucket*', 's3:GetObject*', 's3:List*', 's3:PutObject', 's3:PutObjectLegalHold',
  's3:PutObjectRetention', 's3:PutObjectTagging', 's3:PutObjectVersionTagging',
]; // prettier-ignore

/** What ARNs of the stack stand for, by their form. */
const THINGS: readonly (readonly [form: RegExp, thing: string])[] = [
  [/^arn:aws:dynamodb:[\w-]+:\d+:table\/Samlet-StateTable\w+$/, 'the table'],
  [/^arn:aws:dynamodb:[\w-]+:\d+:table\/Samlet-StateTable\w+\/index\/gsi1$/, 'the index'],
  [/^arn:aws:kms:[\w-]+:\d+:key\/mrk-keyssigningkeya\w+$/, 'SigningKeyA'],
  [/^arn:aws:kms:[\w-]+:\d+:key\/mrk-keyssigningkeyb\w+$/, 'SigningKeyB'],
  [/^arn:aws:kms:[\w-]+:\d+:key\/mrk-keysdatakey\w+$/, 'DataKey'],
  [/^arn:aws:kms:[\w-]+:\d+:key\/mrk-keyspepperkey\w+$/, 'PepperKey'],
  [/^arn:aws:sqs:[\w-]+:\d+:Samlet-MailOutbox\w+$/, 'the outbox'],
  [/^arn:aws:sqs:[\w-]+:\d+:Samlet-JobsQueue\w+$/, 'the jobs'],
  [/^arn:aws:s3:::[\w-]+\/imports\/\*$/, 'imported files'],
  [/^arn:aws:s3:::Samlet-Archive\w+\/audit\/\*$/, 'the archive'],
  [/^arn:aws:events:[\w-]+:\d+:event-bus\/default$/, 'the event bus'],
  [/^arn:aws:ses:[\w-]+:\d+:identity\/[\w.-]+$/, 'the sender'],
  [/^arn:aws:ses:[\w-]+:\d+:configuration-set\/Samlet-Mail\w+$/, 'the configuration set'],
];

/** The thing that an ARN names, or the ARN itself where it names none that is known: then it is too wide, or new. */
export function thingOf(arn: string, functionName: string): string {
  if (arn.endsWith(`:log-group:/aws/lambda/${functionName}:*`)) return 'its log';
  return THINGS.find(([form]) => form.test(arn))?.[1] ?? arn;
}
