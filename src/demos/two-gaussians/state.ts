import type { Table } from '../../ui/demoState.ts';

export const views = ['sum', 'product', 'divergence'] as const;
export type View = (typeof views)[number];

const mean = { type: 'number', min: -2.5, max: 2.5 } as const;
const deviation = { type: 'number', min: 0.3, max: 1.6 } as const;

export const table = {
  view: { type: 'choice', options: views, default: 'sum' },
  m1: { ...mean, default: -0.8 },
  s1: { ...deviation, default: 0.6 },
  m2: { ...mean, default: 1 },
  s2: { ...deviation, default: 0.8 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [525, 741] } as const;
