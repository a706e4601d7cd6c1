import { LONGEST_T } from '../../figures/network/network.ts';
import { classParameter } from '../../figures/sampling/classLabel.ts';
import { SPACINGS } from '../../figures/sampling/samplingSteps.ts';
import type { Table } from '../../ui/demoState.ts';

/** T of the networks that the site ships. */
const T = 1000;

/** The film strip's times for that T. They are denser at the end, where the picture appears. */
export const TIMES = [1000, 850, 700, 550, 400, 300, 200, 125, 60, 20, 0];

/** The film strip's times of a network of T steps; every second one where it is narrow. */
export const timesOf = (steps: number, isNarrow: boolean): number[] => {
  const times = TIMES.filter((_, i) => !isNarrow || i % 2 === 0);
  return [...new Set(times.map((t) => Math.round((t * steps) / T)))];
};

const steps = { type: 'int', min: 1, max: LONGEST_T } as const;

export const table = {
  t: { type: 'int', min: 0, max: LONGEST_T, default: 300 },
  seed: { type: 'int', min: 1, max: 999999, default: 7 },
  label: classParameter('3'),
  /** w in ε_u + w (ε_c − ε_u); 1 is the network as it is. */
  guidance: { type: 'number', min: 0, max: 4, default: 1 },
  ddpmSteps: { ...steps, default: 100 },
  /** Which of DDPM's two fixed variances. */
  variance: { type: 'choice', options: ['beta-tilde', 'beta'], default: 'beta-tilde' },
  middleSteps: { ...steps, default: 50 },
  eta: { type: 'number', min: 0, max: 1, default: 0.5 },
  /** Gives the middle lane σ̂ instead of η: more noise than any η up to 1. */
  sigmaHat: { type: 'flag', default: false },
  ddimSteps: { ...steps, default: 50 },
  /** Clips x̂_0 to the range of pixels, [−1, 1]. */
  clip: { type: 'flag', default: true },
  /** After clipping, ε̂ is computed again from x̂_0. */
  recompute: { type: 'flag', default: true },
  spacing: { type: 'choice', options: SPACINGS, default: 'trailing' },
  showXHat0: { type: 'flag', default: true },
  showEps: { type: 'flag', default: false },
} as const satisfies Table;

export const layout = { width: 'full', reserve: [1076, 2011] } as const;
