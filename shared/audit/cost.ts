import { type Counts, countsOf } from './counters.ts';
import { PRICES, RECKONED } from './prices.ts';

/** One line of the estimate: `quantity` of `what` at `price` dollars each. */
export interface CostLine {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly price: number;
  readonly dollars: number;
  /** Whether the quantity was counted, one by one; else it is reckoned from what was. */
  readonly isCounted: boolean;
}

/** What a month costs by what was counted in it. */
export interface CostEstimate {
  readonly region: string;
  readonly pricesAsOf: string;
  readonly lines: readonly CostLine[];
  readonly dollars: number;
}

const GIGABYTES = { sso: 1.769, admin: 0.512, provisioning: 0.512 } as const;

/**
 * Estimates what the counted calls cost at list prices. Signatures and mails are counted one by one; requests, time,
 * units and logs are reckoned for each sign-in and change ({@link RECKONED}). Keys and the secret cost their month
 * whatever happens.
 */
export function estimateCost(
  counts: Counts,
  { isRsa2048, minutes }: { isRsa2048: boolean; minutes: number },
): CostEstimate {
  const signIns = (counts['sign-in:success'] ?? 0) + (counts['sign-in:refused'] ?? 0);
  const changes = (counts['change:success'] ?? 0) + (counts['change:refused'] ?? 0);
  const signatures = countsOf(counts, 'signature').reduce((sum, { count }) => sum + count, 0);
  const { signIn, change, sweep } = RECKONED;
  const all = (field: keyof typeof signIn): number =>
    signIns * signIn[field] + changes * change[field] + minutes * sweep[field];
  const seconds =
    (signIns * signIn.milliseconds * GIGABYTES.sso +
      changes * change.milliseconds * GIGABYTES.admin +
      minutes * sweep.milliseconds * GIGABYTES.provisioning) /
    1000;
  const lines = [
    counted('KMS', 'signatures', signatures, isRsa2048 ? PRICES.signature2048 : PRICES.signature),
    counted('SES', 'mails', counts['mail'] ?? 0, PRICES.mail),
    reckoned('KMS', 'other calls of keys', all('keyCalls'), PRICES.keyCall),
    reckoned('API Gateway', 'requests', all('requests'), PRICES.apiRequest),
    reckoned('CloudFront', 'requests', all('requests'), PRICES.edgeRequest),
    reckoned('Lambda', 'invocations', all('requests') + minutes, PRICES.invocation),
    reckoned('Lambda', 'gigabyte-seconds', seconds, PRICES.gigabyteSecond),
    reckoned('DynamoDB', 'write units', all('writeUnits'), PRICES.writeUnit),
    reckoned('DynamoDB', 'read units', all('readUnits'), PRICES.readUnit),
    reckoned('CloudWatch', 'gigabytes of logs', all('logBytes') / 1e9, PRICES.logGigabyte),
    counted('KMS', 'keys for a month', RECKONED.keys, PRICES.key),
    counted('Secrets Manager', 'secrets for a month', RECKONED.secrets, PRICES.secret),
  ];
  const dollars = lines.reduce((sum, line) => sum + line.dollars, 0);
  return { region: PRICES.region, pricesAsOf: PRICES.asOf, lines, dollars };
}

const line =
  (isCounted: boolean) =>
  (service: string, what: string, quantity: number, price: number): CostLine => ({
    service,
    what,
    quantity,
    price,
    dollars: quantity * price,
    isCounted,
  });
const counted = line(true);
const reckoned = line(false);
