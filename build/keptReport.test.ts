import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What a process leaves in its file that keeps a report, adds to it, and is then ended by `signal`, or finishes. */
async function leftBy(signal: NodeJS.Signals | null): Promise<{ code: number | null; left: unknown }> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const path = join(folder, 'sub', 'report.json');
  const code = `
    import { addedBy, keptReport } from './scripts/keptReport.mjs';
    const report = keptReport(${JSON.stringify(path)}, { date: 'today' });
    const take = (event) => report.put(addedBy(event, report.contents));
    take({ kind: 'environment', environment: { adapter: 'A' } });
    for (const net of ['a', 'b']) take({ kind: 'row', row: { net } });
    take({ kind: 'failed', failure: { net: 'c' } });
    take({ kind: 'roofline', roofline: { net: 'a' } });
    console.log('ready');
    ${signal === null ? 'report.finish({ results: {} });' : 'setInterval(() => undefined, 1000);'}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (signal !== null) child.stdout.once('data', () => child.kill(signal));
  const status = await ended;
  expect(readdirSync(join(folder, 'sub'))).toEqual(['report.json']);
  return { code: status, left: JSON.parse(readFileSync(path, 'utf8')) };
}

const measured = {
  date: 'today',
  adapter: 'A',
  rows: [{ net: 'a' }, { net: 'b' }],
  failed: [{ net: 'c' }],
  roofline: [{ net: 'a' }],
};

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)(
  'a report that %s ends has all that was measured, and says that it is not complete',
  async (signal, code) => {
    expect(await leftBy(signal)).toEqual({ code, left: { ...measured, complete: false, ended: signal } });
  },
);

it('a report that comes to its end is complete', async () => {
  expect(await leftBy(null)).toEqual({ code: 0, left: { ...measured, results: {}, complete: true } });
});
