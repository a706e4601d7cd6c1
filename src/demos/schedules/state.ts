import { familyIds, parameterRanges, type ParameterKey } from '../../figures/schedules/families.ts';
import type { Table } from '../../ui/demoState.ts';
import { curveIds } from './curves.ts';

const numbers = Object.fromEntries(
  Object.entries(parameterRanges).map(([key, range]) => [key, { type: 'number', ...range }]),
) as Record<ParameterKey, { type: 'number'; min: number; max: number; default: number }>;

export const table = {
  /** Which quantity is drawn over t. */
  curve: { type: 'choice', options: curveIds, default: 'alphaBar' },
  /** The schedule whose parameters are shown. */
  family: { type: 'choice', options: familyIds, default: 'cosine' },
  T: { type: 'int', min: 10, max: 4000, default: 1000 },
  t: { type: 'int', min: 0, max: 4000, default: 300 },
  /** Whether the βs of linear and sigmoid are multiplied by 1000/T. */
  keepsTotal: { type: 'flag', default: false },
  /** Whether the cosine schedule without its square is drawn too. */
  unsquared: { type: 'flag', default: false },
  seed: { type: 'int', min: 1, max: 999999, default: 1 },
  ...numbers,
} as const satisfies Table;

export const layout = { width: 'full', reserve: [805, 1205] } as const;
