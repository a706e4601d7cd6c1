import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const kinds = ['points', 'bumps', 'smooth'] as const;
export const variances = ['beta', 'beta-tilde'] as const;
export type Variance = (typeof variances)[number];

export const table = {
  data: { type: 'choice', options: kinds, default: 'points' },
  variance: { type: 'choice', options: variances, default: 'beta' },
  t: { type: 'int', min: 2, max: T, default: 5 },
  xt: { type: 'number', min: -2.5, max: 2.5, default: 0.9 },
  /** How far the model's guess of x_0 is off the best one. */
  error: { type: 'number', min: -2, max: 2, default: 0 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [490, 686] } as const;
