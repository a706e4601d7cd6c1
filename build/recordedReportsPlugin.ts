import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { BenchReport } from '../src/bench/row.ts';
import { readReport, ReportError } from '../src/figures/speed/parseReport.ts';

const benchmarks = join(import.meta.dirname, '../docs/benchmarks');
const MODULE = 'virtual:recorded-reports';

/** A report that the repository keeps, with the name of its file. */
export interface RecordedReport {
  file: string;
  report: BenchReport;
}

/** The speed reports among the files of docs/benchmarks, newest first; other benchmarks' files are left out. */
export const readRecordedReports = (folder = benchmarks): RecordedReport[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      try {
        return [{ file, report: readReport(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }];
      } catch (error) {
        const isOther = error instanceof ReportError && error.problem !== 'field';
        // A report with a mistake in it must not vanish in silence.
        if (!isOther) throw new Error(`${file}: ${String(error)}`, { cause: error });
        return [];
      }
    })
    .sort((a, b) => b.report.date.localeCompare(a.report.date));

/** `import { recordedReports } from 'virtual:recorded-reports'`: for the page about speed only. */
export function recordedReportsPlugin(folder?: string): Plugin {
  return {
    name: 'recorded-reports',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) =>
      id === `\0${MODULE}`
        ? `export const recordedReports = ${JSON.stringify(readRecordedReports(folder))};`
        : null,
  };
}
