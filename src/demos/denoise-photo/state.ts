import { LONGEST_T } from '../../figures/network/network.ts';
import { ANY, classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

export const SOURCES = ['photo', 'book'] as const;

export const table = {
  source: { type: 'choice', options: SOURCES, default: 'photo' },
  t: { type: 'int', min: 1, max: LONGEST_T, default: 200 },
  /** What a network that must be told a class is told. */
  label: classParameter(ANY),
  /** Of DDIM, from t down to the picture. */
  steps: { type: 'int', min: 1, max: 50, default: 10 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [939, 1350] } as const;
