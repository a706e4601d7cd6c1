import { dataKinds } from '../../figures/kernel/reverseStep.ts';
import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  data: { type: 'choice', options: dataKinds, default: 'points' },
  t: { type: 'int', min: 1, max: T, default: 30 },
  xt: { type: 'number', min: -3, max: 3, default: 0.01 },
  /** Whether the step's variance is the reader's own instead of the schedule's β_t. */
  own: { type: 'flag', default: false },
  /** log₁₀ of the reader's own β. */
  logBeta: { type: 'number', min: -4, max: -0.05, default: -1 },
  /** Whether x_0 is given. */
  given: { type: 'flag', default: false },
  x0: { type: 'number', min: -2, max: 2, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [536, 997] } as const;
