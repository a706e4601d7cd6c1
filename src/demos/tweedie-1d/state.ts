import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  t: { type: 'int', min: 1, max: T, default: 150 },
  x: { type: 'number', min: -3, max: 3, default: 0 },
  /** The share of the data at +1. */
  share: { type: 'number', min: 0.05, max: 0.95, default: 0.5 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [456, 656] } as const;
