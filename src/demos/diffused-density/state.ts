import type { Table } from '../../ui/demoState.ts';
import { dataIds } from './data.ts';

export const T = 1000;
/** Chains that one press of the button adds. */
export const BATCH = 250;
export const MAX_BATCHES = 12;

export const table = {
  t: { type: 'int', min: 0, max: T, default: 250 },
  data: { type: 'choice', options: dataIds, default: 'points' },
  /** How often the reader pressed "sample", the first time included. */
  batches: { type: 'int', min: 1, max: MAX_BATCHES, default: 2 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [554, 792] } as const;
