import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { report } from '../src/figures/speed/speed.fixture.ts';
import { readRecordedReports } from './recordedReportsPlugin.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'reports-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const write = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content));

it('the newest report comes first, and files of other benchmarks are left out', () => {
  write('a.json', { ...report, date: '2026-01-01T00:00:00Z' });
  write('b.json', { ...report, date: '2026-02-01T00:00:00Z', results: { page: [] } });
  write('other.json', { results: { memory: [] } });
  writeFileSync(join(folder, 'README.md'), '');
  const found = readRecordedReports(folder);
  expect(found.map(({ file }) => file)).toEqual(['b.json', 'a.json']);
  expect(found[0].report.rows).toEqual(report.rows);
});

it('a report with a mistake in it stops the build', () => {
  write('wrong.json', { ...report, rows: [{ ...report.rows[0], step_ms: 0 }] });
  expect(() => readRecordedReports(folder)).toThrow(/wrong\.json.*step_ms/);
});

it('those of this repository can be read', () => {
  for (const { file } of readRecordedReports()) expect(file).toMatch(/^\d{4}-\d\d-\d\d.*\.json$/);
});
