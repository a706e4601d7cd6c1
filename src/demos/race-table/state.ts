import { classParameter } from '../../figures/sampling/classLabel.ts';
import type { Table } from '../../ui/demoState.ts';

const COUNTS = [10, 20, 50, 100];

/** Numbers of steps that are compared, for a network of T steps; the last is what the others are held against. */
export const countsOf = (T: number): number[] => [...new Set(COUNTS.map((count) => Math.min(count, T)))];

/** DDIM and, by η = 1, DDPM with β̃. */
export const ETAS = [0, 1] as const;

export const table = {
  seed: { type: 'int', min: 1, max: 999999, default: 4 },
  label: classParameter('5'),
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [612, 1112] } as const;
