import type { Table } from '../../ui/demoState.ts';

export const table = {
  /** Thousandths of the SDE's time. */
  t: { type: 'int', min: 0, max: 1000, default: 200 },
  steps: { type: 'int', min: 10, max: 1000, default: 400 },
  /** Which paths are drawn. */
  forward: { type: 'flag', default: true },
  reverse: { type: 'flag', default: true },
  ode: { type: 'flag', default: true },
  /** Whether the way back uses the score, and adds noise. */
  score: { type: 'flag', default: true },
  noise: { type: 'flag', default: true },
  seed: { type: 'int', min: 1, max: 999999, default: 3 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [682, 1313] } as const;
