import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

export const table = {
  t: { type: 'int', min: 1, max: T, default: 150 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [413, 591] } as const;
