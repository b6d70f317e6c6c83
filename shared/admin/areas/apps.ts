import { APP_ASSIGNMENT_OPERATIONS } from '../app-assignments.ts';
import { APP_DUPLICATE_OPERATIONS } from '../app-duplicate.ts';
import { APP_IDP_OPERATIONS } from '../app-idp.ts';
import { APP_METADATA_OPERATIONS } from '../app-metadata.ts';
import { APP_VIEW_OPERATIONS } from '../app-preview.ts';
import { APP_REFRESH_OPERATIONS } from '../app-refresh.ts';
import { APP_OPERATIONS } from '../apps.ts';
import { CATALOGUE_OPERATIONS } from '../catalogue.ts';
import { EXPLANATION_OPERATIONS } from '../explanations.ts';
import { TRACE_OPERATIONS } from '../traces.ts';
import type { Operation } from '../operation.ts';

/** Apps, and what becomes of their sign-ins. */
export const OPERATIONS: readonly Operation[] = [
  ...CATALOGUE_OPERATIONS,
  ...APP_OPERATIONS,
  ...APP_METADATA_OPERATIONS,
  ...APP_REFRESH_OPERATIONS,
  ...APP_IDP_OPERATIONS,
  ...APP_VIEW_OPERATIONS,
  ...APP_DUPLICATE_OPERATIONS,
  ...APP_ASSIGNMENT_OPERATIONS,
  ...TRACE_OPERATIONS,
  ...EXPLANATION_OPERATIONS,
];
