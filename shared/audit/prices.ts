/**
 * What AWS charges, in dollars: list prices of us-east-1 as they stood in November 2026, without free tiers, savings plans
 * and taxes. One table, so that a new price is one line; other Regions differ by some per cent.
 */
export const PRICES = {
  asOf: '2026-11',
  region: 'us-east-1',
  /** One request of the HTTP API. */
  apiRequest: 1 / 1e6,
  /** One HTTPS request at CloudFront. */
  edgeRequest: 0.01 / 1e4,
  /** One invocation of Lambda, and a gigabyte of memory for a second on ARM. */
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  /** One unit of DynamoDB on demand. */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** One signature by an RSA_2048 key, and by any other asymmetric key. */
  signature2048: 0.03 / 1e4,
  signature: 0.15 / 1e4,
  /** One symmetric or HMAC call of KMS. */
  keyCall: 0.03 / 1e4,
  /** One key of KMS for a month. */
  key: 1,
  /** One secret of Secrets Manager for a month. */
  secret: 0.4,
  /** One mail by SES. */
  mail: 0.1 / 1e3,
  /** One gigabyte of logs taken in. */
  logGigabyte: 0.5,
} as const;

/** What is reckoned for one of each thing that is counted: rough figures, from the calls that bench/ counts for a sign-in. */
export const RECKONED = {
  /** A sign-in or a door that was opened: requests, milliseconds of `sso` (1,769 MB), units, bytes of logs. */
  signIn: { requests: 3, milliseconds: 400, writeUnits: 14, readUnits: 14, keyCalls: 1, logBytes: 5700 },
  /** A change by an administrator with the pages around it: `admin` has 512 MB. */
  change: { requests: 4, milliseconds: 200, writeUnits: 10, readUnits: 20, keyCalls: 0, logBytes: 2000 },
  /** A minute of the sweep. */
  sweep: { requests: 0, milliseconds: 300, writeUnits: 0, readUnits: 30, keyCalls: 0, logBytes: 300 },
  /** Keys: two that sign, one for data, one for the pepper, one for the table. */
  keys: 5,
  secrets: 1,
} as const;
