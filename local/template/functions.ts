import { join } from 'node:path';
import { StartFailure } from '../start-failure.ts';
import type { Assembly } from './assembly.ts';
import type { Resolved, Stack } from './stack.ts';

/** A Lambda function as the stack defines it. */
export interface FunctionDefinition {
  /** What we call it: the function's name without the stack's. */
  readonly name: string;
  readonly functionName: string;
  readonly arn: string;
  readonly roleArn: string;
  /** The module that holds the handler, and the name of its export. */
  readonly file: string;
  readonly export: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

/** A queue that feeds a function. */
export interface QueueMapping {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
}

/** A rule that invokes a function every so often. */
export interface Schedule {
  readonly name: string;
  readonly everySeconds: number;
  readonly functionArn: string;
  readonly input: unknown;
}

interface FunctionProperties {
  readonly Code: { readonly S3Key?: string };
  readonly Handler?: string;
  readonly Runtime?: string;
  readonly Role: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
}

/** The functions that run on Node. Others belong to CDK's own custom resources, whose work is done here without them. */
export const functionsOf = (stack: Stack, { assets }: Assembly): FunctionDefinition[] =>
  stack
    .all<FunctionProperties>('AWS::Lambda::Function')
    .filter(({ properties }) => properties.Runtime?.startsWith('nodejs'))
    .map((resource) => definitionOf(resource, stack, assets));

function definitionOf(
  { id, ref, properties }: Resolved<FunctionProperties>,
  stack: Stack,
  assets: Assembly['assets'],
): FunctionDefinition {
  const directory = assets.get(properties.Code.S3Key ?? '');
  if (!directory) throw new StartFailure(`the code of ${id} is not among the assets of cdk.out`);
  const [module = '', name = ''] = (properties.Handler ?? '').split('.');
  return {
    name: ref.startsWith(`${stack.name}-`) ? ref.slice(stack.name.length + 1) : ref,
    functionName: ref,
    arn: stack.attribute(id, 'Arn'),
    roleArn: properties.Role,
    file: join(directory, module),
    export: name,
    environment: properties.Environment?.Variables ?? {},
    timeoutSeconds: properties.Timeout ?? 3,
    memoryMb: properties.MemorySize ?? 128,
  };
}

interface MappingProperties {
  readonly EventSourceArn: string;
  readonly FunctionName: string;
  readonly BatchSize?: number;
  readonly Enabled?: boolean;
  readonly FunctionResponseTypes?: readonly string[];
}

/** The queues that feed functions. */
export const mappingsOf = (stack: Stack, functions: readonly FunctionDefinition[]): QueueMapping[] =>
  stack
    .all<MappingProperties>('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled !== false)
    .map(({ id, properties }) => ({
      queueArn: properties.EventSourceArn,
      functionArn: functionArnOf(properties.FunctionName, functions, id),
      batchSize: properties.BatchSize ?? 10,
      reportsItemFailures: properties.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    }));

function functionArnOf(nameOrArn: string, functions: readonly FunctionDefinition[], id: string): string {
  const found = functions.find(({ arn, functionName }) => nameOrArn === functionName || nameOrArn === arn);
  if (!found) throw new StartFailure(`${id} feeds ${nameOrArn}, which is no function of the stack`);
  return found.arn;
}

interface RuleProperties {
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Targets?: readonly { readonly Arn: string; readonly Input?: string }[];
}

const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** The rules that go by the clock; those that wait for events of AWS never hear one on this machine. */
export const schedulesOf = (stack: Stack): Schedule[] =>
  stack.all<RuleProperties>('AWS::Events::Rule').flatMap(({ id, ref, properties }) => {
    if (properties.ScheduleExpression === undefined || properties.State === 'DISABLED') return [];
    const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(properties.ScheduleExpression) ?? [];
    const seconds = UNITS[unit];
    if (!seconds)
      throw new StartFailure(`${id} goes by ${properties.ScheduleExpression}; the local run knows rate(…) only`);
    return (properties.Targets ?? []).map(({ Arn, Input }) => ({
      name: ref,
      everySeconds: Number(count) * seconds,
      functionArn: Arn,
      input: Input === undefined ? {} : (JSON.parse(Input) as unknown),
    }));
  });
