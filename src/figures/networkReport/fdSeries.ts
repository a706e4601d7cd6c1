/** FD over the number of steps, one series for every η. */
import type { Hue } from '../../derivations/notation.ts';
import type { Eta, FdCell } from './evaluation.ts';

export interface FdSeries {
  eta: Eta;
  hue: Hue;
  /** By growing number of steps. */
  cells: readonly FdCell[];
}

const placeOf = (eta: Eta): number => (eta === 'sigma-hat' ? Infinity : eta);

const hueOf = (eta: Eta): Hue => {
  if (eta === 'sigma-hat') return 'score';
  return eta === 0 ? 'x0' : eta === 1 ? 'eps' : eta < 0.4 ? 'sched' : 'mu';
};

export function fdSeries(cells: readonly FdCell[]): FdSeries[] {
  const etas = [...new Set(cells.map(({ eta }) => eta))].sort((a, b) => placeOf(a) - placeOf(b) || 0);
  return etas.map((eta) => ({
    eta,
    hue: hueOf(eta),
    cells: cells.filter((cell) => cell.eta === eta).sort((a, b) => a.steps - b.steps),
  }));
}

/** Where cells have fewer samples than elsewhere, so that their FD is larger for that alone; null where all have as many. */
export function fewerSamples(
  cells: readonly FdCell[],
): { steps: number[]; few: number; many: number } | null {
  const counts = cells.map(({ n }) => n);
  const [few, many] = [Math.min(...counts), Math.max(...counts)];
  if (few >= many) return null;
  const steps = cells.filter(({ n }) => n === few).map((cell) => cell.steps);
  return { steps: [...new Set(steps)].sort((a, b) => a - b), few, many };
}

/** The floor at every number of steps, where one is known: FD of as many real pictures as the cells there have. */
export function floorsOf(cells: readonly FdCell[]): [steps: number, floor: number][] {
  const floors = new Map<number, number[]>();
  for (const { steps, floor } of cells)
    if (floor !== undefined) floors.set(steps, [...(floors.get(steps) ?? []), floor]);
  return [...floors]
    .map(([steps, all]): [number, number] => [steps, all.reduce((a, b) => a + b) / all.length])
    .sort(([a], [b]) => a - b);
}
