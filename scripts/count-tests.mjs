// Prints `N passed, N failed` from vitest's JSON report; a failed linter counts as one more failure. Exits with 1 on any failure.
import { readFileSync } from 'node:fs';

const [, , report, lintersFailed] = process.argv;
let [passed, failed] = [0, Number(lintersFailed)];
try {
  const results = JSON.parse(readFileSync(report, 'utf8'));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
  // A file that does not load has no tests to fail.
  failed += results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
} catch {
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
