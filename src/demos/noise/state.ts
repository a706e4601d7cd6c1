import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  t: { type: 'int', min: 0, max: T, default: 300 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
  /** Whether each step shrinks what was there by √(1−β_t), as it should. */
  shrink: { type: 'flag', default: true },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [761, 1297] } as const;
