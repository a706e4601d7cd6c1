import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  t: { type: 'int', min: 1, max: T, default: 200 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [419, 658] } as const;
