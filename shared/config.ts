/**
 * What the functions are told by the stack: the names of environment variables stand here once, for both.
 *
 * Each function is given only the variables it needs ({@link VARIABLES_OF}); `functions/wire.ts` reads them and is the
 * only reader of the environment.
 */
export const VARIABLES = {
  /** The DynamoDB table's name. */
  table: 'SAMLET_TABLE',
  /** Where the world reaches Samlet, without a slash at the end: `https://sso.example.com`. */
  baseUrl: 'SAMLET_BASE_URL',
  /** A JSON object `{current, previous}` of the secrets by which CloudFront proves itself; `previous` may be empty. */
  originSecrets: 'SAMLET_ORIGIN_SECRETS',
  /** ARNs of the two signing keys; the key ring in the table says which of them is active. */
  signingKeyA: 'SAMLET_SIGNING_KEY_A',
  signingKeyB: 'SAMLET_SIGNING_KEY_B',
  /** ARN of the key that seals secrets. */
  dataKey: 'SAMLET_DATA_KEY',
  /** ARN of the HMAC key that peppers password hashes. */
  pepperKey: 'SAMLET_PEPPER_KEY',
  /** URL of the queue that wakes the outbox. */
  outboxQueue: 'SAMLET_OUTBOX_QUEUE',
  /** URL of the queue that says which job is to go on. */
  jobsQueue: 'SAMLET_JOBS_QUEUE',
  /** The bucket that administrators upload files to. */
  uploadsBucket: 'SAMLET_UPLOADS_BUCKET',
  /** The EventBridge bus that events are sent to, or `none`. */
  eventBus: 'SAMLET_EVENT_BUS',
  /** The bucket that keeps the audit log as files, or `none`. */
  archiveBucket: 'SAMLET_ARCHIVE_BUCKET',
  /** The sender of mails. */
  mailFrom: 'SAMLET_MAIL_FROM',
  /** The SES configuration set. */
  mailConfigurationSet: 'SAMLET_MAIL_CONFIGURATION_SET',
} as const;

/**
 * Set to `allowed` by the local run and its tests, and by no stack: functions may then fetch by plain http from this very
 * machine, where the service providers of a demonstration stand. It counts only where Samlet itself is on plain http.
 */
export const LOOPBACK_SWITCH = 'SAMLET_LOCAL_LOOPBACK';

/** A thing that a function is told. */
export type Variable = keyof typeof VARIABLES;

/** Which variables each function is given. */
export const VARIABLES_OF = {
  sso: ['table', 'baseUrl', 'originSecrets', 'signingKeyA', 'signingKeyB', 'dataKey', 'pepperKey', 'outboxQueue'],
  metadata: ['table', 'baseUrl', 'originSecrets'],
  admin: ['table', 'baseUrl', 'originSecrets', 'dataKey', 'outboxQueue', 'jobsQueue', 'uploadsBucket'],
  provisioning: [
    'table', 'baseUrl', 'dataKey', 'outboxQueue', 'jobsQueue', 'uploadsBucket', 'mailFrom', 'mailConfigurationSet', 'eventBus',
    'archiveBucket',
  ], // prettier-ignore
} as const satisfies Record<string, readonly Variable[]>;

/** A function of the stack. */
export type FunctionName = keyof typeof VARIABLES_OF;

/** What a function was told. */
export type Config<F extends FunctionName> = Readonly<Record<(typeof VARIABLES_OF)[F][number], string>>;

/**
 * Reads what a function must be told.
 *
 * @throws {Error} naming all variables that are missing, at once
 */
export function readConfig<F extends FunctionName>(
  name: F,
  environment: Readonly<Record<string, string | undefined>>,
): Config<F> {
  const names: readonly Variable[] = VARIABLES_OF[name];
  const missing = names.filter((variable) => !environment[VARIABLES[variable]]);
  if (missing.length > 0) {
    throw new Error(`the environment of ${name} lacks ${missing.map((variable) => VARIABLES[variable]).join(', ')}`);
  }
  return Object.fromEntries(names.map((variable) => [variable, environment[VARIABLES[variable]]])) as Config<F>;
}
