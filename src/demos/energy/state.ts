import type { Table } from '../../ui/demoState.ts';

export const table = {
  lift: { type: 'number', min: -0.5, max: 1.5, default: 0 },
  tilt: { type: 'number', min: -0.4, max: 0.4, default: 0.2 },
  x: { type: 'number', min: -1.8, max: 1.8, default: -0.5 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [492, 761] } as const;
