/** npm test: installs what is missing, then format, lint, types, unit tests, build and browser tests. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, root } from './install.mjs';

installPackages();
const { chromiumPath } = await import('./browser.mjs');
console.log(`Chromium: ${chromiumPath()}`);

const bin = (name) => join(root, 'node_modules/.bin', name);
const totals = { passed: 0, failed: 0, failures: [], unsteady: [] };

function count({ passed, failed, failures = [], unsteady = [] }) {
  totals.passed += passed;
  totals.failed += failed;
  totals.failures.push(...failures);
  totals.unsteady.push(...unsteady);
}

/** Runs one step with its output shown; returns whether it ended well. */
function step(title, command, args) {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`   ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return status === 0;
}

/** A step that counts as one test. */
function check(title, command, args) {
  const ok = step(title, command, args);
  count(ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: [title] });
  return ok;
}

/** A step that leaves its counts in a JSON file; a crash without one counts as a failure. */
function counted(title, command, args, file, read) {
  const path = join(root, 'node_modules/.cache', file);
  rmSync(path, { force: true });
  const ok = step(title, command, args(path));
  try {
    const counts = read(JSON.parse(readFileSync(path, 'utf8')));
    if (counts.failed === 0 && !ok) count({ ...counts, failed: 1, failures: [`${title}: ended badly`] });
    else count(counts);
  } catch {
    count({ passed: 0, failed: 1, failures: [`${title}: no counts`] });
  }
}

check('Format', bin('prettier'), ['--check', '.', '--log-level', 'warn']);
check('Lint', bin('eslint'), ['.', '--max-warnings', '0']);
check('Types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']);
counted(
  'Unit tests',
  bin('vitest'),
  (path) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`],
  'unit.json',
  ({ numPassedTests, numFailedTests, testResults }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    failures: testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]}`),
  }),
);
if (check('Build', process.execPath, ['scripts/build.mjs'])) {
  counted(
    'Browser tests',
    process.execPath,
    (path) => ['scripts/test-browser.mjs', '--out', path],
    'browser.json',
    (result) => result,
  );
}

// Whoever sees only the end of a long log still learns what failed.
for (const test of totals.unsteady) console.log(`\nOnly at the second try: ${test}`);
for (const failure of totals.failures) console.log(`\n✗ ${failure}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
