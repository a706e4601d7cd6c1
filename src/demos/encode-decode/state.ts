import { ANY, classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

const COUNTS = [10, 20, 50, 100];

/** Numbers of steps at which the error is measured for the curve, of a network of T steps. */
export const countsOf = (T: number): number[] => COUNTS.filter((count) => count <= T);

export const table = {
  steps: { type: 'int', min: 5, max: 200, default: 50 },
  /** Clips x̂_0 on both ways. */
  clip: { type: 'flag', default: false },
  /** What the network is told that the picture shows. */
  label: classParameter(ANY),
  /** Whether to measure the error at other numbers of steps too. */
  curve: { type: 'flag', default: true },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [710, 1402] } as const;
