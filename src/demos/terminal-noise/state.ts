import type { Table } from '../../ui/demoState.ts';

export const stepCounts = ['100', '250', '1000', '4000'] as const;

/** Powers of ten that the number of draws runs through. */
export const MOST_DRAWS = 10;

export const table = {
  /** The decimal logarithm of how many x_T are averaged. */
  draws: { type: 'number', min: 0, max: MOST_DRAWS, default: 0 },
  steps: { type: 'choice', options: stepCounts, default: '1000' },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [429, 1029] } as const;
