/** FID on CIFAR-10 by number of steps and η (Song, Meng & Ermon 2021, Table 1). */
import type { Eta } from '../../figures/networkReport/evaluation.ts';

export const STEPS = [10, 20, 50, 100, 1000] as const;
export const ETAS = [0, 0.2, 0.5, 1, 'sigma-hat'] as const satisfies readonly Eta[];

const FID: Record<(typeof ETAS)[number], readonly number[]> = {
  0: [13.36, 6.84, 4.67, 4.16, 4.04],
  0.2: [14.04, 7.11, 4.77, 4.25, 4.09],
  0.5: [16.66, 8.35, 5.25, 4.46, 4.29],
  1: [41.07, 18.36, 8.01, 5.78, 4.73],
  'sigma-hat': [367.43, 133.37, 32.72, 9.99, 3.17],
};

export const fidOf = (steps: (typeof STEPS)[number], eta: (typeof ETAS)[number]): number =>
  FID[eta][STEPS.indexOf(steps)];
