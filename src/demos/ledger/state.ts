import { ANY, classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

export const table = {
  /** Whether it computes; off is pause. */
  run: { type: 'flag', default: false },
  variance: { type: 'choice', options: ['beta', 'beta-tilde'], default: 'beta-tilde' },
  /** Whether x̂_0 is clipped to [−1, 1], as published code does and the paper's formula does not. */
  clip: { type: 'flag', default: false },
  /** The class that the network is told. */
  label: classParameter(ANY),
  /** Passes over all parts of the chain before it stops: 16 network calls each, fewer where T is small. */
  passes: { type: 'int', min: 2, max: 256, default: 64 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [986, 1727] } as const;
