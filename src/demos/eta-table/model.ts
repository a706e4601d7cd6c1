/** Whether our table of FD has the order of DDIM's Table 1, cell by cell and as the trends that the table is known for. */
import { deviation, mean } from 'd3-array';
import type { Eta, FdCell } from '../../figures/networkReport/evaluation.ts';
import { ETAS, fidOf, STEPS } from './paperTable.ts';

type Steps = (typeof STEPS)[number];
type KnownEta = (typeof ETAS)[number];

/**
 * same: on the paper's side of every other cell of its column. open: on the other side of one, by less than two standard
 * errors. reversed: by more. unmeasured: there is no such cell. alone: there is nothing to hold it against.
 */
export type Verdict = 'same' | 'open' | 'reversed' | 'unmeasured' | 'alone';

export const cellOf = (grid: readonly FdCell[], steps: number, eta: Eta): FdCell | null =>
  grid.find((cell) => cell.steps === steps && cell.eta === eta) ?? null;

/** FD depends on the number of samples and on clipping, so only like is held against like. */
const isComparable = (a: FdCell, b: FdCell): boolean => a.n === b.n && a.clip === b.clip;

/** As many sets of samples a cell rests on where it rests on all. */
export const ALL_SETS = 3;

interface Difference {
  by: number;
  error: number;
}

/**
 * How far a lies above b. Cells of one number of steps are drawn from the same seeds and the same noise, so where both have
 * all sets the differences are taken set by set; a single set's error is its own, and the two are added as if the seeds were
 * others, which is cautious. null where one is missing or has no error, or they cannot be compared.
 */
function excess(a: FdCell | null, b: FdCell | null): Difference | null {
  if (!a || !b || !isComparable(a, b) || a.stderr === undefined || b.stderr === undefined) return null;
  const [sets, others] = [a.per_seed ?? [], b.per_seed ?? []];
  if (a.steps !== b.steps || sets.length < ALL_SETS || sets.length !== others.length)
    return { by: a.fd - b.fd, error: Math.hypot(a.stderr, b.stderr) };
  const differences = sets.map((fd, i) => fd - others[i]);
  return { by: mean(differences) ?? NaN, error: (deviation(differences) ?? 0) / Math.sqrt(sets.length) };
}

const isAbove = ({ by, error }: Difference): boolean => by > 2 * error;

/** Without an error nothing can be told apart. */
const difference = (a: FdCell, b: FdCell): Difference => excess(a, b) ?? { by: a.fd - b.fd, error: Infinity };

export function verdictOf(grid: readonly FdCell[], steps: Steps, eta: KnownEta): Verdict {
  const cell = cellOf(grid, steps, eta);
  if (!cell) return 'unmeasured';
  const others = ETAS.flatMap((other) => {
    const found = other === eta ? null : cellOf(grid, steps, other);
    return found && isComparable(cell, found) ? [{ eta: other, found }] : [];
  });
  if (others.length === 0) return 'alone';
  // How far a pair is on the wrong side: negative where the order is the paper's.
  const wrongs = others.map(({ eta: other, found }) =>
    fidOf(steps, eta) > fidOf(steps, other) ? difference(found, cell) : difference(cell, found),
  );
  if (wrongs.every((wrong) => wrong.by < 0)) return 'same';
  return wrongs.some(isAbove) ? 'reversed' : 'open';
}

export type TrendId = 'zeroBest' | 'gapShrinks' | 'hatWorst' | 'hatBest';

export interface Trend {
  id: TrendId;
  /** null: some of it is not measured, and what is does not contradict. */
  holds: boolean | null;
  /** Numbers of steps at which it fails. */
  fails: readonly number[];
  /** Numbers of steps at which it holds within the errors only: something is on the other side by less than two of them. */
  close: readonly number[];
  /** Of the gap: numbers of steps at which η = 1 comes before η = 0. The trend is not the paper's then, however wide the gap. */
  reversed: readonly number[];
  /** Sets of samples of the cell that has fewest, of those that there are. */
  sets: number;
}

/** The columns of our own table: the paper's, 5 and 250. */
const OURS = [5, 10, 20, 50, 100, 250, 1000];
const FEW = OURS.filter((steps) => steps <= 100);

interface Part {
  steps: number;
  /** What may not be above zero. */
  difference: Difference | null;
}

function trendOf(
  id: TrendId,
  parts: readonly Part[],
  used: readonly FdCell[],
  reversed: number[] = [],
): Trend {
  const failing = parts.filter(({ difference }) => difference && isAbove(difference));
  const fails = [...new Set(failing.map(({ steps }) => steps))];
  const open = new Set(parts.filter(({ difference }) => !difference).map(({ steps }) => steps));
  const above = parts.filter(({ difference }) => difference && difference.by > 0).map(({ steps }) => steps);
  const close = [...new Set(above)].filter((steps) => !fails.includes(steps) && !open.has(steps));
  const isKnown = parts.every(({ difference }) => difference);
  const holds = fails.length + reversed.length > 0 ? false : isKnown ? true : null;
  const sets = Math.min(...used.map((cell) => cell.per_seed?.length ?? 1));
  return { id, holds, fails, close, reversed, sets: used.length > 0 ? sets : 0 };
}

/** Whether the gap from η = 0 to η = 1 gets narrower, by its width: one that is reversed can grow too. */
function gapTrend(grid: readonly FdCell[]): Trend {
  const gaps = OURS.map((steps) => excess(cellOf(grid, steps, 1), cellOf(grid, steps, 0)));
  const parts = OURS.slice(1).map((steps, i) => {
    const [before, here] = [gaps[i], gaps[i + 1]];
    const difference = before &&
      here && {
        by: Math.abs(here.by) - Math.abs(before.by),
        error: Math.hypot(before.error, here.error),
      };
    return { steps, difference };
  });
  const reversed = OURS.filter((_, i) => gaps[i] && isAbove({ ...gaps[i], by: -gaps[i].by }));
  const used = grid.filter(({ eta }) => eta === 0 || eta === 1);
  return trendOf('gapShrinks', parts, used, reversed);
}

/**
 * What the paper's table is known for, each within two standard errors and over all our numbers of steps. The goals in
 * evaluation.json follow the same rule (models/diffusion_lines/evaluation/order.py and goals.py); models/tests/trends.json holds both to it.
 */
export function trendsOf(grid: readonly FdCell[]): Trend[] {
  const against = (steps: number, best: Eta, isBest: boolean, etas: readonly Eta[] = ETAS) =>
    etas
      .filter((eta) => eta !== best)
      .map((eta): Part => {
        const [extreme, other] = [cellOf(grid, steps, best), cellOf(grid, steps, eta)];
        return { steps, difference: isBest ? excess(extreme, other) : excess(other, extreme) };
      });
  const few = grid.filter(({ steps }) => FEW.includes(steps));
  const thousand = grid.filter(({ steps }) => steps === 1000);
  const zeroBest = FEW.flatMap((steps) => against(steps, 0, true));
  const hatWorst = FEW.flatMap((steps) => against(steps, 'sigma-hat', false));
  return [
    trendOf('zeroBest', zeroBest, few),
    gapTrend(grid),
    trendOf('hatWorst', hatWorst, few),
    // In the paper the other two lie between these, and a thousand steps are dear.
    trendOf('hatBest', against(1000, 'sigma-hat', true, [0, 1]), thousand),
  ];
}

/** The paper's table as cells, to be drawn on an axis of its own. */
export const paperCells = (): FdCell[] =>
  ETAS.flatMap((eta) => STEPS.map((steps) => ({ steps, eta, fd: fidOf(steps, eta), n: 50_000 })));
