import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  t: { type: 'int', min: 1, max: T, default: 100 },
  x0: { type: 'number', min: -1, max: 1, default: 0.8 },
  xt: { type: 'number', min: -2.5, max: 2.5, default: 0.3 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [795, 1663] } as const;
