import type { Table } from '../../ui/demoState.ts';

export const table = {
  /** Whether a step also looks two steps back. */
  memory: { type: 'flag', default: false },
  strength: { type: 'number', min: 0.05, max: 0.8, default: 0.5 },
  beta: { type: 'number', min: 0.05, max: 0.8, default: 0.3 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [559, 1046] } as const;
