import { probabilityFlowDrift } from '../../math/sde.ts';
import { derivative } from '../derivative.ts';
import { defineDerivation } from '../environment.ts';
import { densityAndItsChange } from '../fokkerPlanckLines.ts';
import { tex } from '../tex.ts';
import {
  byDifferences,
  cdfAt,
  densityAt,
  placeControls,
  scoreAt,
  sde,
  stepTime,
  stepX,
} from '../twoPoints.ts';

/** Q7: the ODE whose points have the SDE's density at every time. */
export const derivation = defineDerivation({
  id: 'probability-flow',
  rows: ['Q7'],
  controls: placeControls,
  derived: {},
  derive: () => ({}),
  lines: [
    ...densityAndItsChange,
    {
      id: 'score',
      tex: tex`= -\partial_{\pos}(\drift\,\dens) + \tfrac12\,\gdiff^2\,\partial_{\pos}(\dens\,\score)`,
      shows: tex`\partial_{\time}\,\dens`,
      names: ['dens', 'drift', 'gdiff', 'score'],
      implied: ['time', 'share'],
      relation: { is: '=' },
      tolerance: byDifferences,
      value: ({ x, time, share }) => {
        const p = (y: number) => densityAt(y, time, share);
        const flux = derivative((y) => sde.drift(y, time) * p(y), x, stepX);
        const spread = derivative((y) => p(y) * scoreAt(y, time, share), x, stepX);
        return -flux + 0.5 * sde.diffusion(time) ** 2 * spread;
      },
    },
    {
      id: 'transport',
      tex: tex`= -\partial_{\pos}\bigl[(\drift - \tfrac12\,\gdiff^2\,\score)\,\dens\bigr]`,
      shows: tex`\partial_{\time}\,\dens`,
      names: ['dens', 'drift', 'gdiff', 'score'],
      implied: ['time', 'share'],
      relation: { is: '=' },
      tolerance: byDifferences,
      value: ({ x, time, share }) => {
        const halfG2 = 0.5 * sde.diffusion(time) ** 2;
        const velocity = (y: number) => sde.drift(y, time) - halfG2 * scoreAt(y, time, share);
        return -derivative((y) => velocity(y) * densityAt(y, time, share), x, stepX);
      },
    },
    {
      id: 'rank',
      tex: tex`\frac{\mathrm d\pos}{\mathrm d\time} = -\frac{\partial_{\time}\,\cumul(\pos,\time)}{\dens(\pos,\time)}`,
      names: ['cumul', 'dens'],
      implied: ['share'],
      relation: { is: 'definition' },
      value: ({ x, time, share }) =>
        -derivative((t) => cdfAt(x, t, share), time, stepTime) / densityAt(x, time, share),
    },
    {
      id: 'flow',
      tex: tex`= \drift - \tfrac12\,\gdiff^2\,\score`,
      shows: tex`\mathrm d\pos / \mathrm d\time`,
      names: ['drift', 'gdiff', 'score'],
      implied: ['x', 'time', 'share'],
      relation: { is: '=' },
      tolerance: byDifferences,
      value: ({ x, time, share }) =>
        sde.drift(x, time) - 0.5 * sde.diffusion(time) ** 2 * scoreAt(x, time, share),
      shipped: {
        name: 'probabilityFlowDrift',
        value: ({ x, time, share }) => probabilityFlowDrift(sde, (y, t) => scoreAt(y, t, share))(x, time),
      },
    },
  ],
  references: [{ paper: 'song2021sde', where: '(13)' }],
});
