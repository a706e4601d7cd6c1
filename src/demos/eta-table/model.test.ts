import { describe, expect, it } from 'vitest';
import type { Eta, FdCell } from '../../figures/networkReport/evaluation.ts';
import { cellOf, paperCells, trendsOf, verdictOf } from './model.ts';
import { ETAS, fidOf, STEPS } from './paperTable.ts';

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

describe('trends', () => {
  it('hold in a table that has them', () => {
    expect(holds(like())).toEqual({ zeroBest: true, gapShrinks: true, hatWorst: true, hatBest: true });
  });

  it('each fails for a reason of its own, and says where', () => {
    expect(trendsOf(changed(20, 0, { fd: 3 }))[0]).toMatchObject({ holds: false, fails: [20] });
    expect(trendsOf(changed(1000, 1, { fd: 9 }))[1]).toMatchObject({ holds: false, fails: [1000] });
    expect(trendsOf(changed(10, 'sigma-hat', { fd: 2 }))[2]).toMatchObject({ holds: false, fails: [10] });
    expect(trendsOf(changed(1000, 'sigma-hat', { fd: 0.5 }))[3]).toMatchObject({
      holds: false,
      fails: [1000],
    });
  });

  it('what is missing leaves a trend open, unless what is there contradicts it', () => {
    const some = like().filter(({ eta }) => eta === 0 || eta === 1);
    const three = like().filter(({ eta }) => eta === 0 || eta === 1 || eta === 'sigma-hat');
    expect(holds(three).hatBest).toBe(true);
    expect(holds(some)).toEqual({ zeroBest: null, gapShrinks: true, hatWorst: null, hatBest: null });
    expect(holds(changed(10, 1, { fd: 0.1 }, some)).zeroBest).toBe(false);
    expect(holds([])).toEqual({ zeroBest: null, gapShrinks: null, hatWorst: null, hatBest: null });
  });
});
