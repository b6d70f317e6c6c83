import base from './jest.config.mjs';

process.env['SAMLET_COUNTS'] ??= 'soak';

/** The races, faults and the ledger with their full counts: hours, not minutes. `SAMLET_COUNTS=ci` takes those of `.ci/run`. */
export default { ...base, testMatch: ['<rootDir>/test/races/**/*.test.ts'], maxWorkers: 1, testTimeout: 3_600_000 };
