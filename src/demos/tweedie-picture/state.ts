import type { Table } from '../../ui/demoState.ts';

export const T = 1000;
/** Pixels a side of what the network sees. */
export const SIDE = 28;

export const table = {
  t: { type: 'int', min: 1, max: T, default: 600 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
  /** Whether the picture and its copies are in the set of the ideal denoiser. */
  own: { type: 'flag', default: true },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [697, 1748] } as const;
