import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLayouts } from '../../build/layoutsPlugin.ts';
import { ofPagesOnly } from './labels.ts';

const demos = join(import.meta.dirname, '../demos');
const layouts = readLayouts();

/** The figures whose components a demo draws with. */
const figuresOf = (demo: string) =>
  readdirSync(join(demos, demo))
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
    .flatMap((file) => [
      ...readFileSync(join(demos, demo, file), 'utf8').matchAll(/figures\/(\w+)\/\w+\.tsx'/g),
    ])
    .map(([, figure]) => figure);

describe('labels of figures', () => {
  it('that no chapter loads are named by the demos that draw with them', () => {
    const needed = Object.keys(layouts).map((demo) => {
      const figures = new Set(figuresOf(demo).filter((figure) => ofPagesOnly.has(figure)));
      return [demo, [...figures]] as const;
    });
    expect(needed.some(([, figures]) => figures.length > 0)).toBe(true);
    for (const [demo, figures] of needed) expect([demo, layouts[demo].words ?? []]).toEqual([demo, figures]);
  });
});
