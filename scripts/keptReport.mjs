/** A benchmark's report, in its file after everything that is added: whoever ends the run early loses nothing. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, resolve } from 'node:path';

/**
 * Keeps a report in a file. `complete` stands there too, false until it is finished; on SIGINT, SIGTERM and SIGHUP the
 * file says which one came, and the process ends. (Reports of November 2026 and before have no `complete`.)
 * @param {string | undefined} path undefined: nothing is written
 * @returns {{contents: object, put: (parts: object) => void, finish: (parts?: object) => void}} put adds to the report and
 *   writes it, finish says that nothing is missing
 */
export function keptReport(path, contents = {}) {
  const report = { contents: { ...contents, complete: false }, put, finish };
  function put(parts) {
    report.contents = { ...report.contents, ...parts };
    if (path === undefined) return;
    mkdirSync(dirname(resolve(path)), { recursive: true });
    // Another name first: the file is whole at any moment.
    writeFileSync(`${path}.part`, JSON.stringify(report.contents, null, 2) + '\n');
    renameSync(`${path}.part`, path);
  }
  function finish(parts) {
    put({ ...parts, complete: true });
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      if (!report.contents.complete) put({ ended: signal });
      process.exit(128 + constants.signals[signal]);
    });
  }
  return report;
}

/** What an event of src/bench's runBench adds to the report so far; null where it adds nothing. */
export function addedBy(event, { roofline = [], rows = [], failed = [] }) {
  switch (event.kind) {
    case 'environment':
      return { ...event.environment, roofline, rows, failed };
    case 'roofline':
      return { roofline: [...roofline, event.roofline] };
    case 'row':
      return { rows: [...rows, event.row] };
    case 'failed':
      return { failed: [...failed, event.failure] };
    default:
      return null;
  }
}
