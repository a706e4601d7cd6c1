import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { renderLabels } from '../../build/labels.ts';
import { checkDerivation } from './check.ts';
import { derivationIds, loadDerivation } from './index.ts';
import type { Words } from './types.ts';

// Thousands of planted errors, each over up to 64 draws: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe.each(derivationIds)('%s', (id) => {
  test('every line follows, and every planted error is caught', async () => {
    const derivation = await loadDerivation(id);
    expect(derivation.id).toBe(id);
    const report = checkDerivation(derivation);
    expect(report.failures).toEqual([]);
    expect(report.unchecked).toEqual([]);
  });

  test('every line has a reason', async () => {
    const derivation = await loadDerivation(id);
    const words = JSON.parse(readFileSync(new URL(`${id}/en.json`, import.meta.url), 'utf8')) as Words;
    expect(Object.keys(words.lines)).toEqual(derivation.lines.map((line) => line.id));
    expect(words.title && words.intro).toBeTruthy();
    expect(() => renderLabels(words)).not.toThrow();
  });

  test('has four to nine lines, cites something and keeps its defaults on the sliders', async () => {
    const { lines, references, controls } = await loadDerivation(id);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.length).toBeLessThanOrEqual(9);
    expect(references.length).toBeGreaterThan(0);
    for (const { min, max, default: start } of Object.values(controls)) {
      expect(start).toBeGreaterThanOrEqual(min);
      expect(start).toBeLessThanOrEqual(max);
    }
  });
});
