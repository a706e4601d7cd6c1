import { priorTerm } from '../../math/elbo.ts';
import { klNormal, logNormal } from '../../math/gaussian.ts';
import { expectNormal, integrate } from '../../math/quadrature.ts';
import { scheduleFromBetas } from '../../math/schedules.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import type { Env } from '../types.ts';

type Small = Env<'x0' | 'beta' | 'weight' | 'sigma'>;

/** log p(x_2) p_θ(x_1 | x_2) p_θ(x_0 | x_1), the model of two steps with p_θ(x_{t-1} | x_t) = N(w x_t, σ²). */
const logModel = (x1: number, x2: number, { x0, weight, sigma }: Omit<Small, 'beta'>): number =>
  logNormal(x2, 0, 1) + logNormal(x1, weight * x2, sigma ** 2) + logNormal(x0, weight * x1, sigma ** 2);

/** log q(x_1 | x_0) q(x_2 | x_1), with the same β in both steps. */
const logForward = (x1: number, x2: number, x0: number, beta: number): number =>
  logNormal(x1, Math.sqrt(1 - beta) * x0, beta) + logNormal(x2, Math.sqrt(1 - beta) * x1, beta);

/** The mean over x_1 and x_2 drawn from q. */
const expectForward = (f: (x1: number, x2: number) => number, x0: number, beta: number, n: number): number =>
  expectNormal(
    (x1) => expectNormal((x2) => f(x1, x2), Math.sqrt(1 - beta) * x1, beta, n),
    Math.sqrt(1 - beta) * x0,
    beta,
    n,
  );

/** An integral over the plane. Beyond 8.5, seven deviations out, less than 1e-11 is left. */
const overPlane = (f: (x1: number, x2: number) => number): number =>
  integrate((x1) => integrate((x2) => f(x1, x2), -8.5, 8.5, 72), -8.5, 8.5, 72);

