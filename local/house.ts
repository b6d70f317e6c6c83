/**
 * local/ runs the synthesized stack on this machine and never ships. A house is one such run: the emulated services, a
 * pool of workers for each function, the front door. It reads all that it serves from the template; what the template
 * lacks is missing here too.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dynamodbService } from './endpoints/dynamodb.ts';
import { startEmulator } from './endpoints/dynoxide.ts';
import { type Faults, noFaults } from './endpoints/faults.ts';
import { openKeys } from './endpoints/kms-keys.ts';
import { kmsService } from './endpoints/kms.ts';
import { type BusEvent, eventsPage, eventsService } from './endpoints/events.ts';
import { type Return, returnEvent } from './endpoints/mail-returns.ts';
import { mailboxPage, mailboxPost } from './endpoints/mailbox-page.ts';
import { type Mail, type Mailbox, openMailbox } from './endpoints/mailbox.ts';
import { openQueues, type Queue } from './endpoints/queues.ts';
import { type Recorder, recorderOf } from './endpoints/record.ts';
import { drawSecrets, openSecretFile } from './endpoints/secret-file.ts';
import { type Endpoints, listenForCalls } from './endpoints/server.ts';
import { sesService } from './endpoints/ses.ts';
import { sqsService } from './endpoints/sqs.ts';
import { ensureTables } from './endpoints/tables.ts';
import { distributionOf } from './front/distribution.ts';
import { gatewayOf } from './front/gateway.ts';
import { listenForPeople } from './front/server.ts';
import { type Invocation, openPool, type Pool } from './functions/pool.ts';
import type { Policies } from './iam/evaluate.ts';
import { type Jobs, startJobs } from './jobs.ts';
import { StartFailure } from './start-failure.ts';
import type { Assembly } from './template/assembly.ts';
import { type Deployment, readDeployment, readSecrets } from './template/deployment.ts';

/** How a house is run. */
export interface HouseOptions {
  readonly assembly: Assembly;
  /** The folder that keeps what must survive; it is made. */
  readonly data: string;
  /** Where people come in; 0 for any port. */
  readonly port: number;
  /** Where the functions' calls go and mail is read; 0 for any port, and any where this one is taken. @default 0 */
  readonly endpointsPort?: number;
  /** Where the stand-in for AWS's sign-in listens, if it is not the front door's port and one. */
  readonly standInUrl?: string;
  /** Whether the table is kept in a file. @default true */
  readonly keepsTable?: boolean;
  readonly maxWorkers?: number;
  /** Whether scheduled rules run by the clock. @default true */
  readonly clock?: boolean;
  /** A file that calls are recorded in. */
  readonly record?: string;
  /** Hears one line for each step. */
  readonly onStep?: (line: string) => void;
  /** Hears of failures while it runs: a denied call, a function that crashed. */
  readonly onTrouble?: (line: string) => void;
}

/** A stack that runs. */
export interface House {
  readonly baseUrl: string;
  readonly endpointsUrl: string;
  readonly mailboxUrl: string;
  readonly deployment: Deployment;
  readonly policies: Policies;
  readonly recorder: Recorder;
  readonly faults: Faults;
  readonly mailbox: Mailbox;
  /** What was sent to EventBridge, newest last. */
  readonly events: readonly BusEvent[];
  readonly queues: ReadonlyMap<string, Queue>;
  readonly jobs: Jobs;
  /** Invokes a function by its short name, as `lambda:Invoke` does. @throws {Error} when it fails */
  invoke(name: string, event: unknown): Promise<unknown>;
  /** Admits a caller that is no function, for tools; its calls are held against the policies of `roleArn` all the same. */
  readonly endpoints: Endpoints;
  /** The emulator itself, past rights, record and faults: for tools that look at the table as it lies. */
  readonly emulatorUrl: string;
  close(): Promise<void>;
}

type Closing = () => Promise<void> | void;

