import type { FunctionName } from '../shared/config.ts';

/** Actions on items of the table, under partition keys that begin so. `dynamodb:LeadingKeys` holds them to it. */
export interface TableRight {
  readonly actions: readonly string[];
  /** Beginnings of partition keys; one without `*` at its end is a whole key. */
  readonly keys: readonly string[];
  /** Whether it speaks of the index, whose keys are `gsi1pk`. */
  readonly index?: boolean;
}

/** What a function may do with the keys of KMS. */
export type KeyRight = 'sign' | 'publicKey' | 'seal' | 'open' | 'pepper';

/** Everything that a function may do; every action is named, and nothing is granted that is never called. */
export interface Rights {
  readonly table: readonly TableRight[];
  readonly keys: readonly KeyRight[];
  /** Whether it may wake the outbox. */
  readonly nudge?: boolean;
  /** Whether it may send mail. */
  readonly mail?: boolean;
  /** Whether it empties the queues: that of the outbox and that of jobs. */
  readonly outbox?: boolean;
  /** Whether it may say which job is to go on. */
  readonly wakesJobs?: boolean;
  /** Whether it may send events to the bus. */
  readonly events?: boolean;
  /** Whether it may add to the archive of the audit log. */
  readonly archive?: boolean;
  /** What it may do with uploaded files. */
  readonly files: readonly FileRight[];
}

/** Actions on uploaded files whose keys match. */
export interface FileRight {
  readonly actions: readonly string[];
  readonly keys: readonly string[];
}

const READ_ONE = ['dynamodb:GetItem'];
const READ_MANY = ['dynamodb:BatchGetItem'];
const LIST = ['dynamodb:Query'];
const CREATE = ['dynamodb:PutItem'];
const CHANGE = ['dynamodb:UpdateItem'];
const REMOVE = ['dynamodb:DeleteItem'];
const CHECK = ['dynamodb:ConditionCheckItem'];

