import { LONGEST_T } from '../../figures/network/network.ts';
import { ANY, classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

/** How many pictures the ideal denoiser's set holds, besides the reader's own. */
export const COUNTS = ['24', '96', '240'] as const;

export const table = {
  t: { type: 'int', min: 1, max: LONGEST_T, default: 600 },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
  /** What a network that must be told a class is told. */
  label: classParameter(ANY),
  /** Whether the picture and its copies are in the set of the ideal denoiser. */
  own: { type: 'flag', default: true },
  count: { type: 'choice', options: COUNTS, default: '96' },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [665, 1623] } as const;
