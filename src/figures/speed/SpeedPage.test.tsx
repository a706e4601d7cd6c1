/** What stands in the static page and what a report looks like, without a browser. */
import { readFileSync } from 'node:fs';
import { createInstance } from 'i18next';
import { renderToString } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { stepCosts } from 'virtual:step-costs';
import { expect, test } from 'vitest';
import labels from './en.json';
import type { BenchReport } from '../../bench/row.ts';
import { Provenance } from './Provenance.tsx';
import { report, row } from './speed.fixture.ts';
import { SpeedLab } from './SpeedLab.tsx';
import { SpeedResults } from './SpeedResults.tsx';
import { StepCosts } from './StepCosts.tsx';

const i18n = createInstance();
await i18n.use(initReactI18next).init({
  lng: 'en',
  resources: { en: { 'figures/speed': labels } },
  interpolation: { escapeValue: false },
});
const html = (page: React.ReactNode): string =>
  renderToString(<I18nextProvider i18n={i18n}>{page}</I18nextProvider>).replaceAll('&quot;', '"');
const resultsOf = (part: Partial<BenchReport>): string => {
  const shown = { ...report, ...part };
  return html(<SpeedResults measured={shown} device={shown} />);
};

test('the costs of every network stand in the static page', () => {
  const page = html(<StepCosts />);
  for (const { macs, dispatches } of stepCosts) {
    expect(page).toContain(`>${dispatches}<`);
    expect(page.replaceAll(',', '')).toContain(`>${Math.round(macs / 1e6)}<`);
  }
});

test('before a run there is an axis, a note and a button, and no millisecond of anybody', () => {
  const page = html(<SpeedLab />);
  expect(page).toContain(labels.nothing);
  expect(page).toContain(labels.lab.run);
  expect(page).not.toContain('speed-row');
  expect(page).not.toContain('speed-ratios');
  expect(page).not.toContain('speed-all');
});

test('a report is a dot an engine, sentences with the ratios, the terms and what was refused', () => {
  const page = resultsOf({});
  expect(page.match(/class="speed-row/g)).toHaveLength(6);
  expect(page).toContain('WebGPU: a step of ours takes 2.00 ms');
  expect(page).toContain('With onnxruntime-web it takes 5.00 ms, 2.50 times as long');
  expect(page).toContain('With plain tfjs it takes 12.0 ms, 6.00 times as long');
  expect(page).toContain('takes 15.0 ms, which is faster: ours takes 1.33 times as long');
  expect(page).toContain('roofline 0.900 ms');
  expect(page).toContain('1000 GFLOP/s');
  expect(page).toContain('it is off by 5e−1 of the largest value');
  expect(page).not.toContain('say nothing about a GPU');
});

test('the ways of a peer stand beside each other with their trials', () => {
  const page = resultsOf({}).replaceAll('<!-- -->', '');
  expect(page).toContain(
    'Best trial of each way of onnxruntime-web · WebGPU, before the rounds: ' +
      'NHWC, captured 4.90 ms · NCHW, not captured 7.70 ms',
  );
  expect(page.match(/Best trial/g)).toHaveLength(1);
});

test('a report says which kernels ran, and what they bring', () => {
  const said = (features: BenchReport['features']): string =>
    html(<Provenance of={{ ...report, features }} />);
  expect(said(['subgroups', 'shader-f16'])).toContain(
    'a device that does not exist · kernels with subgroups, shader-f16 · none',
  );
  expect(said([])).toContain('a device that does not exist · plain kernels · none');
  expect(said(null)).toContain('a device that does not exist · none');
  const rows = [row({}), row({ engine: 'ours-plain', step_ms: 3 })];
  const page = resultsOf({ rows });
  expect(page).toContain('ours, plain kernels');
  expect(page).toContain('With plain kernels it takes 3.00 ms, 1.50 times as long');
});

test('milliseconds of emulated graphics are called that', () => {
  expect(resultsOf({ software: true })).toContain('say nothing about a GPU');
  // Those of WebAssembly are the processor's own.
  const rows = [row({ backend: 'wasm' })];
  expect(resultsOf({ software: true, rows })).not.toContain('say nothing about a GPU');
});

test('what was left out for all engines alike is one line', () => {
  const heavy = {
    ...report.failed[0],
    batch: 16,
    code: 'too-heavy' as const,
    parity: null,
    reason: '15.7 GMAC',
  };
  const failed = [heavy, { ...heavy, engine: 'tfjs' as const }, { ...heavy, backend: 'wasm' as const }];
  const page = resultsOf({ failed });
  expect(page.match(/a step has 15.7 GMAC/g)).toHaveLength(2);
  expect(page).toContain('<b>WebGPU</b>');
  expect(page).toContain('<b>WebAssembly</b>');
});

test('equal times are no difference, and no peak means no terms', () => {
  const rows = [row({}), row({ engine: 'tfjs', step_ms: 2.02 })];
  const page = resultsOf({ rows, roofline: [], failed: [] });
  expect(page).toContain('no difference worth naming');
  expect(page).not.toContain('speed-terms');
  expect(page).not.toContain('speed-bound');
  expect(page).not.toContain('speed-refusals');
});

test('every label that is asked for is there', () => {
  const folder = import.meta.dirname;
  const used = ['SpeedLab', 'RunLine', 'SpeedPlot', 'TermsTable', 'Ratios', 'ReportLoader', 'Provenance']
    .map((name) => readFileSync(`${folder}/${name}.tsx`, 'utf8'))
    .flatMap((source) => [...source.matchAll(/text\('([a-zA-Z.]+)'/g)].map(([, key]) => key));
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((key) => !i18n.exists(`figures/speed:${key}`, { count: 1 }))).toEqual([]);
});
