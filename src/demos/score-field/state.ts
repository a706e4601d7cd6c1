import type { Table } from '../../ui/demoState.ts';

export const T = 1000;

/** Half the side of the square that is shown. */
export const REACH = 3;

export const table = {
  t: { type: 'int', min: 1, max: T, default: 150 },
  /** The components' means before any noise: x, y of each. */
  means: { type: 'numbers', min: -REACH, max: REACH, default: [-1.4, -0.8, 1.5, -0.4, 0.1, 1.5] },
  /** Their common deviation. */
  deviation: { type: 'number', min: 0.05, max: 0.8, default: 0.25 },
  /** x_t, where the numbers are read. */
  probe: { type: 'numbers', min: -REACH, max: REACH, default: [0.2, -0.2] },
  /** Draws the sum of the components' scores too: the mistake. */
  sum: { type: 'flag', default: false },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [624, 907] } as const;
