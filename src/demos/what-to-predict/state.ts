import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  t: { type: 'int', min: 2, max: T, default: 300 },
  x0: { type: 'number', min: -1, max: 1, default: 0.6 },
  eps: { type: 'number', min: -3, max: 3, default: 0.9 },
  /** What the network puts out. */
  target: { type: 'choice', options: ['eps', 'x0', 'v', 'mu'], default: 'eps' },
  /** How wrong its output is. */
  error: { type: 'number', min: -0.5, max: 0.5, default: 0.1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [473, 853] } as const;
