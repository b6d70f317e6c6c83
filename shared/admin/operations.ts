import * as z from 'zod/mini';
import { ACCESS_OPERATIONS } from './access.ts';
import { ADMINISTRATOR_OPERATIONS } from './administrators.ts';
import { one } from './answers.ts';
import { ALL_SESSIONS_OPERATIONS } from './all-sessions.ts';
import { APP_ASSIGNMENT_OPERATIONS } from './app-assignments.ts';
import { APP_DUPLICATE_OPERATIONS } from './app-duplicate.ts';
import { APP_IDP_OPERATIONS } from './app-idp.ts';
import { APP_METADATA_OPERATIONS } from './app-metadata.ts';
import { APP_VIEW_OPERATIONS } from './app-preview.ts';
import { APP_REFRESH_OPERATIONS } from './app-refresh.ts';
import { APP_OPERATIONS } from './apps.ts';
import { CHAIN_OPERATIONS } from './audit-chain.ts';
import { AUDIT_OPERATIONS } from './audit.ts';
import { AWS_ACCOUNT_OPERATIONS } from './aws-accounts.ts';
import { AWS_ASSIGNMENT_OPERATIONS } from './aws-assignments.ts';
import { AWS_BULK_OPERATIONS } from './aws-bulk.ts';
import { AWS_IMPORT_OPERATIONS } from './aws-import.ts';
import { AWS_MATRIX_OPERATIONS } from './aws-matrix.ts';
import { AWS_ROLE_OPERATIONS } from './aws-roles.ts';
import { CONFIGURATION_OPERATIONS } from './configuration.ts';
import { CATALOGUE_OPERATIONS } from './catalogue.ts';
import { EXPLANATION_OPERATIONS } from './explanations.ts';
import { DASHBOARD_OPERATIONS } from './dashboard.ts';
import { GROUP_OPERATIONS } from './groups.ts';
import { IMPORT_ROW_OPERATIONS } from './import-rows.ts';
import { IMPORT_OPERATIONS } from './imports.ts';
import { JOB_OPERATIONS } from './jobs.ts';
import { MAIL_PREVIEW_OPERATIONS } from './mail-preview.ts';
import { ME_OPERATIONS } from './me.ts';
import { MEMBERSHIP_OPERATIONS } from './memberships.ts';
import { ONBOARDING_OPERATIONS } from './onboarding.ts';
import type { Operation } from './operation.ts';
import { POLICY_EFFECT_OPERATIONS } from './policy-effect.ts';
import { POLICY_OPERATIONS } from './policies.ts';
import { SETTINGS_OPERATIONS } from './settings.ts';
import { LOGO_OPERATIONS } from './settings-logo.ts';
import { SYSTEM_OPERATIONS } from './system.ts';
import { TOKEN_OPERATIONS } from './tokens.ts';
import { TRACE_OPERATIONS } from './traces.ts';
import { USER_SESSION_OPERATIONS } from './user-sessions.ts';
import { USER_OPERATIONS } from './users.ts';

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/openapi.json',
    summary: 'Gives this description of the API.',
    permission: 'public',
    answers: one(z.looseObject({ openapi: z.string() })),
    run: async ({ ports }) => {
      const { openApi } = await import('./openapi.ts');
      return { body: openApi(OPERATIONS, ports.baseUrl) };
    },
  },
  ...USER_OPERATIONS,
  ...USER_SESSION_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...MEMBERSHIP_OPERATIONS,
  ...CATALOGUE_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...APP_OPERATIONS,
  ...APP_METADATA_OPERATIONS,
  ...APP_REFRESH_OPERATIONS,
  ...APP_IDP_OPERATIONS,
  ...APP_VIEW_OPERATIONS,
  ...APP_DUPLICATE_OPERATIONS,
  ...APP_ASSIGNMENT_OPERATIONS,
  ...AWS_ACCOUNT_OPERATIONS,
  ...AWS_ROLE_OPERATIONS,
  ...AWS_ASSIGNMENT_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...POLICY_EFFECT_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...LOGO_OPERATIONS,
  ...MAIL_PREVIEW_OPERATIONS,
  ...ALL_SESSIONS_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...IMPORT_ROW_OPERATIONS,
  ...ONBOARDING_OPERATIONS,
  ...JOB_OPERATIONS,
  ...CONFIGURATION_OPERATIONS,
  ...AWS_MATRIX_OPERATIONS,
  ...AWS_IMPORT_OPERATIONS,
  ...AWS_BULK_OPERATIONS,
  ...ADMINISTRATOR_OPERATIONS,
  ...TOKEN_OPERATIONS,
  ...ME_OPERATIONS,
  ...SYSTEM_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...CHAIN_OPERATIONS,
  ...TRACE_OPERATIONS,
  ...EXPLANATION_OPERATIONS,
  ...DASHBOARD_OPERATIONS,
];
