import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../bench/failure.ts';
import type { BenchDoing, BenchEntry } from '../../bench/row.ts';
import { doingInWords, failureInWords, namesWith, type SpeedText } from './benchWords.ts';
import labels from './en.json';
import { watchSilence } from './silence.ts';

const i18n = createInstance();
await i18n.init({
  lng: 'en',
  defaultNS: 'speed',
  resources: { en: { speed: labels } },
  interpolation: { escapeValue: false },
});
const text: SpeedText = (key, values) => i18n.t(key, values ?? {});
const names = namesWith(text, (id) => id.toUpperCase());
const place = { net: 'mnist-28', batch: 16 };
const entry: BenchEntry = { ...place, engine: 'ours', backend: 'wasm', variant: '2 threads' };

describe('what a run is doing', () => {
  it('names network, engine and round', () => {
    expect(doingInWords(text, names, { step: 'round', round: 3, rounds: 18, ...entry })).toBe(
      'MNIST-28 · 16 pictures · ours · WebAssembly · 2 threads: round 3 of 18',
    );
    expect(doingInWords(text, names, { step: 'network', ...place, batch: 1 })).toBe(
      'MNIST-28 · 1 picture: fetching the network',
    );
  });

  it('has words for every step', () => {
    const all: BenchDoing[] = [
      ...(['peaks', 'report'] as const).map((step) => ({ step })),
      ...(['network', 'reference'] as const).map((step) => ({ step, ...place })),
      ...(['load', 'open', 'warm', 'parity', 'trial'] as const).map((step) => ({ step, ...entry })),
    ];
    const said = all.map((doing) => doingInWords(text, names, doing));
    expect(said.filter((line) => /doing\.|\{\{/.test(line))).toEqual([]);
    expect(new Set(said).size).toBe(all.length);
  });
});

describe('a refusal', () => {
  it('has words for every code, with the number or the detail', () => {
    for (const code of failureCodes) {
      const said = failureInWords(text, { ...entry, code, parity: 0.02, reason: 'as the library said it' });
      expect(said).not.toMatch(/failures\.|\{\{/);
      if (code === 'other-answer') expect(said).toContain('2e−2');
      else if (code !== 'no-number') expect(said).toContain('as the library said it');
    }
  });

  it('of an older report is its own sentence', () => {
    const reason = 'its answer is another: max|Δ|/max|ref| = 1.0e+0';
    expect(failureInWords(text, { ...entry, code: null, parity: null, reason })).toBe(reason);
  });
});

describe('variants', () => {
  const row = (variant: string | null) => names.row({ ...entry, variant });
  it('are named where they are known, and shown as they are where not', () => {
    expect(row('1 thread')).toBe('ours · WebAssembly · 1 thread');
    expect(row('NHWC, not captured')).toBe('ours · WebAssembly · NHWC, not captured');
    expect(row('something of later')).toBe('ours · WebAssembly · something of later');
    expect(row(null)).toBe('ours · WebAssembly');
  });
});

it('silence is too long after so many turns in which nothing was heard', () => {
  const silence = watchSilence(3);
  const turns = (count: number) => Array.from({ length: count }, () => silence.isTooLong());
  expect(turns(3)).toEqual([false, false, false]);
  silence.heard();
  expect(turns(4)).toEqual([false, false, false, true]);
});