/** E1: the bound on -log p_θ(x_0) by Jensen, on a chain of two steps where both sides are exact. */
export const derivation = defineDerivation({
  id: 'bound',
  rows: ['E1'],
  controls: {
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.8 },
    beta: { symbol: 'bc', min: 0.3, max: 0.8, step: 0.01, default: 0.5 },
    weight: { symbol: 'wth', min: 0.4, max: 1, step: 0.01, default: 0.9 },
    sigma: { symbol: 'sigm', min: 0.5, max: 1, step: 0.01, default: 0.6 },
  },
  derived: {},
  derive: () => ({}),
  lines: [
    {
      id: 'likelihood',
      tex: tex`-\log p_\theta(\xo) = -\log\int p_\theta(\xpath)\,\mathrm d\xlat`,
      names: ['xpath', 'xlat'],
      implied: ['weight', 'sigma'],
      relation: { is: 'definition' },
      value: ({ x0, weight, sigma }) =>
        -Math.log(
          expectNormal(
            (x2) =>
              expectNormal(
                (x1) => Math.exp(logNormal(x0, weight * x1, sigma ** 2)),
                weight * x2,
                sigma ** 2,
                32,
              ),
            0,
            1,
            48,
          ),
        ),
      shipped: {
        name: 'logNormal',
        // Three steps of one linear map with independent noise: the variances add, each scaled by what follows it.
        value: ({ x0, weight, sigma }) => -logNormal(x0, 0, weight ** 4 + sigma ** 2 * (1 + weight ** 2)),
      },
    },
    {
      id: 'multiply',
      tex: tex`= -\log\int q(\xlat\mid\xo)\;\frac{p_\theta(\xpath)}{q(\xlat\mid\xo)}\,\mathrm d\xlat`,
      shows: tex`-\log p_\theta(\xo)`,
      names: ['xpath', 'xlat'],
      implied: ['weight', 'sigma', 'beta'],
      cancels: ['beta'],
      relation: { is: '=' },
      value: ({ x0, weight, sigma, beta }) =>
        -Math.log(
          overPlane((x1, x2) => {
            const logQ = logForward(x1, x2, x0, beta);
            return Math.exp(logQ + (logModel(x1, x2, { x0, weight, sigma }) - logQ));
          }),
        ),
    },
    {
      id: 'mean',
      tex: tex`= -\log\,\mathbb E_q\Bigl[\frac{p_\theta(\xpath)}{q(\xlat\mid\xo)}\Bigr]`,
      shows: tex`-\log p_\theta(\xo)`,
      names: ['xpath', 'xlat'],
      implied: ['weight', 'sigma', 'beta'],
      cancels: ['beta'],
      relation: { is: '=' },
      value: ({ x0, weight, sigma, beta }) =>
        -Math.log(
          expectForward(
            (x1, x2) => Math.exp(logModel(x1, x2, { x0, weight, sigma }) - logForward(x1, x2, x0, beta)),
            x0,
            beta,
            48,
          ),
        ),
    },
    {
      id: 'jensen',
      tex: tex`\le \mathbb E_q\Bigl[-\log\frac{p_\theta(\xpath)}{q(\xlat\mid\xo)}\Bigr]`,
      shows: tex`L`,
      names: ['xpath', 'xlat'],
      implied: ['weight', 'sigma', 'beta'],
      // Then p_θ is q run backwards from data N(0, 1), so p_θ(x_{1:2} | x_0) is q(x_{1:2} | x_0).
      relation: { is: '≤', tight: ({ beta }) => ({ weight: Math.sqrt(1 - beta), sigma: Math.sqrt(beta) }) },
      value: ({ x0, weight, sigma, beta }) =>
        expectForward(
          (x1, x2) => -(logModel(x1, x2, { x0, weight, sigma }) - logForward(x1, x2, x0, beta)),
          x0,
          beta,
          8,
        ),
    },
    {
      id: 'factors',
      tex: tex`= \mathbb E_q\Bigl[-\log p(\xtwo) - \log\frac{p_\theta(\xone\mid\xtwo)}{q(\xtwo\mid\xone)} - \log\frac{p_\theta(\xo\mid\xone)}{q(\xone\mid\xo)}\Bigr]`,
      shows: tex`L`,
      names: ['xone', 'xtwo'],
      implied: ['weight', 'sigma', 'beta'],
      relation: { is: '=' },
      value: ({ x0, weight, sigma, beta }) =>
        expectForward(
          (x1, x2) =>
            -logNormal(x2, 0, 1) -
            (logNormal(x1, weight * x2, sigma ** 2) - logNormal(x2, Math.sqrt(1 - beta) * x1, beta)) -
            (logNormal(x0, weight * x1, sigma ** 2) - logNormal(x1, Math.sqrt(1 - beta) * x0, beta)),
          x0,
          beta,
          8,
        ),
      shipped: {
        name: 'priorTerm, klNormal',
        value: ({ x0, weight, sigma, beta }) => {
          const alphaBar2 = (1 - beta) ** 2;
          const betaTilde2 = (beta / (1 - alphaBar2)) * beta;
          const step = expectNormal(
            (x2) => {
              const muTilde2 = (Math.sqrt(1 - beta) * beta * (x0 + x2)) / (1 - alphaBar2);
              return klNormal(muTilde2, betaTilde2, weight * x2, sigma ** 2);
            },
            (1 - beta) * x0,
            1 - alphaBar2,
            8,
          );
          const decoder = expectNormal(
            (x1) => -logNormal(x0, weight * x1, sigma ** 2),
            Math.sqrt(1 - beta) * x0,
            beta,
            8,
          );
          return priorTerm(scheduleFromBetas([beta, beta]), x0 ** 2) + step + decoder;
        },
      },
    },
    {
      id: 'gap',
      tex: tex`= -\log p_\theta(\xo) + D_{\mathrm{KL}}\bigl(q(\xlat\mid\xo) \,\|\, p_\theta(\xlat\mid\xo)\bigr)`,
      shows: tex`L`,
      names: ['xlat'],
      implied: ['weight', 'sigma', 'beta'],
      relation: { is: '=' },
      value: ({ x0, weight, sigma, beta }) => {
        const logEvidence = logNormal(x0, 0, weight ** 4 + weight ** 2 * sigma ** 2 + sigma ** 2);
        const divergence = expectForward(
          (x1, x2) => logForward(x1, x2, x0, beta) - (logModel(x1, x2, { x0, weight, sigma }) - logEvidence),
          x0,
          beta,
          8,
        );
        return -logEvidence + divergence;
      },
    },
  ],
  references: [
    { paper: 'ho2020', where: '(3)' },
    { paper: 'sohlDickstein2015', where: 'Section 2' },
  ],
});
