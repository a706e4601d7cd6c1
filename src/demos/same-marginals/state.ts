import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const NOISES = ['eta', 'largest', 'sigma-hat'] as const;

export const table = {
  t: { type: 'int', min: 0, max: T, default: 100 },
  noise: { type: 'choice', options: NOISES, default: 'eta' },
  eta: { type: 'number', min: 0, max: 1, default: 0.5 },
  x0: { type: 'number', min: -1, max: 1, default: 0.8 },
  steps: { type: 'int', min: 5, max: 100, default: 20 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [506, 1085] } as const;
