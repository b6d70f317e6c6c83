/** What a resource is called once it is made; ARNs as AWS writes them, in the one account and Region of the local run. */
export interface Made {
  /** The logical ID. */
  readonly id: string;
  /** The name that the template gives, or one made of stack and logical ID. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** A property of the resource, resolved. */
  readonly property: (name: string) => unknown;
}

/** How the local run treats a type of resource. */
export interface ResourceType {
  /** Why it plays no part on this machine; absent for what is served. */
  readonly irrelevant?: string;
  /** The property that names the resource. */
  readonly nameIn?: string;
  /** What `Ref` gives. @default the name */
  readonly ref?: (made: Made) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, (made: Made) => string>>;
}

const arn =
  (service: string, path: (made: Made) => string, { regional = true } = {}) =>
  (made: Made): string =>
    `arn:aws:${service}:${regional ? made.region : ''}:${made.account}:${path(made)}`;

const name = ({ name: given }: Made): string => given;
/** Identifiers that AWS draws by lot are made of the logical ID: they stay the same from start to start. */
const id = ({ id: logical }: Made): string => logical.toLowerCase();

const keyId = (made: Made): string => `${made.property('MultiRegion') === true ? 'mrk-' : ''}${id(made)}`;
const queueArn = arn('sqs', name);
const secretArn = arn('secretsmanager', (made) => `secret:${name(made)}-local1`);
const topicArn = arn('sns', name);
const functionArn = arn('lambda', (made) => `function:${name(made)}`);
const edgeFunctionArn = arn('cloudfront', (made) => `function/${name(made)}`, { regional: false });
const table: ResourceType = {
  nameIn: 'TableName',
  attributes: { Arn: arn('dynamodb', (made) => `table/${name(made)}`) },
};

/** The host under which the distribution would be reached; the local run puts its own address in its place. */
export const DISTRIBUTION_HOST = 'distribution.samlet.invalid';

/** The endpoints' own address stands here until their port is known. */
export const ENDPOINTS_URL = 'http://endpoints.samlet.invalid';

const ids = { ref: id, attributes: { Id: id } };
const policyIds = { ...ids, nameIn: 'Name' };
const watching = 'nobody is paged on this machine';
const bootstrapping = 'assets are read from cdk.out as they are';

