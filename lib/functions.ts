import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type FunctionName, VARIABLES, VARIABLES_OF, type Variable } from '../shared/config.ts';
import { bundleFolder, bundleFunction, FUNCTIONS } from './bundle.ts';
import { RIGHTS, type TableRight } from './rights.ts';
import type { Settings } from './settings.ts';

/** Memory in MB and time in seconds: `sso` hashes passwords, which wants a whole processor (1,769 MB). */
const SIZES: Readonly<Record<FunctionName, { readonly memory: number; readonly seconds: number }>> = {
  sso: { memory: 1769, seconds: 10 },
  metadata: { memory: 512, seconds: 10 },
  admin: { memory: 512, seconds: 15 },
  provisioning: { memory: 512, seconds: 60 },
};

/**
 * Rights on the table in as few statements as there can be, since a role's own policies end at 10,240 characters: one for
 * all actions with the same keys. An action keeps all of its keys in one statement, as `ForAllValues` asks of a batch.
 */
function joined(rights: readonly TableRight[]): readonly TableRight[] {
  const keysOf = new Map<string, Set<string>>();
  for (const { actions, keys, index = false } of rights) {
    for (const action of actions) {
      const name = `${action} ${index}`;
      keysOf.set(name, new Set([...(keysOf.get(name) ?? []), ...keys]));
    }
  }
  const statements = new Map<string, { actions: string[]; keys: string[]; index: boolean }>();
  for (const [name, keys] of keysOf) {
    const [action = '', index = ''] = name.split(' ');
    const sorted = [...keys].toSorted();
    const alike = `${index} ${sorted.join(' ')}`;
    const statement = statements.get(alike) ?? { actions: [], keys: sorted, index: index === 'true' };
    statement.actions.push(action);
    statements.set(alike, statement);
  }
  return [...statements.values()];
}

/** One role for each function, made before keys and table, whose policies name them. */
export class Roles extends Construct {
  readonly all: Readonly<Record<FunctionName, Role>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.all = Object.fromEntries(
      FUNCTIONS.map((name) => [
        name,
        new Role(this, name, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
      ]),
    ) as Record<FunctionName, Role>;
  }
}

/** What the functions are built on. */
export interface FunctionsProps {
  readonly settings: Settings;
  readonly roles: Readonly<Record<FunctionName, Role>>;
  readonly tableArn: string;
  /** The value of every variable. */
  readonly variables: Readonly<Record<Variable, string>>;
  readonly queueArn: string;
  readonly jobsArn: string;
  readonly uploadsArn: string;
  /** The bus that events are sent to, and the bucket that keeps the log; absent where the settings want none. */
  readonly busArn?: string;
  readonly archiveArn?: string;
  /** The ARNs that mail is sent by: the sender's identity and the configuration set. */
  readonly mailArns: readonly string[];
}

/** The functions: ARM, Node 24, ES modules, each with its own role, log group and the variables that it needs. */
export class Functions extends Construct {
  readonly all: Readonly<Record<FunctionName, Function>>;
  readonly logGroups: Readonly<Record<FunctionName, LogGroup>>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const made = FUNCTIONS.map((name) => [name, this.#make(name, props)] as const);
    this.all = Object.fromEntries(made.map(([name, { fn }]) => [name, fn])) as Record<FunctionName, Function>;
    this.logGroups = Object.fromEntries(made.map(([name, { logGroup }]) => [name, logGroup])) as Record<
      FunctionName,
      LogGroup
    >;
  }

  #make(name: FunctionName, props: FunctionsProps): { fn: Function; logGroup: LogGroup } {
    const { settings, roles, variables } = props;
    const functionName = `${Stack.of(this).stackName}-${name}`;
    const logGroup = new LogGroup(this, `${name}Logs`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RETENTION[settings.logRetentionDays],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = roles[name];
    for (const statement of this.#statements(name, logGroup, props)) role.addToPrincipalPolicy(statement);
    bundleFunction(name);
    const fn = new Function(this, name, {
      functionName,
      role,
      logGroup,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleFolder(name)),
      memorySize: SIZES[name].memory,
      timeout: Duration.seconds(SIZES[name].seconds),
      environment: Object.fromEntries(VARIABLES_OF[name].map((variable) => [VARIABLES[variable], variables[variable]])),
      ...(settings.reservedConcurrency > 0 ? { reservedConcurrentExecutions: settings.reservedConcurrency } : {}),
    });
    return { fn, logGroup };
  }

  /** Every action by its name; items of the table by the beginnings of their keys. Keys of KMS name the roles themselves. */
  #statements(
    name: FunctionName,
    logGroup: LogGroup,
    { tableArn, queueArn, jobsArn, uploadsArn, busArn, archiveArn, mailArns }: FunctionsProps,
  ): PolicyStatement[] {
    const rights = RIGHTS[name];
    const allow = (
      actions: readonly string[],
      resources: readonly string[],
      conditions?: Record<string, unknown>,
    ): PolicyStatement =>
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
        ...(conditions ? { conditions } : {}),
      });
    return [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
      ...joined(rights.table).map(({ actions, keys, index }) =>
        allow(actions, [index ? `${tableArn}/index/gsi1` : tableArn], {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] },
        }),
      ),
      ...(rights.nudge ? [allow(['sqs:SendMessage'], [queueArn])] : []),
      ...(rights.outbox
        ? [allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queueArn, jobsArn])]
        : []),
      ...(rights.wakesJobs ? [allow(['sqs:SendMessage'], [jobsArn])] : []),
      ...rights.files.map(({ actions, keys }) =>
        allow(
          actions,
          keys.map((key) => `${uploadsArn}/${key}`),
        ),
      ),
      ...(rights.events && busArn ? [allow(['events:PutEvents'], [busArn])] : []),
      ...(rights.archive && archiveArn ? [allow(['s3:PutObject'], [`${archiveArn}/audit/*`])] : []),
      ...(rights.mail ? [allow(['ses:SendEmail'], mailArns)] : []),
    ];
  }
}

const RETENTION: Readonly<Record<Settings['logRetentionDays'], RetentionDays>> = {
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  180: RetentionDays.SIX_MONTHS,
  365: RetentionDays.ONE_YEAR,
  731: RetentionDays.TWO_YEARS,
};
