import { ADMINISTRATORS_PAGES } from './pages/administrators/pages.ts';
import { APPS_PAGES } from './pages/apps/pages.ts';
import { AUDIT_PAGES } from './pages/audit/pages.ts';
import { AWS_PAGES } from './pages/aws/pages.ts';
import { CONFIGURATION_PAGES } from './pages/configuration/pages.ts';
import { DASHBOARD_PAGES } from './pages/dashboard/pages.ts';
import { GROUPS_PAGES } from './pages/groups/pages.ts';
import { IMPORTS_PAGES } from './pages/imports/pages.ts';
import { ONBOARDING_PAGES } from './pages/onboarding/pages.ts';
import { POLICIES_PAGES } from './pages/policies/pages.ts';
import { SETTINGS_PAGES } from './pages/settings/pages.ts';
import { TRACES_PAGES } from './pages/traces/pages.ts';
import { USERS_PAGES } from './pages/users/pages.ts';
import type { PageDefinition } from './shell/page-definition.ts';

/**
 * Every page of the console, in the order of the side navigation. Each domain brings its own list: one line here, one
 * `pages.ts` there.
 */
export const PAGES: readonly PageDefinition[] = [
  ...DASHBOARD_PAGES,
  ...USERS_PAGES,
  ...ONBOARDING_PAGES,
  ...IMPORTS_PAGES,
  ...GROUPS_PAGES,
  ...APPS_PAGES,
  ...AWS_PAGES,
  ...POLICIES_PAGES,
  ...AUDIT_PAGES,
  ...TRACES_PAGES,
  ...SETTINGS_PAGES,
  ...ADMINISTRATORS_PAGES,
  ...CONFIGURATION_PAGES,
];
