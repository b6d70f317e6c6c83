/** What an administrator chooses for a deployment: the key `samlet` of the context in `cdk.json`, or `-c samlet='{…}'`. */
export interface Settings {
  /**
   * Where people reach Samlet, as `sso.example.com`. The entity ID that every app learns is made of it at the first
   * start and never changes: choose it before the first deployment.
   * @default the distribution's own domain
   */
  readonly domain?: string;
  /** ARN of the certificate for `domain`, in us-east-1. Required with `domain`. */
  readonly certificateArn?: string;
  /** ARN of a WAF web ACL (scope CLOUDFRONT, in us-east-1). @default none */
  readonly wafArn?: string;
  /** The sender of mails, as `samlet@example.com`. SES verifies its domain. @default none: no mail can be sent */
  readonly mailFrom?: string;
  /** Where alarms are mailed to. @default alarms are shown in CloudWatch alone */
  readonly alarmMail?: string;
  /** The signing keys' kind: RSA_2048, RSA_3072 or RSA_4096. It can not be changed later. @default RSA_3072 */
  readonly keySpec: 'RSA_2048' | 'RSA_3072' | 'RSA_4096';
  /** How many days logs are kept: 30, 90, 180, 365 or 731. @default 180 */
  readonly logRetentionDays: 30 | 90 | 180 | 365 | 731;
  /** The EventBridge bus of the account that events are sent to; `none` sends none. @default default, the account's own */
  readonly eventBus: string;
  /** How many days the audit log is kept as files in S3, 1 to 3650; 0 keeps none. @default 400 */
  readonly archiveDays: number;
  /**
   * Whether those files can be changed or deleted before: NONE, GOVERNANCE (by a right of its own) or COMPLIANCE (by
   * nobody). It can not be taken back for files that are written. @default NONE
   */
  readonly archiveLock: 'NONE' | 'GOVERNANCE' | 'COMPLIANCE';
  /** Copies of each function that run at once, at the most; 0 sets no limit. @default 0 */
  readonly reservedConcurrency: number;
}

/** What holds where nothing is chosen. */
export const DEFAULTS: Settings = {
  keySpec: 'RSA_3072',
  logRetentionDays: 180,
  reservedConcurrency: 0,
  eventBus: 'default',
  archiveDays: 400,
  archiveLock: 'NONE',
};

type Check = (value: unknown) => string | undefined;

const matching =
  (pattern: RegExp, words: string): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : words;

const oneOf =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value) ? undefined : `must be one of ${values.join(', ')}`;

const wholeTo =
  (most: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
      ? undefined
      : `must be a whole number from 0 to ${most}`;

const MAIL = /^[^\s@<>"]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

const CHECKS: Readonly<Record<keyof Settings, Check>> = {
  domain: matching(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'must be a domain name in lower case, without https://'),
  certificateArn: matching(
    /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    'must be the ARN of a certificate in us-east-1',
  ),
  wafArn: matching(/^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/, 'must be the ARN of a global web ACL'),
  mailFrom: matching(MAIL, 'must be a mail address'),
  alarmMail: matching(MAIL, 'must be a mail address'),
  keySpec: oneOf(['RSA_2048', 'RSA_3072', 'RSA_4096']),
  logRetentionDays: oneOf([30, 90, 180, 365, 731]),
  eventBus: matching(/^[\w./-]{1,256}$/, 'must be the name of an event bus, or none'),
  archiveDays: wholeTo(3650),
  archiveLock: oneOf(['NONE', 'GOVERNANCE', 'COMPLIANCE']),
  reservedConcurrency: wholeTo(1000),
};

/**
 * Reads and checks the settings; unknown names are refused, since they are mostly typing errors.
 *
 * @throws {Error} naming every fault at once, each with what was given
 */
export function readSettings(context: unknown): Settings {
  const given = parsed(context);
  const faults = Object.entries(given).map(([name, value]) => {
    if (!Object.hasOwn(CHECKS, name)) return `"${name}" is no setting; there are ${Object.keys(CHECKS).join(', ')}`;
    const words = CHECKS[name as keyof Settings](value);
    return words ? `"${name}" ${words}, not ${JSON.stringify(value)}` : undefined;
  });
  if ('domain' in given !== 'certificateArn' in given) faults.push('"domain" and "certificateArn" go together');
  const all = faults.filter((fault) => fault !== undefined);
  if (all.length > 0)
    throw new Error(
      `the settings in cdk.json ("samlet") are not right:\n${all.map((fault) => `- ${fault}`).join('\n')}`,
    );
  return { ...DEFAULTS, ...given };
}

function parsed(context: unknown): Record<string, unknown> {
  const value: unknown = typeof context === 'string' ? valueOf(context) : (context ?? {});
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('the setting "samlet" must be an object');
  return value as Record<string, unknown>;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`the setting "samlet" is not JSON: ${text}`, { cause });
  }
}
