import { classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

export const table = {
  /** How often the network is asked; between two of its answers, noise is put back. */
  jumps: { type: 'int', min: 1, max: 50, default: 8 },
  label: classParameter('9'),
  seed: { type: 'int', min: 1, max: 999999, default: 37 },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [564, 823] } as const;
