// Adds up what the test runs wrote and what the gates said; a run that wrote nothing has failed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [directory, gatesPassed, gatesFailed] = process.argv.slice(2);
let passed = Number(gatesPassed);
let failed = Number(gatesFailed);
let skipped = 0;
for (const name of ['test.json', 'races.json', 'real.json']) {
  const path = join(directory, name);
  if (!existsSync(path)) {
    console.log(`FAILED: ${name} was not written`);
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  skipped += report.numPendingTests + report.numTodoTests;
  if (report.numTotalTests === 0) failed += 1;
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
