import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Eta, FdCell } from '../../figures/networkReport/evaluation.ts';
import { cellOf, paperCells, trendsOf, verdictOf, type Trend, type TrendId } from './model.ts';
import { ETAS, fidOf, STEPS } from './paperTable.ts';

/** What models/tests/test_goals.py holds the goals to. */
const cases = JSON.parse(
  readFileSync(new URL('../../../models/tests/trends.json', import.meta.url), 'utf8'),
) as { name: string; grid: FdCell[]; trends: Record<TrendId, Omit<Trend, 'id'>> }[];

/** A table of ours that has the paper's order: its values in another unit, with errors. */
const like = (error = 0.001): FdCell[] =>
  paperCells().map((cell) => ({ ...cell, fd: 0.1 * cell.fd, stderr: error, n: 2000, clip: true }));

const changed = (steps: number, eta: Eta, part: Partial<FdCell>, grid = like()): FdCell[] =>
  grid.map((cell) => (cell.steps === steps && cell.eta === eta ? { ...cell, ...part } : cell));

const holds = (grid: readonly FdCell[]) => Object.fromEntries(trendsOf(grid).map((t) => [t.id, t.holds]));

describe('the paper’s table', () => {
  it('grows down every column with few steps; with a thousand σ̂ is best', () => {
    for (const steps of STEPS.slice(0, 4)) {
      const column = ETAS.map((eta) => fidOf(steps, eta));
      expect([...column].sort((a, b) => a - b)).toEqual(column);
    }
    expect(Math.min(...ETAS.map((eta) => fidOf(1000, eta)))).toBe(fidOf(1000, 'sigma-hat'));
  });
});

describe('verdicts', () => {
  it('find the paper’s order in a table that has it', () => {
    for (const steps of STEPS) for (const eta of ETAS) expect(verdictOf(like(), steps, eta)).toBe('same');
  });

  it('a cell on the wrong side by much is reversed, and so is the one that it passed', () => {
    const grid = changed(50, 1, { fd: 0.1 });
    expect(verdictOf(grid, 50, 1)).toBe('reversed');
    expect(verdictOf(grid, 50, 0)).toBe('reversed');
    expect(verdictOf(grid, 50, 'sigma-hat')).toBe('same');
    expect(verdictOf(grid, 20, 1)).toBe('same');
  });

  it('on the wrong side by less than two standard errors it is open', () => {
    const near = (fd: number) => verdictOf(changed(10, 0.2, { fd }, like(0.01)), 10, 0.2);
    const zero = cellOf(like(), 10, 0)!.fd;
    const two = 2 * Math.SQRT2 * 0.01;
    expect(near(zero - 0.9 * two)).toBe('open');
    expect(near(zero - 1.1 * two)).toBe('reversed');
  });

  it('like is held against like only', () => {
    const grid = changed(100, 0, { n: 1000, fd: 99 });
    expect(verdictOf(grid, 100, 0)).toBe('alone');
    expect(verdictOf(grid, 100, 1)).toBe('same');
    expect(verdictOf([], 100, 1)).toBe('unmeasured');
  });
});

const wide = (): FdCell[] => [
  // Our own columns that the paper does not have.
  ...like().flatMap((cell) => (cell.steps === 10 ? [{ ...cell, steps: 5, fd: 2 * cell.fd }] : [])),
  ...like(),
  ...like().flatMap((cell) => (cell.steps === 100 ? [{ ...cell, steps: 250 }] : [])),
];

/** FD 50 at η = 0, at η = 1 so much more by the number of steps, and none elsewhere. */
const withGaps = (gaps: Record<number, number>): FdCell[] =>
  Object.entries(gaps).flatMap(([steps, gap]) =>
    [0, gap].map((more, eta) => ({ steps: +steps, eta, fd: 50 + more, stderr: 0.1, n: 2000, clip: true })),
  );

describe('trends', () => {
  it('hold in a table that has them', () => {
    expect(holds(wide())).toEqual({ zeroBest: true, gapShrinks: true, hatWorst: true, hatBest: true });
  });

  it('each fails for a reason of its own, and says where', () => {
    expect(trendsOf(changed(20, 0, { fd: 3 }, wide()))[0]).toMatchObject({ holds: false, fails: [20] });
    expect(trendsOf(changed(1000, 1, { fd: 9 }, wide()))[1]).toMatchObject({ holds: false, fails: [1000] });
    expect(trendsOf(changed(10, 'sigma-hat', { fd: 2 }, wide()))[2]).toMatchObject({
      holds: false,
      fails: [10],
    });
    expect(trendsOf(changed(1000, 'sigma-hat', { fd: 0.5 }, wide()))[3]).toMatchObject({
      holds: false,
      fails: [1000],
    });
  });

  it('a gap that grows the wrong way round fails, and is called reversed', () => {
    const shrinking = { 5: 9, 10: 8, 20: 7, 50: 6, 100: 5, 250: 4, 1000: 3 };
    const gap = (gaps: Record<number, number>) => trendsOf(withGaps({ ...shrinking, ...gaps }))[1];
    expect(gap({})).toMatchObject({ holds: true, fails: [], reversed: [] });
    // The picture book's own: it fell from −6.84 to −21.29, and a signed comparison called that narrower.
    expect(gap({ 5: -6.84, 10: -21.29, 20: -17.85 })).toMatchObject({
      holds: false,
      fails: [10],
      reversed: [5, 10, 20],
    });
    expect(gap({ 5: -9 })).toMatchObject({ holds: false, fails: [], reversed: [5] });
    expect(gap({ 1000: -0.2 })).toMatchObject({ holds: true, reversed: [] }); // within two standard errors of none
    expect(trendsOf(withGaps({ 5: -1, 10: -9 }))[1]).toMatchObject({ holds: false, fails: [10] });
  });

  it('what is missing leaves a trend open, unless what is there contradicts it', () => {
    const some = wide().filter(({ eta }) => eta === 0 || eta === 1);
    const three = wide().filter(({ eta }) => eta === 0 || eta === 1 || eta === 'sigma-hat');
    expect(holds(three).hatBest).toBe(true);
    expect(holds(some)).toEqual({ zeroBest: null, gapShrinks: true, hatWorst: null, hatBest: null });
    expect(holds(changed(10, 1, { fd: 0.1 }, some)).zeroBest).toBe(false);
    expect(holds([])).toEqual({ zeroBest: null, gapShrinks: null, hatWorst: null, hatBest: null });
    expect(trendsOf([])[0].sets).toBe(0);
    const noError = wide().map(({ stderr: _, ...cell }) => cell);
    expect(new Set(Object.values(holds(noError)))).toEqual(new Set([null]));
  });

  it('follow the rule of the goals in evaluation.json, case by case', () => {
    expect(cases.length).toBeGreaterThan(5);
    for (const { name, grid, trends } of cases) {
      const found = trendsOf(grid).map(({ id, ...trend }) => [id, trend]);
      expect(Object.fromEntries(found), name).toEqual(trends);
    }
  });
});
