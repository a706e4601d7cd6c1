import type { Table } from '../../ui/demoState.ts';

/** How many steps the chain may take; the finest Wiener path has 4000, which all of them divide. */
export const stepCounts = [25, 50, 100, 200, 500, 1000, 2000] as const;
export const FINEST = 4000;
export const families = ['vp', 've'] as const;

export const table = {
  family: { type: 'choice', options: families, default: 'vp' },
  /** Which of the step counts. */
  size: { type: 'int', min: 0, max: stepCounts.length - 1, default: 1 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [449, 857] } as const;
