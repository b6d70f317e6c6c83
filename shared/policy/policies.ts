import { entityOf } from '../table/entity.ts';
import type { Item, Key, Table, Write } from '../table/table.ts';

/** Factors that a policy may ask for first; whoever is unknown is asked for one of them. */
export const FIRST_FACTORS = ['password'] as const;

/** Factors that a policy may ask for after the first. */
export const SECOND_FACTORS = ['none'] as const;

/** Names that stand for what is no app: the portal with one's own account, the console, and all of AWS. */
export const PLACES = ['portal', 'console', 'aws'] as const;

/**
 * What a policy speaks of: the ID of an app, one of {@link PLACES}, or of AWS one account (`aws:<account>`) or one role
 * (`aws:<account>/<role>`).
 */
export type PolicyTarget = string;

/** The form of a {@link PolicyTarget}. */
export const POLICY_TARGET = /^(?:portal|console|aws|aws:\d{12}(?:\/[\w+=,.@-]{1,64})?|[a-z2-7]{26})$/;

/** Whom an app lets in, and how well they must have proved who they are. */
export interface Policy {
  /** Ours and random; the last policy's is {@link DEFAULT_ID}. */
  readonly id: string;
  /** Unique without regard to case; 1 to 128 characters. */
  readonly name: string;
  readonly description?: string;
  /** A policy that is not enabled is passed over. */
  readonly enabled: boolean;
  readonly apps: 'all' | readonly PolicyTarget[];
  /** IDs of groups, or everybody. A group that was deleted has no members: it matches nobody. */
  readonly groups: 'all' | readonly string[];
  readonly firstFactor: (typeof FIRST_FACTORS)[number];
  readonly secondFactor: (typeof SECOND_FACTORS)[number];
  readonly access: 'allow' | 'deny';
  /**
   * How old a proof may be, in minutes: 0 asks each time, except at the portal and the console, which ask again after
   * {@link PLACE_MINUTES} at the earliest. @default as old as the session
   */
  readonly proofMaxMinutes?: number;
}

/** All policies, in the order in which they are asked, under one version; the last is the default. */
export interface Policies {
  readonly policies: readonly Policy[];
  /** 0 until somebody has changed them. */
  readonly version: number;
}

/** The ID of the last policy, which holds for whomever and whatever no other speaks of. */
export const DEFAULT_ID = 'default';

/** What holds until somebody says otherwise. */
export const DEFAULT_POLICY: Policy = {
  id: DEFAULT_ID,
  name: 'Default',
  enabled: true,
  apps: 'all',
  groups: 'all',
  firstFactor: 'password',
  secondFactor: 'none',
  access: 'allow',
};

/** Where the policies stand; they are read in the batch that a decision goes by. */
export const POLICIES_KEY: Key = { pk: 'POLICIES', sk: 'POLICIES' };

/** The policies out of an item that was read; without one, the default alone. */
export const policiesOf = (item: Item | undefined): Policies =>
  entityOf<Policies>(item) ?? { policies: [DEFAULT_POLICY], version: 0 };

/** What is to be reached, and by whom, as policies see it. */
export interface Approach {
  /** Every name that policies may know the target by. */
  readonly targets: readonly PolicyTarget[];
  readonly groupIds: readonly string[];
}

/** Why a policy speaks of an approach, or why not. */
export type Fit = 'fits' | 'disabled' | 'other-app' | 'other-group';

/** Tells whether a policy speaks of an approach. */
export function fitOf(policy: Policy, { targets, groupIds }: Approach): Fit {
  const { enabled, apps, groups } = policy;
  if (!enabled) return 'disabled';
  if (apps !== 'all' && !apps.some((target) => targets.includes(target))) return 'other-app';
  return groups === 'all' || groups.some((id) => groupIds.includes(id)) ? 'fits' : 'other-group';
}

/** The policy that decides: the first that fits. The default fits all, so there is always one. */
export const policyFor = ({ policies }: Policies, approach: Approach): Policy =>
  policies.find((policy) => fitOf(policy, approach) === 'fits') ?? DEFAULT_POLICY;

/** The names of a role, from the narrowest to the widest. */
export const targetsOfRole = (accountId: string, roleName: string): readonly PolicyTarget[] => [
  `aws:${accountId}/${roleName}`,
  `aws:${accountId}`,
  'aws',
];

/** How policies are kept. */
export interface PolicyList {
  find(): Promise<Policies>;
  /** The write that puts other policies in place of those that were read, if nobody was faster. */
  changing(before: Policies, policies: readonly Policy[]): Write;
}

/** Policies in the table. */
export const policiesIn = (table: Table): PolicyList => ({
  find: async () => policiesOf((await table.findAll([POLICIES_KEY]))[0]),
  changing: ({ version }, policies) =>
    version === 0
      ? { do: 'create', item: { ...POLICIES_KEY, policies, version: 1 } }
      : { do: 'replace', item: { ...POLICIES_KEY, policies }, version },
});
