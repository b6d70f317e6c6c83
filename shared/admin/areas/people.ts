import { ACCESS_OPERATIONS } from '../access.ts';
import { ALL_SESSIONS_OPERATIONS } from '../all-sessions.ts';
import { GROUP_OPERATIONS } from '../groups.ts';
import { IMPORT_ROW_OPERATIONS } from '../import-rows.ts';
import { IMPORT_OPERATIONS } from '../imports.ts';
import { JOB_OPERATIONS } from '../jobs.ts';
import { MEMBERSHIP_OPERATIONS } from '../memberships.ts';
import { ONBOARDING_OPERATIONS } from '../onboarding.ts';
import { USER_SESSION_OPERATIONS } from '../user-sessions.ts';
import { USER_OPERATIONS } from '../users.ts';
import type { Operation } from '../operation.ts';

/** People: users, groups, and how they come in. */
export const OPERATIONS: readonly Operation[] = [
  ...USER_OPERATIONS,
  ...USER_SESSION_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...MEMBERSHIP_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...ALL_SESSIONS_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...IMPORT_ROW_OPERATIONS,
  ...ONBOARDING_OPERATIONS,
  ...JOB_OPERATIONS,
];
