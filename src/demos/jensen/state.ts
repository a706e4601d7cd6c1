import type { Table } from '../../ui/demoState.ts';

export const table = {
  a: { type: 'number', min: 0.1, max: 4, default: 0.5 },
  b: { type: 'number', min: 0.1, max: 4, default: 3 },
  /** The probability of a; in the other view, the data's probability of the first outcome. */
  p: { type: 'number', min: 0.05, max: 0.95, default: 0.5 },
  /** The model's probability of the first outcome. */
  q: { type: 'number', min: 0.02, max: 0.98, default: 0.2 },
  /** Whether a and b are the ratios p_θ/p of two outcomes. */
  ratios: { type: 'flag', default: false },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [501, 626] } as const;