/** Every type of resource that a stack may hold and still run here. A type that is not in this table stops the start. */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::KMS::Key': { ref: keyId, attributes: { Arn: arn('kms', (made) => `key/${keyId(made)}`), KeyId: keyId } },
  'AWS::KMS::Alias': { nameIn: 'AliasName' },
  'AWS::Lambda::Function': { nameIn: 'FunctionName', attributes: { Arn: functionArn } },
  'AWS::Lambda::EventSourceMapping': { ...ids },
  'AWS::Lambda::Permission': { irrelevant: 'held against the routes by the tests of the stack' },
  'AWS::Lambda::LayerVersion': { irrelevant: bootstrapping, ref: arn('lambda', (made) => `layer:${name(made)}:1`) },
  'AWS::Lambda::EventInvokeConfig': {
    irrelevant: 'nothing is invoked asynchronously but the sweep, which repeats itself',
  },
  'AWS::IAM::Role': {
    nameIn: 'RoleName',
    attributes: { Arn: arn('iam', (made) => `role/${name(made)}`, { regional: false }), RoleId: id },
  },
  'AWS::IAM::Policy': { nameIn: 'PolicyName' },
  'AWS::IAM::ManagedPolicy': { ref: arn('iam', (made) => `policy/${name(made)}`, { regional: false }) },
  'AWS::ApiGatewayV2::Api': {
    ref: id,
    attributes: {
      ApiId: id,
      ApiEndpoint: (made) => `https://${id(made)}.execute-api.${made.region}.amazonaws.com`,
    },
  },
  'AWS::ApiGatewayV2::Stage': { nameIn: 'StageName' },
  'AWS::ApiGatewayV2::Route': { ...ids },
  'AWS::ApiGatewayV2::Integration': { ...ids },
  'AWS::ApiGatewayV2::DomainName': {
    irrelevant: 'the front door is localhost',
    nameIn: 'DomainName',
    attributes: { RegionalDomainName: (made) => `${id(made)}.execute-api.${made.region}.amazonaws.com` },
  },
  'AWS::ApiGatewayV2::ApiMapping': { irrelevant: 'the front door is localhost' },
  'AWS::CloudFront::Distribution': { ref: id, attributes: { Id: id, DomainName: () => DISTRIBUTION_HOST } },
  'AWS::CloudFront::Function': {
    nameIn: 'Name',
    ref: edgeFunctionArn,
    attributes: { FunctionARN: edgeFunctionArn, 'FunctionMetadata.FunctionARN': edgeFunctionArn },
  },
  'AWS::CloudFront::OriginRequestPolicy': policyIds,
  'AWS::CloudFront::CachePolicy': policyIds,
  'AWS::CloudFront::ResponseHeadersPolicy': policyIds,
  'AWS::CloudFront::OriginAccessControl': { irrelevant: 'the bucket is a folder that nobody else reaches', ...ids },
  'AWS::S3::Bucket': {
    nameIn: 'BucketName',
    attributes: {
      Arn: (made) => `arn:aws:s3:::${name(made)}`,
      DomainName: (made) => `${name(made)}.s3.amazonaws.com`,
      RegionalDomainName: (made) => `${name(made)}.s3.${made.region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': { irrelevant: 'the bucket is a folder that nobody else reaches' },
  'Custom::CDKBucketDeployment': { ...ids },
  'AWS::SecretsManager::Secret': { nameIn: 'Name', ref: secretArn, attributes: { Id: secretArn } },
  'AWS::SQS::Queue': {
    nameIn: 'QueueName',
    ref: (made) => `${ENDPOINTS_URL}/sqs/${made.account}/${name(made)}`,
    attributes: {
      Arn: queueArn,
      QueueName: name,
      QueueUrl: (made) => `${ENDPOINTS_URL}/sqs/${made.account}/${name(made)}`,
    },
  },
  'AWS::SQS::QueuePolicy': {},
  'AWS::Events::Rule': { nameIn: 'Name', attributes: { Arn: arn('events', (made) => `rule/${name(made)}`) } },
  'AWS::SES::EmailIdentity': { nameIn: 'EmailIdentity', attributes: dkim() },
  'AWS::SES::ConfigurationSet': { nameIn: 'Name' },
  'AWS::SES::ConfigurationSetEventDestination': { irrelevant: 'the mailbox’s page tells what would come back' },
  'AWS::Logs::LogGroup': {
    irrelevant: 'logs go to .samlet/log.ndjson',
    nameIn: 'LogGroupName',
    attributes: { Arn: arn('logs', (made) => `log-group:${name(made)}:*`) },
  },
  'AWS::Logs::MetricFilter': { irrelevant: watching },
  'AWS::Logs::ResourcePolicy': { irrelevant: watching },
  'AWS::CloudWatch::Alarm': {
    irrelevant: watching,
    attributes: { Arn: arn('cloudwatch', (made) => `alarm:${name(made)}`) },
  },
  'AWS::CloudWatch::CompositeAlarm': { irrelevant: watching },
  'AWS::CloudWatch::Dashboard': { irrelevant: watching },
  'AWS::SNS::Topic': {
    irrelevant: watching,
    nameIn: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: name },
  },
  'AWS::SNS::TopicPolicy': { irrelevant: watching },
  'AWS::SNS::Subscription': { irrelevant: watching },
  'AWS::CDK::Metadata': { irrelevant: 'tells AWS which constructs are in use' },
};

function dkim(): Record<string, (made: Made) => string> {
  const tokens = ['1', '2', '3'].flatMap((n): [string, (made: Made) => string][] => [
    [`DkimDNSTokenName${n}`, (made) => `token${n}._domainkey.${name(made)}`],
    [`DkimDNSTokenValue${n}`, () => `token${n}.dkim.amazonses.com`],
  ]);
  return Object.fromEntries(tokens);
}
