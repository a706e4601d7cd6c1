import { doubleWell, doubleWellScore, energyDensity } from '../../math/energy.ts';
import { integrate } from '../../math/quadrature.ts';
import { derivative } from '../derivative.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** C1: ∇ log p of an energy-based density is −∇E; the normalising constant drops out. */
export const derivation = defineDerivation({
  id: 'energy-score',
  rows: ['C1'],
  controls: {
    x: { symbol: 'pos', min: -1.6, max: 1.6, step: 0.01, default: 0.6 },
    tilt: { symbol: 'tilt', min: -1, max: 1, step: 0.01, default: 0.4 },
    lift: { symbol: 'lift', min: -3, max: 3, step: 0.01, default: 1 },
  },
  derived: {},
  derive: () => ({}),
  lines: [
    {
      id: 'energy',
      tex: tex`\ener(\pos) = (\pos^2-1)^2 + \tilt\,\pos + \lift`,
      names: ['ener'],
      relation: { is: 'definition' },
      value: ({ x, tilt, lift }) => (x ** 2 - 1) ** 2 + tilt * x + lift,
      shipped: { name: 'doubleWell', value: ({ x, tilt, lift }) => doubleWell(x, tilt, lift) },
    },
    {
      id: 'slope',
      tex: tex`\frac{\mathrm d\ener(\pos)}{\mathrm d\pos} = 4\pos(\pos^2-1) + \tilt`,
      names: ['ener'],
      relation: { is: 'operation', apply: 'derivative', over: 'x' },
      value: ({ x, tilt }) => 4 * x * (x ** 2 - 1) + tilt,
    },
    {
      id: 'density',
      tex: tex`\dens(\pos) = \frac{e^{-\ener(\pos)}}{\zen}, \qquad \zen = \int e^{-\ener(u)}\,\mathrm du`,
      shows: tex`\dens(\pos)`,
      names: ['dens', 'ener', 'zen'],
      implied: ['tilt', 'lift'],
      cancels: ['lift'],
      relation: { is: 'definition' },
      value: ({ x, tilt, lift }) => {
        const weight = (u: number) => Math.exp(-((u ** 2 - 1) ** 2 + tilt * u + lift));
        return weight(x) / integrate(weight, -3.5, 3.5, 160);
      },
      shipped: {
        name: 'energyDensity',
        value: ({ x, tilt, lift }) => energyDensity((u) => doubleWell(u, tilt, lift), x),
      },
    },
    {
      id: 'score',
      tex: tex`\score(\pos) = \frac{\mathrm d}{\mathrm d\pos}\log\dens(\pos) = -\frac{\mathrm d\ener(\pos)}{\mathrm d\pos} - \underbrace{\frac{\mathrm d\log\zen}{\mathrm d\pos}}_{0}`,
      shows: tex`\score(\pos)`,
      names: ['score', 'dens', 'ener', 'zen'],
      implied: ['tilt', 'lift'],
      cancels: ['lift'],
      relation: { is: 'operation', apply: 'log-derivative', over: 'x', from: 'density' },
      // The derivative of the energy is taken numerically here, to about 1e-9 of the energy.
      tolerance: 1e-6,
      value: ({ x, tilt, lift }) => -derivative((u) => (u ** 2 - 1) ** 2 + tilt * u + lift, x, 0.03),
    },
    {
      id: 'result',
      tex: tex`= -4\pos(\pos^2-1) - \tilt`,
      shows: tex`\score(\pos)`,
      relation: { is: '=' },
      tolerance: 1e-6,
      value: ({ x, tilt }) => -4 * x * (x ** 2 - 1) - tilt,
      shipped: { name: 'doubleWellScore', value: ({ x, tilt }) => doubleWellScore(x, tilt) },
    },
  ],
  references: [{ paper: 'hyvarinen2005' }, { paper: 'song2019', where: 'Section 2' }],
});
