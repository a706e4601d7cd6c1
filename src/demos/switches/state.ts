import { classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

/** Pictures in a row. */
export const BATCH = 6;

export const CHANGES = ['no-noise', 'no-clip', 'beta', 'schedule'] as const;

export const table = {
  change: { type: 'choice', options: CHANGES, default: 'no-noise' },
  steps: { type: 'int', min: 5, max: 200, default: 25 },
  /** Of one class: what a picture should be is then known, and what is wrong with it is seen. */
  label: classParameter('1'),
  seed: { type: 'int', min: 1, max: 999999, default: 5 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [691, 1005] } as const;
