import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on groups. */
export const GROUPS_PAGES: readonly PageDefinition[] = [];
