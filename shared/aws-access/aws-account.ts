/**
 * aws-access/ owns the AWS accounts that Samlet leads into, their roles, who may take which, and what an AWS assertion
 * must hold. It makes no AWS call and signs nothing; it hands values to the one door (sign-in/).
 */
import type { Principal } from '../apps/app.ts';
import { entityOf } from '../table/entity.ts';
import type { Item, Key } from '../table/table.ts';
import type { Partition } from './partition.ts';

/** An AWS account that people sign in to. */
export interface AwsAccount {
  /** The account's 12 digits. */
  readonly id: string;
  readonly name: string;
  readonly partition: Partition;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** A role of an AWS account that Samlet may name in an assertion. */
export interface AwsRole {
  readonly accountId: string;
  /** The role's name without path: 1 to 64 characters of `[\w+=,.@-]`, unique in the account without regard to case. */
  readonly name: string;
  /** With its path: `arn:aws:iam::123456789012:role/path/Name`. */
  readonly roleArn: string;
  /** The SAML provider of the same account: `arn:aws:iam::123456789012:saml-provider/samlet`. */
  readonly providerArn: string;
  readonly description?: string;
  /** The role's own limit in seconds, 3,600 to 43,200: no console session lasts longer. */
  readonly maxSessionSeconds: number;
  /** Whether the role's trust policy allows sts:TagSession, so that session tags may be sent. @default false */
  readonly tagSession: boolean;
  /** Whether the role's trust policy allows sts:SetSourceIdentity. @default false */
  readonly sourceIdentity: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** How a principal takes a role; where several assignments fit one user, the longest session wins. */
export interface RoleAssignment {
  readonly accountId: string;
  readonly roleName: string;
  readonly principal: Principal;
  /** 900 to 43,200 s, cut to the role's limit. @default the role's limit */
  readonly sessionSeconds?: number;
  /** A console URL to land on. @default the console's home */
  readonly relayState?: string;
  /** Session tags by key; a value may name a profile field as `{department}`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Keys of `tags` that outlive a change of role in AWS. */
  readonly transitiveTagKeys?: readonly string[];
  readonly assignedAt: string;
}

/** The partition that holds an account and its roles. */
export const awsAccountPartition = (accountId: string): string => `AWSACCOUNT#${accountId}`;

/** Where an account stands. */
export const awsAccountKey = (accountId: string): Key => ({ pk: awsAccountPartition(accountId), sk: 'ACCOUNT' });

/** Where a role stands; IAM's role names differ by more than case, so keys are in lower case. */
export const awsRoleKey = (accountId: string, roleName: string): Key => ({
  pk: awsAccountPartition(accountId),
  sk: `ROLE#${roleName.toLowerCase()}`,
});

/** The partition that holds a role's assignments. */
export const awsRolePartition = (accountId: string, roleName: string): string =>
  `AWSROLE#${accountId}#${roleName.toLowerCase()}`;

/** Where the assignment of a role to a principal stands. */
export const roleAssignmentKey = (accountId: string, roleName: string, { type, id }: Principal): Key => ({
  pk: awsRolePartition(accountId, roleName),
  sk: `ASSIGN#${type}#${id}`,
});

/** An account out of an item that was read, or `undefined`. */
export const awsAccountOf = (item: Item | undefined): AwsAccount | undefined => entityOf<AwsAccount>(item);

/** A role out of an item that was read, or `undefined`. */
export const awsRoleOf = (item: Item | undefined): AwsRole | undefined => entityOf<AwsRole>(item);

/** An assignment out of an item that was read, or `undefined`. */
export const roleAssignmentOf = (item: Item | undefined): RoleAssignment | undefined => entityOf<RoleAssignment>(item);
