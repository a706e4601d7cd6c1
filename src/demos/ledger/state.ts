import type { Table } from '../../ui/demoState.ts';

export const LABELS = ['none', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export const table = {
  /** Whether it computes; off is pause. */
  run: { type: 'flag', default: false },
  variance: { type: 'choice', options: ['beta', 'beta-tilde'], default: 'beta-tilde' },
  /** Whether x̂_0 is clipped to [−1, 1], as published code does and the paper's formula does not. */
  clip: { type: 'flag', default: false },
  /** The digit that the network is told. */
  digit: { type: 'choice', options: LABELS, default: 'none' },
  /** Passes over all parts of the chain before it stops: 16 network calls each. */
  passes: { type: 'int', min: 2, max: 256, default: 64 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [1003, 1862] } as const;
