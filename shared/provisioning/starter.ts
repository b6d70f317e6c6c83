import { findApiToken } from '../admin/api-token.ts';
import { type Permission, ROLE_PERMISSIONS } from '../admin/permission.ts';
import { Refusal } from '../base/refusal.ts';
import type { Table } from '../table/table.ts';
import type { AdminRole } from '../users/administrators.ts';
import { usersIn } from '../users/user.ts';
import type { Job } from './job.ts';
import type { JobKind } from './run-job.ts';

/**
 * The role that whoever started a job has at this moment; rights in the AWS account itself count as an owner's. By a token
 * that was revoked meanwhile they have none.
 */
export async function roleOfStarter(
  { by, root }: Pick<Job, 'by' | 'root'>,
  table: Table,
): Promise<AdminRole | undefined> {
  if (by.type === 'token' && !(await findApiToken(table, by.id))) return undefined;
  if (root === 'iam') return 'owner';
  const user = await usersIn(table).find(root);
  return user?.active ? user.adminRole : undefined;
}

/**
 * A kind that goes on only as long as whoever started the job holds the permission: what an administrator has begun ends
 * with their role. It throws FORBIDDEN before the next step, which fails the job.
 */
export const whileAllowed =
  (permission: Permission, table: Table, kind: JobKind): JobKind =>
  async (job) => {
    const role = await roleOfStarter(job, table);
    if (role && ROLE_PERMISSIONS[role].includes(permission)) return kind(job);
    throw new Refusal('FORBIDDEN', 'the one who began it may not any more', {
      faults: [{ pointer: '', detail: 'Whoever began this is no longer allowed to: what was done before stays done.' }],
    });
  };
