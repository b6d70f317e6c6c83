import type { Kind } from './kind.ts';
import { APP_ASSIGNMENTS } from './kinds/app-assignments.ts';
import { APPS } from './kinds/apps.ts';
import { AWS_ACCOUNTS } from './kinds/aws-accounts.ts';
import { AWS_APPS } from './kinds/aws-apps.ts';
import { AWS_ROLE_ASSIGNMENTS } from './kinds/aws-role-assignments.ts';
import { AWS_ROLES } from './kinds/aws-roles.ts';
import { DEFAULT_POLICY_KIND } from './kinds/default-policy.ts';
import { GROUP_MEMBERS } from './kinds/group-members.ts';
import { GROUPS } from './kinds/groups.ts';
import { POLICIES } from './kinds/policies.ts';
import { POLICY_ORDER } from './kinds/policy-order.ts';
import { SETTINGS } from './kinds/settings.ts';

/** Every kind of a configuration, each after what it leans on: things are made in this order, and deleted in the other. */
export const KINDS: readonly Kind[] = [
  GROUPS,
  GROUP_MEMBERS,
  APPS,
  APP_ASSIGNMENTS,
  AWS_ACCOUNTS,
  AWS_APPS,
  AWS_ROLES,
  AWS_ROLE_ASSIGNMENTS,
  POLICIES,
  POLICY_ORDER,
  DEFAULT_POLICY_KIND,
  SETTINGS,
];

/** The kind of this name. @throws {Error} for a name that no kind has */
export function kindOf(name: string): Kind {
  const kind = KINDS.find((other) => other.name === name);
  if (!kind) throw new Error(`there is no kind ${name}`);
  return kind;
}
