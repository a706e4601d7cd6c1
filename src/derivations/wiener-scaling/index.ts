import { expectNormal } from '../../math/quadrature.ts';
import { eulerMaruyama, type Dynamics } from '../../math/sde.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const wiener: Dynamics = { drift: () => 0, diffusion: () => 1 };

/** Q1: why noise carries √dt. Any other power vanishes or explodes as the steps get short. */
export const derivation = defineDerivation({
  id: 'wiener-scaling',
  rows: ['Q1'],
  controls: {
    dt: { symbol: 'dt', min: 0.001, max: 0.1, step: 0.001, default: 0.01 },
    time: { symbol: 'time', min: 0.1, max: 1, step: 0.01, default: 0.5 },
  },
  derived: {},
  derive: () => ({}),
  lines: [
    {
      id: 'moves',
      tex: tex`\mathbb E[w(\time)^2] = \frac{\time}{\dt}\;\mathbb E\bigl[(\sqrt{\dt}\,\z)^2\bigr]`,
      names: ['z'],
      cancels: ['dt'],
      relation: { is: 'definition' },
      value: ({ time, dt }) => (time / dt) * expectNormal((z) => (Math.sqrt(dt) * z) ** 2, 0, 1, 4),
      shipped: {
        name: 'eulerMaruyama',
        value: ({ time, dt }) =>
          (time / dt) * expectNormal((z) => eulerMaruyama(wiener, 0, 0, dt, z) ** 2, 0, 1, 4),
      },
    },
    {
      id: 'each',
      tex: tex`= \frac{\time}{\dt}\;\dt`,
      shows: tex`\mathbb E[w(\time)^2]`,
      cancels: ['dt'],
      relation: { is: '=' },
      value: ({ time, dt }) => (time / dt) * dt,
    },
    {
      id: 'time',
      tex: tex`= \time`,
      shows: tex`\mathbb E[w(\time)^2]`,
      relation: { is: '=' },
      value: ({ time }) => time,
    },
    {
      id: 'too-small',
      tex: tex`\frac{\time}{\dt}\;\mathbb E\bigl[(\dt\,\z)^2\bigr]`,
      names: ['z'],
      relation: { is: 'definition' },
      value: ({ time, dt }) => (time / dt) * expectNormal((z) => (dt * z) ** 2, 0, 1, 4),
    },
    {
      id: 'vanishes',
      tex: tex`= \time\,\dt`,
      relation: { is: '=' },
      value: ({ time, dt }) => time * dt,
    },
  ],
  references: [{ paper: 'song2021sde', where: '(5)' }],
});
