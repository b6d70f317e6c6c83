import { evaluate, type Policies } from '../../local/iam/evaluate.ts';
import { type Made, nameOf, type Right, rightsIn, unusedRights } from '../../local/iam/rights.ts';

/** Rights that services use themselves, under the function's role, and that no recorded call shows; with the reason. */
const USED_BY_SERVICES: readonly { readonly action: RegExp; readonly reason: string }[] = [
  { action: /^logs:(?:CreateLogStream|PutLogEvents)$/, reason: "Lambda writes the function's log with its role" },
];

const isOfServices = ({ action }: Right): boolean => USED_BY_SERVICES.some((known) => known.action.test(action));

/** Roles of the stack that are none of our functions', and what each is for. Their rights are held by test/gates. */
export const OTHER_ROLES: readonly { readonly role: RegExp; readonly reason: string }[] = [
  {
    role: /^Samlet-CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756CServiceRole/,
    reason: 'CDK’s own function copies style sheets and scripts to their bucket, during deployments alone',
  },
];

/** The rights of these roles, which calls must show to be used. */
export const rightsToUse = (policies: Policies, roles: readonly string[]): Right[] =>
  rightsIn(policies).filter((right) => roles.includes(right.role) && !isOfServices(right));

/** The calls that policies do not allow, as one would write them down. */
export function deniedCalls(calls: readonly Made[], policies: Policies): string[] {
  const denied = calls.flatMap(({ roleArn, accesses }) =>
    accesses
      .filter((access) => !evaluate({ ...access, role: roleArn }, policies).allowed)
      .map(
        ({ action, resources, context }) =>
          `${roleArn}: ${action} on ${resources.join(', ')} ${JSON.stringify(context)}`,
      ),
  );
  return [...new Set(denied)];
}

/** The rights of these roles that no call used. */
export const idleRights = (calls: readonly Made[], policies: Policies, roles: readonly string[]): string[] =>
  unusedRights(rightsToUse(policies, roles), calls).map(nameOf);
