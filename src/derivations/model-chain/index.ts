import { logNormal, normalPdf } from '../../math/gaussian.ts';
import { meanOf, posteriorMeanOfX0, reverseKernel } from '../../math/mixture.ts';
import { posteriorMean } from '../../math/posterior.ts';
import { integrate } from '../../math/quadrature.ts';
import { scheduleFromBetas } from '../../math/schedules.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { twoPoints } from '../twoPoints.ts';

const data = twoPoints(0.5);

/** Two steps, each of variance β. */
const chain = (beta: number) => scheduleFromBetas([beta, beta]);

/** E[x_0 | x_t] for data ±1: a hyperbolic tangent. */
const guess = (xt: number, alphaBar: number) => Math.tanh((Math.sqrt(alphaBar) * xt) / (1 - alphaBar));

/** μ_θ(x_2, 2), with the weights of x_0 and x_2 in μ̃. */
const muAt2 = (x2: number, beta: number) =>
  (Math.sqrt(1 - beta) * beta * (guess(x2, (1 - beta) ** 2) + x2)) / (1 - (1 - beta) ** 2);

/** μ_θ(x_1, 1): at t = 1 the weight of x_0 is 1 and that of x_1 is 0. */
const muAt1 = (x1: number, beta: number) => guess(x1, 1 - beta);

/** μ_θ(x_t, t) for t = 1, 2. */
const mu = (t: number, xt: number, beta: number) => (t === 1 ? muAt1 : muAt2)(xt, beta);

/** Places and their share of an integral over the line: equal steps are exact for bumps that are wide beside them. */
const places = (step: number): number[] => {
  const count = Math.round(8.5 / step);
  return Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * step);
};

const overLine = (f: (x: number) => number, step: number): number =>
  step * places(step).reduce((sum, x) => sum + f(x), 0);

const implied = ['beta', 'sigma'] as const;

