import { normalPdf } from '../math/gaussian.ts';
import { derivative, secondDerivative } from './derivative.ts';
import { tex } from './tex.ts';
import { densityAt, sde, stepX, type placeControls } from './twoPoints.ts';
import type { Line } from './types.ts';

/** How every argument from the Fokker–Planck equation begins: the density of the noisy data, and how it changes. */
export const densityAndItsChange: readonly Line<keyof typeof placeControls>[] = [
  {
    id: 'density',
    tex: tex`\dens(\pos, \time) = \mathbb E_{\xo}\bigl[q_{\time}(\pos\mid\xo)\bigr]`,
    shows: tex`\dens`,
    names: ['dens', 'xo'],
    implied: ['share'],
    relation: { is: 'definition' },
    value: ({ x, time, share }) => {
      const { mean, variance } = sde.marginal(time);
      return (1 - share) * normalPdf(x, -mean, variance) + share * normalPdf(x, mean, variance);
    },
    shipped: { name: 'density', value: ({ x, time, share }) => densityAt(x, time, share) },
  },
  {
    id: 'fokker-planck',
    tex: tex`\partial_{\time}\,\dens = -\partial_{\pos}(\drift\,\dens) + \tfrac12\,\gdiff^2\,\partial_{\pos}^2\,\dens`,
    shows: tex`\partial_{\time}\,\dens`,
    names: ['dens', 'drift', 'gdiff'],
    implied: ['share'],
    relation: { is: 'operation', apply: 'derivative', over: 'time' },
    value: ({ x, time, share }) => {
      const p = (y: number) => densityAt(y, time, share);
      const flux = derivative((y) => sde.drift(y, time) * p(y), x, stepX);
      return -flux + 0.5 * sde.diffusion(time) ** 2 * secondDerivative(p, x, stepX);
    },
  },
];
