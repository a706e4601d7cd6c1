import type { Table } from '../../ui/demoState.ts';

export const fields = ['well', 'pull', 'none'] as const;
export type FieldId = (typeof fields)[number];

/** Paths that one press of the button adds. */
export const BATCH = 500;

export const table = {
  field: { type: 'choice', options: fields, default: 'well' },
  /** The size of the noise, g. */
  g: { type: 'number', min: 0.5, max: 2.5, default: 1.6 },
  /** Thousandths of the time. */
  t: { type: 'int', min: 0, max: 1000, default: 150 },
  batches: { type: 'int', min: 1, max: 10, default: 1 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [547, 863] } as const;
