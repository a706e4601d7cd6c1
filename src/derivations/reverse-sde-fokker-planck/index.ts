import { reverseDrift } from '../../math/sde.ts';
import { derivative, secondDerivative } from '../derivative.ts';
import { defineDerivation } from '../environment.ts';
import { densityAndItsChange } from '../fokkerPlanckLines.ts';
import { tex } from '../tex.ts';
import { byDifferences, densityAt, placeControls, scoreAt, sde, stepX } from '../twoPoints.ts';

/** Q4, second route: the Fokker–Planck equation read backwards is that of the reverse SDE. */
export const derivation = defineDerivation({
  id: 'reverse-sde-fokker-planck',
  rows: ['Q4'],
  controls: placeControls,
  derived: {},
  derive: () => ({}),
  lines: [
    ...densityAndItsChange,
    {
      id: 'split',
      tex: tex`= -\partial_{\pos}(\drift\,\dens) + \gdiff^2\,\partial_{\pos}^2\,\dens - \tfrac12\,\gdiff^2\,\partial_{\pos}^2\,\dens`,
      shows: tex`\partial_{\time}\,\dens`,
      names: ['dens', 'drift', 'gdiff'],
      implied: ['time', 'share'],
      relation: { is: '=' },
      tolerance: byDifferences,
      value: ({ x, time, share }) => {
        const p = (y: number) => densityAt(y, time, share);
        const flux = derivative((y) => sde.drift(y, time) * p(y), x, stepX);
        const bend = secondDerivative(p, x, stepX);
        return -flux + sde.diffusion(time) ** 2 * bend - 0.5 * sde.diffusion(time) ** 2 * bend;
      },
    },
    {
      id: 'score',
      tex: tex`= -\partial_{\pos}\bigl[(\drift - \gdiff^2\,\score)\,\dens\bigr] - \tfrac12\,\gdiff^2\,\partial_{\pos}^2\,\dens`,
      shows: tex`\partial_{\time}\,\dens`,
      names: ['dens', 'drift', 'gdiff', 'score'],
      implied: ['time', 'share'],
      relation: { is: '=' },
      tolerance: byDifferences,
      value: ({ x, time, share }) => {
        const p = (y: number) => densityAt(y, time, share);
        const g2 = sde.diffusion(time) ** 2;
        const flux = derivative((y) => (sde.drift(y, time) - g2 * scoreAt(y, time, share)) * p(y), x, stepX);
        return -flux - 0.5 * g2 * secondDerivative(p, x, stepX);
      },
    },
    {
      id: 'backwards',
      tex: tex`-\partial_{\time}\,\dens = -\partial_{\pos}\bigl[-(\drift - \gdiff^2\,\score)\,\dens\bigr] + \tfrac12\,\gdiff^2\,\partial_{\pos}^2\,\dens`,
      shows: tex`-\partial_{\time}\,\dens`,
      names: ['dens', 'drift', 'gdiff', 'score'],
      implied: ['share'],
      relation: { is: 'operation', apply: 'negated' },
      value: ({ x, time, share }) => {
        const p = (y: number) => densityAt(y, time, share);
        const g2 = sde.diffusion(time) ** 2;
        const flux = derivative((y) => -(sde.drift(y, time) - g2 * scoreAt(y, time, share)) * p(y), x, stepX);
        return -flux + 0.5 * g2 * secondDerivative(p, x, stepX);
      },
    },
    {
      id: 'reverse',
      tex: tex`\partial_\tau\,\dens = -\partial_{\pos}(\bar f\,\dens) + \tfrac12\,\gdiff^2\,\partial_{\pos}^2\,\dens, \qquad \bar f = -(\drift - \gdiff^2\,\score)`,
      shows: tex`\partial_\tau\,\dens`,
      names: ['dens', 'drift', 'gdiff', 'score'],
      implied: ['time', 'share'],
      relation: { is: '=' },
      tolerance: byDifferences,
      value: ({ x, time, share }) => {
        const p = (y: number) => densityAt(y, time, share);
        const g2 = sde.diffusion(time) ** 2;
        const fBar = (y: number) => -(sde.drift(y, time) - g2 * scoreAt(y, time, share));
        return -derivative((y) => fBar(y) * p(y), x, stepX) + 0.5 * g2 * secondDerivative(p, x, stepX);
      },
      shipped: {
        name: 'reverseDrift',
        value: ({ x, time, share }) => {
          const p = (y: number) => densityAt(y, time, share);
          const drift = reverseDrift(sde, (y, t) => scoreAt(y, t, share));
          const flux = derivative((y) => -drift(y, time) * p(y), x, stepX);
          return -flux + 0.5 * sde.diffusion(time) ** 2 * secondDerivative(p, x, stepX);
        },
      },
    },
  ],
  references: [
    { paper: 'anderson1982', where: 'main theorem' },
    { paper: 'song2021sde', where: '(5)' },
    { paper: 'song2021sde', where: '(6)' },
  ],
});