/** The rights of each function: the single source of its policy, of docs/rights.md and of the IAM proof. */
export const RIGHTS: Readonly<Record<FunctionName, Rights>> = {
  sso: {
    table: [
      { actions: READ_ONE, keys: ['USER#*', 'APP#*', 'SIGNIN#*', 'LOGOUT#*', 'TOKEN#*'] },
      {
        actions: READ_MANY,
        keys: ['USER#*', 'GROUP#*', 'APP#*', 'AWSACCOUNT#*', 'AWSROLE#*', 'UNIQUE#*', 'REQUEST#*', 'SETTINGS', 'KEYRING', 'POLICIES'],
      },
      { actions: LIST, keys: ['USER#*', 'APP#*', 'AWSROLE#*'] },
      { actions: LIST, keys: ['USER#*', 'GROUP#*', 'ADMINISTRATORS'], index: true },
      {
        actions: CREATE,
        keys: [
          'USER#*', 'UNIQUE#*', 'SIGNIN#*', 'LOGOUT#*', 'REQUEST#*', 'TOKEN#*', 'OUTBOX#*', 'LEDGER#*', 'AUDIT#*', 'TRACE#*', 'TRACES#*',
          'SETTINGS', 'KEYRING', 'OWNERS',
        ],
      },
      { actions: CHANGE, keys: ['USER#*', 'TOKEN#*', 'ATTEMPTS#*', 'OWNERS'] },
      { actions: REMOVE, keys: ['USER#*', 'SIGNIN#*', 'ATTEMPTS#*'] },
      { actions: CHECK, keys: ['USER#*'] },
    ],
    keys: ['sign', 'publicKey', 'seal', 'pepper'],
    nudge: true,
    files: [],
  },
  metadata: {
    table: [{ actions: READ_MANY, keys: ['KEYRING', 'SETTINGS', 'APP#*'] }],
    keys: [],
    files: [],
  },
  admin: {
    table: [
      { actions: READ_ONE, keys: ['USER#*', 'GROUP#*', 'APP#*', 'APPMETADATA#*', 'AWSACCOUNT#*', 'APITOKEN#*', 'IDEMPOTENCY#*', 'OWNERS', 'JOB#*', 'TRACE#*'] },
      { actions: READ_MANY, keys: ['UNIQUE#*', 'USER#*', 'GROUP#*', 'APP#*', 'AWSACCOUNT#*', 'AWSROLE#*', 'SETTINGS', 'KEYRING', 'POLICIES', 'LEDGER#*', 'SUPPRESSED#*'] },
      { actions: LIST, keys: ['USER#*', 'APP#*', 'AWSACCOUNT#*', 'AWSROLE#*', 'AUDIT#*', 'TRACES#*'] },
      { actions: LIST, keys: ['USERS', 'USERSEARCH', 'GROUPS', 'APPS', 'APPMETADATA', 'AWSACCOUNTS', 'APITOKENS', 'ADMINISTRATORS', 'JOBS', 'USER#*', 'GROUP#*', 'TRACEUSER#*'], index: true },
      { actions: LIST, keys: ['AUDIT#USER#*'], index: true },
      { actions: CHANGE, keys: ['ATTEMPTS#*'] },
      { actions: READ_ONE, keys: ['CHAIN', 'FOLLOWER#*'] },
      { actions: READ_MANY, keys: ['SEAL#*'] },
      { actions: LIST, keys: ['LEDGER#*', 'SEALED#*', 'STATS#*'] },
      {
        actions: CREATE,
        keys: ['USER#*', 'GROUP#*', 'APP#*', 'APPMETADATA#*', 'AWSACCOUNT#*', 'AWSROLE#*', 'UNIQUE#*', 'TOKEN#*', 'OUTBOX#*', 'AUDIT#*', 'APITOKEN#*', 'IDEMPOTENCY#*', 'POLICIES', 'SETTINGS', 'JOB#*', 'OPENJOBS'],
      },
      { actions: CHANGE, keys: ['USER#*', 'OWNERS', 'SETTINGS', 'JOB#*'] },
      { actions: REMOVE, keys: ['USER#*', 'GROUP#*', 'APP#*', 'AWSACCOUNT#*', 'AWSROLE#*', 'UNIQUE#*', 'APITOKEN#*', 'SETTINGS', 'OPENJOBS', 'APPMETADATA#*'] },
      { actions: READ_ONE, keys: ['IMPORT#*'] },
      { actions: LIST, keys: ['IMPORTROWS#*'] },
      { actions: LIST, keys: ['IMPORTS', 'IMPORTROWS#*', 'ONBOARDING#*', 'MAILS'], index: true },
      { actions: CREATE, keys: ['IMPORT#*'] },
      { actions: CHANGE, keys: ['IMPORT#*'] },
      { actions: REMOVE, keys: ['SUPPRESSED#*'] },
      { actions: CHECK, keys: ['USER#*', 'GROUP#*', 'APP#*', 'AWSACCOUNT#*'] },
      // The configuration as one document, and the plans made of it.
      { actions: READ_ONE, keys: ['PLAN#*'] },
      { actions: READ_MANY, keys: ['UNIQUE#*'] },
      { actions: LIST, keys: ['PLAN#*'] },
      { actions: CREATE, keys: ['PLAN#*'] },
      { actions: CHANGE, keys: ['PLAN#*'] },
    ],
    keys: ['seal'],
    nudge: true,
    wakesJobs: true,
    files: [{ actions: ['s3:PutObject'], keys: ['imports/*'] }],
  },
  provisioning: {
    table: [
      { actions: READ_ONE, keys: ['JOB#*', 'APP#*', 'APPMETADATA#*'] },
      { actions: READ_MANY, keys: ['JOB#*', 'SETTINGS'] },
      { actions: LIST, keys: ['OUTBOX#*', 'OPENJOBS'] },
      { actions: LIST, keys: ['APPMETADATA'], index: true },
      { actions: CHANGE, keys: ['OUTBOX#*', 'JOB#*', 'APPMETADATA#*'] },
      { actions: REMOVE, keys: ['OUTBOX#*', 'OPENJOBS'] },
      { actions: CREATE, keys: ['APP#*', 'APPMETADATA#*', 'AUDIT#*'] },
      { actions: CHECK, keys: ['APP#*'] },
      { actions: READ_ONE, keys: ['CHAIN', 'FOLLOWER#*', 'STATS#*'] },
      { actions: READ_MANY, keys: ['SEAL#*'] },
      { actions: LIST, keys: ['AUDIT#*', 'LEDGER#*', 'SEALED#*'] },
      { actions: CREATE, keys: ['CHAIN', 'SEAL#*', 'SEALED#*', 'FOLLOWER#*', 'STATS#*'] },
      { actions: CHANGE, keys: ['CHAIN', 'FOLLOWER#*'] },
      { actions: READ_ONE, keys: ['USER#*', 'SUPPRESSED#*'] },
      { actions: READ_MANY, keys: ['USER#*', 'GROUP#*', 'UNIQUE#*', 'SUPPRESSED#*'] },
      { actions: LIST, keys: ['USER#*', 'IMPORTROWS#*'] },
      { actions: LIST, keys: ['USER#*', 'ONBOARDING#*'], index: true },
      { actions: CHANGE, keys: ['USER#*'] },
      { actions: REMOVE, keys: ['USER#*', 'UNIQUE#*', 'APP#*', 'AWSROLE#*'] },
      {
        actions: CREATE,
        keys: [
          'USER#*', 'UNIQUE#*', 'TOKEN#*', 'OUTBOX#*', 'MAIL#*', 'SUPPRESSED#*', 'JOB#*', 'OPENJOBS', 'IMPORTROWS#*', 'IMPORTKEYS#*',
        ],
      },
      { actions: CHECK, keys: ['USER#*', 'GROUP#*'] },
      // Plans of the configuration are carried out by the operations of the admin API.
      { actions: READ_ONE, keys: ['PLAN#*', 'UNIQUE#*', 'GROUP#*', 'AWSACCOUNT#*', 'APITOKEN#*'] },
      { actions: READ_MANY, keys: ['POLICIES'] },
      { actions: LIST, keys: ['PLAN#*', 'APP#*', 'AWSACCOUNT#*', 'AWSROLE#*'] },
      { actions: LIST, keys: ['GROUP#*'], index: true },
      { actions: CREATE, keys: ['PLAN#*', 'GROUP#*', 'AWSACCOUNT#*', 'AWSROLE#*', 'POLICIES', 'SETTINGS'] },
      { actions: CHANGE, keys: ['AWSROLE#*', 'SETTINGS'] },
      { actions: REMOVE, keys: ['GROUP#*', 'AWSACCOUNT#*'] },
      { actions: CHECK, keys: ['AWSACCOUNT#*'] },
    ],
    keys: ['open', 'seal'],
    mail: true,
    nudge: true,
    outbox: true,
    wakesJobs: true,
    files: [{ actions: ['s3:GetObject', 's3:DeleteObject'], keys: ['imports/*'] }],
    events: true,
    archive: true,
  },
}; // prettier-ignore
