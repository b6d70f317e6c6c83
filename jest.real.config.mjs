import base from './jest.config.mjs';

/** Servers and browsers that nobody here wrote; each fails, and never skips, where its program is missing. */
export default { ...base, testMatch: ['<rootDir>/test/real/**/*.real.ts'], maxWorkers: 1, testTimeout: 300_000 };
