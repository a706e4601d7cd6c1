import type { Table } from '../../ui/demoState.ts';

export const kinds = ['ode', 'additive', 'multiplicative'] as const;
export type Kind = (typeof kinds)[number];

/** The finest grid has 2^FINEST steps; errors are measured for 2^1 … 2^(FINEST - 1) steps. */
export const FINEST = 10;
/** Paths that one press of the button adds. */
export const BATCH = 500;

export const table = {
  kind: { type: 'choice', options: kinds, default: 'multiplicative' },
  /** The step drawn is h = 2^-halvings. */
  halvings: { type: 'int', min: 1, max: FINEST - 1, default: 3 },
  batches: { type: 'int', min: 1, max: 12, default: 4 },
  seed: { type: 'int', min: 1, max: 999999, default: 2 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [582, 1187] } as const;
