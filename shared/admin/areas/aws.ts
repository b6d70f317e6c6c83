import { AWS_ACCOUNT_OPERATIONS } from '../aws-accounts.ts';
import { AWS_ASSIGNMENT_OPERATIONS } from '../aws-assignments.ts';
import { AWS_BULK_OPERATIONS } from '../aws-bulk.ts';
import { AWS_IMPORT_OPERATIONS } from '../aws-import.ts';
import { AWS_MATRIX_OPERATIONS } from '../aws-matrix.ts';
import { AWS_ROLE_OPERATIONS } from '../aws-roles.ts';
import type { Operation } from '../operation.ts';

/** AWS accounts, their roles, and who may take them. */
export const OPERATIONS: readonly Operation[] = [
  ...AWS_ACCOUNT_OPERATIONS,
  ...AWS_ROLE_OPERATIONS,
  ...AWS_ASSIGNMENT_OPERATIONS,
  ...AWS_MATRIX_OPERATIONS,
  ...AWS_IMPORT_OPERATIONS,
  ...AWS_BULK_OPERATIONS,
];
