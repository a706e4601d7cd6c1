import type { Table } from '../../ui/demoState.ts';

export const table = {
  x0: { type: 'number', min: -2, max: 2, default: 0.8 },
  beta: { type: 'number', min: 0.1, max: 0.8, default: 0.5 },
  /** The model's step back: p_θ(x_{t−1} | x_t) = N(w x_t, σ²). */
  weight: { type: 'number', min: 0, max: 1.4, default: 0.95 },
  sigma: { type: 'number', min: 0.3, max: 1.2, default: 0.5 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [638, 1107] } as const;
