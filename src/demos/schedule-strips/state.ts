import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  /** How far the cursor is along the rows, in thousandths: the step t, or the way down the ladder of log-SNR. */
  at: { type: 'int', min: 0, max: T, default: 400 },
  /** Whether a column is one log-SNR instead of one step. */
  sameSnr: { type: 'flag', default: false },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'full', reserve: [874, 933] } as const;
