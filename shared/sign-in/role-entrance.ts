import { acsUrlOf, isConsoleUrl, type Partition, PARTITIONS } from '../aws-access/partition.ts';
import { Refusal } from '../base/refusal.ts';
import type { Situation } from './gather.ts';

/** What a role's address names: `/go/aws/<account>/<role>?to=<console URL>`. */
export interface RoleGoal {
  readonly accountId: string;
  readonly roleName: string;
  /** A console URL to land on. */
  readonly to?: string;
  /** The sign-in Region, of those that are registered. */
  readonly region?: string;
}

/**
 * Where a role is entered, and where it leads. What does not fit the account is told only to a user who may take the
 * role; for everybody else it is left out, since a refusal would say that the account is registered.
 *
 * @throws {Refusal} INPUT_INVALID for what fits no account at all
 */
export function entranceOf(
  { to, region }: RoleGoal,
  { app, account, roleAssignments }: Situation,
): { acsUrl?: string; relayState?: string } {
  const isTheirs = account !== undefined && roleAssignments.length > 0;
  const partitions = isTheirs ? [account.partition] : (Object.keys(PARTITIONS) as Partition[]);
  if (to !== undefined && !partitions.some((partition) => isConsoleUrl(partition, to))) {
    throw new Refusal('INPUT_INVALID', 'not a console URL of the partition', {
      faults: [{ pointer: '/to', detail: 'This address is not one of the AWS console.' }],
    });
  }
  const acsUrl = region === undefined ? undefined : acsUrlOf(account?.partition ?? 'aws', region);
  const isEntrance = isTheirs || app?.acs.some(({ url }) => url === acsUrl);
  return {
    ...(acsUrl !== undefined && isEntrance ? { acsUrl } : {}),
    ...(to !== undefined && account && isConsoleUrl(account.partition, to) ? { relayState: new URL(to).href } : {}),
  };
}
