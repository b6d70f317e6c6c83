import { ADMINISTRATOR_OPERATIONS } from '../administrators.ts';
import { CHAIN_OPERATIONS } from '../audit-chain.ts';
import { AUDIT_OPERATIONS } from '../audit.ts';
import { DASHBOARD_OPERATIONS } from '../dashboard.ts';
import { ME_OPERATIONS } from '../me.ts';
import { SYSTEM_OPERATIONS } from '../system.ts';
import { TOKEN_OPERATIONS } from '../tokens.ts';
import type { Operation } from '../operation.ts';

/** Running it: who administers, what was done, how it stands. */
export const OPERATIONS: readonly Operation[] = [
  ...ADMINISTRATOR_OPERATIONS,
  ...TOKEN_OPERATIONS,
  ...ME_OPERATIONS,
  ...SYSTEM_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...CHAIN_OPERATIONS,
  ...DASHBOARD_OPERATIONS,
];
