/** Tests mirror the rooms; `test/real` needs servers from Debian packages and runs by `.ci/run` alone. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  setupFiles: ['<rootDir>/test/kit/quiet.mjs'],
  transform: { '\\.tsx?$': '<rootDir>/test/kit/transform.mjs' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['shared/**/*.{ts,tsx}', 'functions/**/*.ts', 'lib/**/*.ts'],
  maxWorkers: 2,
  testTimeout: 60_000,
};
