import { classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

/** Pictures from one noise to the other, both included. */
export const COUNT = 8;

const seed = { type: 'int', min: 1, max: 999999 } as const;

export const table = {
  first: { ...seed, default: 11 },
  second: { ...seed, default: 12 },
  path: { type: 'choice', options: ['slerp', 'line'], default: 'slerp' },
  /** Of one class the pictures can be recognised, and what changes between them is seen. */
  label: classParameter('2'),
  steps: { type: 'int', min: 5, max: 100, default: 20 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [504, 788] } as const;