/** Starts a house. @throws {StartFailure} in one sentence, with nothing left running */
export async function openHouse(options: HouseOptions): Promise<House> {
  const closings: Closing[] = [];
  const close = async (): Promise<void> => {
    for (const closing of closings.splice(0).toReversed()) await closing();
  };
  try {
    return await build(options, closings, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(options: HouseOptions, closings: Closing[], close: () => Promise<void>): Promise<House> {
  const { assembly, data, onStep = () => undefined, onTrouble = () => undefined } = options;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const front = await listenForPeople(options.port, (error) => onTrouble(String(error))).catch(tellBusy(options.port));
  closings.push(() => front.close());
  const recorder = recorderOf(options.record);
  const faults = noFaults();
  const mailbox = openMailbox(join(data, 'mails.ndjson'));
  const events: BusEvent[] = [];
  const told: { return?: (mail: Mail, kind: Return) => void } = {};
  const returns = (mail: Mail, kind: Return): void => told.return?.(mail, kind);
  const shown = { mailbox, events, returns };
  const endpoints = await openEndpoints(options.endpointsPort ?? 0, { recorder, faults, ...shown, onTrouble });
  closings.push(() => endpoints.close());
  const baseUrl = `http://localhost:${front.port}`;

  const secretOf = drawSecrets(readSecrets(assembly), openSecretFile(join(data, 'secrets.json')));
  const deployment = readDeployment(assembly, { baseUrl, endpointsUrl: endpoints.url, secretOf });
  const { functions, tables, keys, front: definition } = deployment;
  onStep(`read the stack ${deployment.stackName}: ${functions.length} functions, ${definition.routes.length} routes`);

  const [emulator, made] = await Promise.all([
    startEmulator(options.keepsTable === false ? undefined : join(data, 'dynamodb.db')),
    openKeys(keys, openSecretFile(join(data, 'kms.json'))),
  ]);
  closings.push(() => emulator.close());
  await ensureTables(emulator.url, tables);
  onStep(`DynamoDB holds ${tables.map(({ TableName }) => TableName).join(', ')}; KMS holds ${keys.length} keys`);

  const queues = openQueues(deployment.queues);
  const policies = policiesOf(deployment);
  endpoints.open(
    [
      dynamodbService(emulator.url, tables),
      kmsService(made),
      sqsService(queues),
      sesService(deployment.mail, mailbox),
      eventsService(events),
    ],
    policies,
    { buckets: deployment.buckets, directory: join(data, 's3') },
  );
  const pools = openPools(options, deployment, endpoints);
  closings.push(async () => void (await Promise.all([...pools.values()].map((pool) => pool.close()))));
  const invoke = (arn: string, event: unknown, requestId?: string): Promise<Invocation> =>
    poolOf(pools, arn).invoke(event, requestId);
  const jobs = startJobs({
    ...deployment,
    queues,
    invoke,
    notePoll: (arn, operation, accesses) => {
      const { name, roleArn } = poolOf(pools, arn).definition;
      endpoints.noteOwn({ function: name, roleArn, worker: 0 }, 'sqs', operation, accesses);
    },
    onFailure: onTrouble,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  told.return = (mail, kind) => {
    jobs.tell(returnEvent(mail, kind, deployment.mail.configurationSets[0] ?? ''));
  };
  closings.push(() => jobs.close());
  const gateway = gatewayOf(definition, { invoke, onFailure: onTrouble });
  front.open(distributionOf(definition, gateway), options.standInUrl ?? `http://localhost:${front.port + 1}`);
  onStep(`front door open at ${baseUrl}`);

  return {
    baseUrl,
    endpointsUrl: endpoints.url,
    mailboxUrl: `${endpoints.url.replace('127.0.0.1', 'localhost')}/mailbox`,
    deployment,
    policies,
    recorder,
    faults,
    mailbox,
    events,
    queues,
    jobs,
    endpoints,
    emulatorUrl: emulator.url,
    invoke: (name, event) => invokeNamed(deployment, invoke, name, event),
    close,
  };
}

const tellBusy =
  (port: number) =>
  (error: unknown): never => {
    if ((error as { code?: string }).code === 'EADDRINUSE') {
      throw new StartFailure(
        `port ${port} is taken: end what listens there, or choose another, as in PORT=9090 npm start`,
      );
    }
    throw error;
  };

/** The port is asked for so that the mailbox keeps its address; any other serves the functions as well. */
async function openEndpoints(
  port: number,
  {
    recorder,
    faults,
    mailbox,
    events,
    returns,
    onTrouble,
  }: {
    recorder: Recorder;
    faults: Faults;
    mailbox: Mailbox;
    events: readonly BusEvent[];
    returns: (mail: Mail, kind: Return) => void;
    onTrouble: (line: string) => void;
  },
): Promise<Endpoints> {
  const pages = (path: string) => mailboxPage(mailbox, path) ?? eventsPage(events, path);
  const posts = (path: string) => mailboxPost(mailbox, path, returns);
  const options = { recorder, faults, pages, posts, onDenied: onTrouble };
  try {
    return await listenForCalls(port, options);
  } catch (error) {
    if (port === 0 || (error as { code?: string }).code !== 'EADDRINUSE') throw error;
    return listenForCalls(0, options);
  }
}

const policiesOf = ({ policies, keys, queues }: Deployment): Policies => ({
  identity: policies,
  resource: new Map([
    ...keys.map(({ arn, policy }) => [arn, policy] as const),
    ...queues.flatMap(({ arn, policy }) => (policy ? [[arn, policy] as const] : [])),
  ]),
});

function openPools(
  { data, maxWorkers }: HouseOptions,
  { functions }: Deployment,
  endpoints: Endpoints,
): ReadonlyMap<string, Pool> {
  const log = join(data, 'log.ndjson');
  const options = {
    endpointsUrl: endpoints.url,
    onLog: (_name: string, text: string) => appendFileSync(log, text),
    admit: endpoints.admit,
    dismiss: endpoints.dismiss,
    ...(maxWorkers === undefined ? {} : { maxWorkers }),
  };
  return new Map(functions.map((definition) => [definition.arn, openPool(definition, options)]));
}

function poolOf(pools: ReadonlyMap<string, Pool>, arn: string): Pool {
  const pool = pools.get(arn);
  if (!pool) throw new StartFailure(`${arn} is no function of the stack`);
  return pool;
}

async function invokeNamed(
  { functions }: Deployment,
  invoke: (arn: string, event: unknown) => Promise<Invocation>,
  name: string,
  event: unknown,
): Promise<unknown> {
  const found = functions.find((definition) => definition.name === name);
  if (!found) throw new StartFailure(`the stack has no function ${name}`);
  const invocation = await invoke(found.arn, event);
  if (invocation.kind === 'result') return invocation.result;
  throw new Error(`${name} failed: ${invocation.message}`);
}
