import { normalPdf } from '../../math/gaussian.ts';
import { expectNormal, integrate } from '../../math/quadrature.ts';
import { derivative, secondDerivative } from '../derivative.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { byDifferences, densityAt, placeControls, sde, stepX } from '../twoPoints.ts';

/** The test function of the numbers, and its derivatives by hand. */
const test = (x: number): number => Math.exp(-((x - 0.5) ** 2));
const test1 = (x: number): number => -2 * (x - 0.5) * test(x);
const test2 = (x: number): number => (4 * (x - 0.5) ** 2 - 2) * test(x);

/** Over all places where the density or the test function is larger than 1e-15. */
const overAll = (f: (x: number) => number): number => integrate(f, -8, 8, 240);

/** Q3: how the density moves when the points follow dx = f dt + g dw; by test functions. */
export const derivation = defineDerivation({
  id: 'fokker-planck-equation',
  rows: ['Q3'],
  controls: {
    ...placeControls,
    dt: { symbol: 'dt', min: 0.0001, max: 0.004, step: 0.0001, default: 0.001 },
  },
  derived: { f: 'drift', g: 'gdiff' },
  derive: ({ x, time }) => ({ f: sde.drift(x, time), g: sde.diffusion(time) }),
  lines: [
    {
      id: 'step',
      tex: tex`\mathbb E_{\z}\bigl[\test(\pos+\drift\,\dt+\gdiff\sqrt{\dt}\,\z)\bigr]`,
      names: ['test', 'z'],
      relation: { is: 'definition' },
      value: ({ x, f, dt, g }) => expectNormal(test, x + f * dt, g ** 2 * dt),
    },
    {
      id: 'ito',
      tex: tex`= \test(\pos) + \bigl[\drift\,\test'(\pos) + \tfrac12\,\gdiff^2\,\test''(\pos)\bigr]\dt + O(\dt^2)`,
      names: ['test'],
      relation: { is: 'order', p: 2, h: 'dt' },
      value: ({ x, f, g, dt }) => test(x) + (f * test1(x) + 0.5 * g ** 2 * test2(x)) * dt,
    },
    {
      id: 'mean',
      tex: tex`\mathbb E[\test(x_{\time})] = \int \test(\pos)\,\dens(\pos,\time)\,\mathrm d\pos`,
      shows: tex`\mathbb E[\test]`,
      names: ['test', 'dens', 'pos'],
      implied: ['share'],
      relation: { is: 'definition' },
      value: ({ time, share }) => overAll((y) => test(y) * densityAt(y, time, share)),
    },
    {
      id: 'growth',
      tex: tex`\frac{\mathrm d}{\mathrm d\time}\,\mathbb E[\test(x_{\time})] = \int \bigl[\drift\,\test' + \tfrac12\,\gdiff^2\,\test''\bigr]\,\dens\,\mathrm d\pos`,
      shows: tex`\tfrac{\mathrm d}{\mathrm d\time}\mathbb E[\test]`,
      names: ['test', 'dens', 'pos', 'drift', 'gdiff'],
      implied: ['share'],
      relation: { is: 'operation', apply: 'derivative', over: 'time' },
      value: ({ time, share }) =>
        overAll(
          (y) =>
            (sde.drift(y, time) * test1(y) + 0.5 * sde.diffusion(time) ** 2 * test2(y)) *
            densityAt(y, time, share),
        ),
    },
    {
      id: 'parts',
      tex: tex`= \int \test\,\bigl[-\partial_{\pos}(\drift\,\dens) + \tfrac12\,\gdiff^2\,\partial_{\pos}^2\,\dens\bigr]\,\mathrm d\pos`,
      shows: tex`\tfrac{\mathrm d}{\mathrm d\time}\mathbb E[\test]`,
      names: ['test', 'dens', 'pos', 'drift', 'gdiff'],
      implied: ['time', 'share'],
      relation: { is: '=' },
      value: ({ time, share }) => {
        const { mean, variance } = sde.marginal(time);
        const spread = 0.5 * sde.diffusion(time) ** 2;
        // The derivatives by hand, one Gaussian at a time: f is linear, f' = f(1), and p' = -(y - m) p / v.
        return overAll((y) =>
          [
            [1 - share, -mean],
            [share, mean],
          ].reduce((sum, [weight, m]) => {
            const p = weight * normalPdf(y, m, variance);
            const slope = (-(y - m) / variance) * p;
            const curvature = ((y - m) ** 2 / variance ** 2 - 1 / variance) * p;
            const carried = -(sde.drift(1, time) * p + sde.drift(y, time) * slope);
            return sum + test(y) * (carried + spread * curvature);
          }, 0),
        );
      },
    },
    {
      id: 'density',
      tex: tex`\dens(\pos,\time) = \mathbb E_{\xo}\bigl[q_{\time}(\pos\mid\xo)\bigr]`,
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
      names: ['dens', 'drift'],
      implied: ['share'],
      relation: { is: 'operation', apply: 'derivative', over: 'time' },
      tolerance: byDifferences,
      value: ({ x, time, share, g }) => {
        const p = (y: number) => densityAt(y, time, share);
        const flux = derivative((y) => sde.drift(y, time) * p(y), x, stepX);
        return -flux + 0.5 * g ** 2 * secondDerivative(p, x, stepX);
      },
    },
  ],
  references: [{ paper: 'song2021sde', where: 'Appendix D.1' }],
});
