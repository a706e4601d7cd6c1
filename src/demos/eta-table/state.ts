import type { Table } from '../../ui/demoState.ts';

export const table = {
  /** The network whose table is shown; the page's network when empty. */
  network: { type: 'text', pattern: /^[\w.-]*$/, longest: 80, default: '' },
} as const satisfies Table;

export const layout = { width: 'wide', reserve: [845, 1619], words: ['networkReport'] } as const;
