import { normalPdf } from '../../math/gaussian.ts';
import { density, responsibilities, scoreOf, type Mixture1 } from '../../math/mixture.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import type { Control } from '../types.ts';

type Parameters = Record<'m1' | 's1' | 'm2' | 's2' | 'weight', number>;

const mixtureOf = ({ m1, s1, m2, s2, weight }: Parameters): Mixture1 => ({
  weights: [weight, 1 - weight],
  means: [m1, m2],
  variances: [s1 ** 2, s2 ** 2],
});

const mean = { min: -2, max: 2, step: 0.01 };
const deviation = { min: 0.4, max: 1.5, step: 0.01 };
const controls = {
  x: { symbol: 'pos', min: -3, max: 3, step: 0.01, default: 0.2 },
  m1: { symbol: 'ma', ...mean, default: -1 },
  s1: { symbol: 'sa', ...deviation, default: 0.6 },
  m2: { symbol: 'mb', ...mean, default: 1 },
  s2: { symbol: 'sb', ...deviation, default: 0.8 },
  weight: { symbol: 'wone', min: 0.05, max: 0.95, step: 0.01, default: 0.5 },
} as const satisfies Record<string, Control>;

/** C2 (erratum 13): the score of a mixture is the responsibility-weighted average of its components' scores. */
export const derivation = defineDerivation({
  id: 'mixture-score',
  rows: ['C2'],
  controls,
  derived: { share: 'rone' },
  derive: ({ x, ...parameters }) => ({ share: responsibilities(mixtureOf(parameters), x)[0] }),
  lines: [
    {
      id: 'density',
      tex: tex`\dens(\pos) = \wone\,\underbrace{\mathcal N(\pos;\ma,\sa^2)}_{N_1} + (1-\wone)\,\underbrace{\mathcal N(\pos;\mb,\sb^2)}_{N_2}`,
      shows: tex`\dens(\pos)`,
      names: ['dens'],
      relation: { is: 'definition' },
      value: ({ x, m1, s1, m2, s2, weight }) =>
        weight * normalPdf(x, m1, s1 ** 2) + (1 - weight) * normalPdf(x, m2, s2 ** 2),
      shipped: { name: 'density', value: ({ x, ...parameters }) => density(mixtureOf(parameters), x) },
    },
    {
      id: 'slope',
      tex: tex`\frac{\mathrm d\dens}{\mathrm d\pos} = \wone N_1\,\frac{\ma-\pos}{\sa^2} + (1-\wone) N_2\,\frac{\mb-\pos}{\sb^2}`,
      names: ['dens'],
      relation: { is: 'operation', apply: 'derivative', over: 'x' },
      value: ({ x, m1, s1, m2, s2, weight }) =>
        (weight * normalPdf(x, m1, s1 ** 2) * (m1 - x)) / s1 ** 2 +
        ((1 - weight) * normalPdf(x, m2, s2 ** 2) * (m2 - x)) / s2 ** 2,
    },
    {
      id: 'divide',
      tex: tex`\score(\pos) = \frac{\wone N_1}{\dens(\pos)}\,\frac{\ma-\pos}{\sa^2} + \frac{(1-\wone) N_2}{\dens(\pos)}\,\frac{\mb-\pos}{\sb^2}`,
      shows: tex`\score(\pos)`,
      names: ['score', 'dens'],
      relation: { is: 'operation', apply: 'log-derivative', over: 'x', from: 'density' },
      value: ({ x, m1, s1, m2, s2, weight }) => {
        const first = weight * normalPdf(x, m1, s1 ** 2);
        const second = (1 - weight) * normalPdf(x, m2, s2 ** 2);
        const p = first + second;
        return ((first / p) * (m1 - x)) / s1 ** 2 + ((second / p) * (m2 - x)) / s2 ** 2;
      },
    },
    {
      id: 'responsibility',
      tex: tex`\rone = \frac{\wone N_1}{\wone N_1 + (1-\wone) N_2}`,
      shows: tex`\rone`,
      names: ['rone'],
      implied: ['x', 'm1', 's1', 'm2', 's2'],
      relation: { is: 'definition' },
      value: ({ x, m1, s1, m2, s2, weight }) => {
        const first = weight * normalPdf(x, m1, s1 ** 2);
        return first / (first + (1 - weight) * normalPdf(x, m2, s2 ** 2));
      },
      shipped: {
        name: 'responsibilities',
        value: ({ x, ...parameters }) => responsibilities(mixtureOf(parameters), x)[0],
      },
    },
    {
      id: 'average',
      tex: tex`\score(\pos) = \rone\,\frac{\ma-\pos}{\sa^2} + (1-\rone)\,\frac{\mb-\pos}{\sb^2}`,
      shows: tex`\score(\pos)`,
      names: ['score'],
      relation: { is: '=', from: 'divide' },
      value: ({ x, m1, s1, m2, s2, share }) =>
        (share * (m1 - x)) / s1 ** 2 + ((1 - share) * (m2 - x)) / s2 ** 2,
      shipped: { name: 'scoreOf', value: ({ x, ...parameters }) => scoreOf(mixtureOf(parameters), x) },
    },
    {
      id: 'between',
      tex: tex`\le \max\Bigl(\frac{\ma-\pos}{\sa^2},\; \frac{\mb-\pos}{\sb^2}\Bigr)`,
      shows: tex`\max`,
      relation: { is: '≤', tight: ({ m1, s1 }) => ({ m2: m1, s2: s1 }) },
      value: ({ x, m1, s1, m2, s2 }) => Math.max((m1 - x) / s1 ** 2, (m2 - x) / s2 ** 2),
    },
  ],
  references: [{ paper: 'song2019', where: 'Section 2' }],
});
