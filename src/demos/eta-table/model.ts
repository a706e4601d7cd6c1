/** Whether our table of FD has the order of DDIM's Table 1, cell by cell and as the trends that the table is known for. */
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

/** Two standard errors of the difference; a cell of a single run counts without one. */
const margin = (a: FdCell, b: FdCell): number => 2 * Math.hypot(a.stderr ?? 0, b.stderr ?? 0);

export function verdictOf(grid: readonly FdCell[], steps: Steps, eta: KnownEta): Verdict {
  const cell = cellOf(grid, steps, eta);
  if (!cell) return 'unmeasured';
  const others = ETAS.flatMap((other) => {
    const found = other === eta ? null : cellOf(grid, steps, other);
    return found && isComparable(cell, found) ? [{ eta: other, found }] : [];
  });
  if (others.length === 0) return 'alone';
  // How far a pair is on the wrong side: negative where the order is the paper's.
  const wrongs = others.map(({ eta: other, found }) => {
    const side = Math.sign(fidOf(steps, eta) - fidOf(steps, other));
    return { by: -side * (cell.fd - found.fd), margin: margin(cell, found) };
  });
  if (wrongs.every(({ by }) => by < 0)) return 'same';
  return wrongs.some((wrong) => wrong.by > wrong.margin) ? 'reversed' : 'open';
}

export type TrendId = 'zeroBest' | 'gapShrinks' | 'hatWorst' | 'hatBest';

export interface Trend {
  id: TrendId;
  /** null: some of it is not measured, and what is does not contradict. */
  holds: boolean | null;
  /** Numbers of steps at which it fails. */
  fails: readonly number[];
}

const FEW = STEPS.filter((steps) => steps <= 100);

/** Whether a is at most b, within two standard errors; null where one is missing or they cannot be compared. */
function isAtMost(a: FdCell | null, b: FdCell | null): boolean | null {
  if (!a || !b || !isComparable(a, b)) return null;
  return a.fd <= b.fd + margin(a, b);
}

function trendOf(id: TrendId, parts: readonly { steps: number; holds: boolean | null }[]): Trend {
  const fails = [...new Set(parts.filter(({ holds }) => holds === false).map(({ steps }) => steps))];
  const isKnown = parts.every(({ holds }) => holds !== null);
  return { id, holds: fails.length > 0 ? false : isKnown ? true : null, fails };
}

/** FD(η = 1) − FD(η = 0) with its error, both of the same n. */
function gapAt(grid: readonly FdCell[], steps: number) {
  const [zero, one] = [cellOf(grid, steps, 0), cellOf(grid, steps, 1)];
  if (!zero || !one || !isComparable(zero, one)) return null;
  return { gap: one.fd - zero.fd, error: Math.hypot(zero.stderr ?? 0, one.stderr ?? 0) };
}

/** What the paper's table is known for, each within two standard errors. */
export function trendsOf(grid: readonly FdCell[]): Trend[] {
  const against = (steps: number, best: Eta, isBest: boolean, etas: readonly Eta[] = ETAS) =>
    etas
      .filter((eta) => eta !== best)
      .map((eta) => {
        const [extreme, other] = [cellOf(grid, steps, best), cellOf(grid, steps, eta)];
        return { steps, holds: isBest ? isAtMost(extreme, other) : isAtMost(other, extreme) };
      });
  const gaps = STEPS.slice(1).map((steps, i) => {
    const [before, here] = [gapAt(grid, STEPS[i]), gapAt(grid, steps)];
    if (!before || !here) return { steps, holds: null };
    return { steps, holds: here.gap <= before.gap + 2 * Math.hypot(before.error, here.error) };
  });
  return [
    trendOf(
      'zeroBest',
      FEW.flatMap((steps) => against(steps, 0, true)),
    ),
    trendOf('gapShrinks', gaps),
    trendOf(
      'hatWorst',
      FEW.flatMap((steps) => against(steps, 'sigma-hat', false)),
    ),
    // In the paper the other two lie between these, and a thousand steps are dear.
    trendOf('hatBest', against(1000, 'sigma-hat', true, [0, 1])),
  ];
}

/** The paper's table as cells, to be drawn on an axis of its own. */
export const paperCells = (): FdCell[] =>
  ETAS.flatMap((eta) => STEPS.map((steps) => ({ steps, eta, fd: fidOf(steps, eta), n: 50_000 })));
