import type { Table } from '../../ui/demoState.ts';

/** Columns of the plot; a guess is one number for each. */
export const BINS = 4;

/** Pairs x, y. In the third column the values lie in two groups, and their mean in neither. */
const POINTS = [
  0.12, 0.55, 0.35, 0.8, 0.6, 0.3, 0.85, 0.62, 1.15, 0.05, 1.4, 0.42, 1.62, 0.2, 1.9, -0.12, 2.15, 0.92, 2.38,
  0.78, 2.62, -0.82, 2.85, -0.9, 3.15, -0.35, 3.4, -0.7, 3.65, -0.22, 3.88, -0.55,
];

export const table = {
  points: { type: 'numbers', min: -1, max: BINS, default: POINTS },
  levels: { type: 'numbers', min: -1, max: 1, default: [0, 0, 0, 0] },
  /** Whether the columns' means are drawn. */
  means: { type: 'flag', default: false },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [501, 633] } as const;