/** R5: the model is a product of Gaussian steps; its logarithm, its mean, and what it makes of the data in all. */
export const derivation = defineDerivation({
  id: 'model-chain',
  rows: ['R5'],
  controls: {
    x0: { symbol: 'xo', min: -1.5, max: 1.5, step: 0.01, default: 0.8 },
    x1: { symbol: 'xone', min: -2, max: 2, step: 0.01, default: 0.5 },
    x2: { symbol: 'xtwo', min: -2, max: 2, step: 0.01, default: -0.3 },
    beta: { symbol: 'bc', min: 0.35, max: 0.8, step: 0.01, default: 0.4 },
    sigma: { symbol: 'sigm', min: 0.35, max: 1, step: 0.01, default: 0.4 },
  },
  derived: { guessAt2: 'xoh' },
  derive: ({ x2, beta }) => ({ guessAt2: posteriorMeanOfX0(data, (1 - beta) ** 2, x2) }),
  lines: [
    {
      id: 'joint',
      tex: tex`\begin{aligned} &\log p_\theta(\xpath) \\ &= \log\bigl[\,p(\xtwo)\;p_\theta(\xone\mid\xtwo)\;p_\theta(\xo\mid\xone)\,\bigr] \end{aligned}`,
      shows: tex`\log p_\theta(\xpath)`,
      names: ['xpath'],
      implied,
      relation: { is: 'definition' },
      value: ({ x0, x1, x2, beta, sigma }) =>
        Math.log(
          normalPdf(x2) *
            normalPdf(x1, muAt2(x2, beta), sigma ** 2) *
            normalPdf(x0, muAt1(x1, beta), sigma ** 2),
        ),
    },
    {
      id: 'sum',
      tex: tex`\begin{aligned} = {}& \log\mathcal N(\xtwo;\,0,\,1) \\ &+ \sum_{t=1}^{2}\log\mathcal N\bigl(\xp;\;\muth(\xt,\step),\;\sigm^2\bigr) \end{aligned}`,
      shows: tex`\log p_\theta(\xpath)`,
      names: ['xp', 'xt', 'step', 'muth'],
      implied: ['x0', 'x1', 'beta'],
      relation: { is: '=' },
      value: ({ x0, x1, x2, beta, sigma }) => {
        const x = [x0, x1, x2];
        return [1, 2].reduce(
          (sum, t) => sum + logNormal(x[t - 1], mu(t, x[t], beta), sigma ** 2),
          logNormal(x2, 0, 1),
        );
      },
    },
    {
      id: 'squares',
      tex: tex`\begin{aligned} = {}& -\frac{\xtwo^2}{2} - \sum_{t=1}^{2}\frac{\bigl(\xp-\muth(\xt,\step)\bigr)^2}{2\sigm^2} \\ &- 2\log\sigm - \tfrac32\log 2\pi \end{aligned}`,
      shows: tex`\log p_\theta(\xpath)`,
      names: ['xp', 'xt', 'step', 'muth'],
      implied: ['x0', 'x1', 'beta'],
      relation: { is: '=' },
      value: ({ x0, x1, x2, beta, sigma }) => {
        const x = [x0, x1, x2];
        const squares = [1, 2].reduce((sum, t) => sum + (x[t - 1] - mu(t, x[t], beta)) ** 2, 0);
        return (
          -(x2 ** 2) / 2 - squares / (2 * sigma ** 2) - 2 * Math.log(sigma) - 1.5 * Math.log(2 * Math.PI)
        );
      },
    },
    {
      id: 'centre',
      tex: tex`\muth(\xtwo,2) = \frac{\sqrt{1-\bc}\;\bc}{1-(1-\bc)^2}\,\bigl(\xoh + \xtwo\bigr)`,
      shows: tex`\muth(\xtwo,2)`,
      names: ['muth'],
      relation: { is: 'definition' },
      value: ({ beta, guessAt2, x2 }) =>
        ((Math.sqrt(1 - beta) * beta) / (1 - (1 - beta) ** 2)) * (guessAt2 + x2),
      shipped: {
        name: 'posteriorMean',
        value: ({ beta, guessAt2, x2 }) => posteriorMean(chain(beta), 2, guessAt2, x2),
      },
    },
    {
      id: 'exact',
      tex: tex`= \int \xone\,q(\xone\mid\xtwo)\,\mathrm d\xone`,
      shows: tex`\mathbb E_q[\xone\mid\xtwo]`,
      names: ['xone'],
      implied: ['beta'],
      relation: { is: '=' },
      value: ({ x2, beta }) => {
        // q(x_1 | x_2) by Bayes: q(x_2 | x_1) q(x_1), both written out, over their integral.
        const weight = (x1: number) =>
          normalPdf(x2, Math.sqrt(1 - beta) * x1, beta) *
          (normalPdf(x1, Math.sqrt(1 - beta), beta) + normalPdf(x1, -Math.sqrt(1 - beta), beta));
        return integrate((x1) => x1 * weight(x1), -9, 9, 128) / integrate((x1) => weight(x1), -9, 9, 128);
      },
      shipped: {
        name: 'reverseKernel',
        value: ({ x2, beta }) => meanOf(reverseKernel(data, chain(beta), 2, x2)),
      },
    },
    {
      id: 'all-paths',
      tex: tex`p_\theta(\xo) = \iint p_\theta(\xpath)\,\mathrm d\xone\,\mathrm d\xtwo`,
      shows: tex`p_\theta(\xo)`,
      names: ['xpath', 'xone', 'xtwo'],
      implied: ['beta', 'sigma'],
      relation: { is: 'definition' },
      // In the coordinates of the noise: x_2 = z_2 and x_1 = μ_θ(x_2) + σ z_1 pass over every path once.
      value: ({ x0, beta, sigma }) =>
        overLine((x2) => {
          const centre = muAt2(x2, beta);
          const on = (z1: number) => normalPdf(x0, muAt1(centre + sigma * z1, beta), sigma ** 2);
          return normalPdf(x2) * overLine((z1) => normalPdf(z1) * on(z1), 0.15);
        }, 0.15),
    },
    {
      id: 'one-by-one',
      tex: tex`\begin{aligned} = {}& \int p_\theta(\xo\mid\xone)\;p_\theta(\xone)\,\mathrm d\xone, \\ & p_\theta(\xone) = \int p_\theta(\xone\mid\xtwo)\;p(\xtwo)\,\mathrm d\xtwo \end{aligned}`,
      shows: tex`p_\theta(\xo)`,
      names: ['xone', 'xtwo'],
      implied: ['beta', 'sigma'],
      relation: { is: '=' },
      value: ({ x0, beta, sigma }) => {
        const starts = places(0.15).map((x2) => ({ centre: muAt2(x2, beta), share: 0.15 * normalPdf(x2) }));
        const reached = (x1: number) =>
          starts.reduce((sum, { centre, share }) => sum + share * normalPdf(x1, centre, sigma ** 2), 0);
        return overLine((x1) => normalPdf(x0, muAt1(x1, beta), sigma ** 2) * reached(x1), 0.1);
      },
    },
  ],
  references: [
    { paper: 'ho2020', where: '(1)' },
    { paper: 'ho2020', where: '(7)' },
  ],
});
