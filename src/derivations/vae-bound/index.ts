import { klNormal, logNormal } from '../../math/gaussian.ts';
import { betaTilde, posteriorMean } from '../../math/posterior.ts';
import type { Schedule } from '../../math/schedules.ts';
import { tex } from '../tex.ts';
import { implied, shippedBound, threeStepBound } from '../threeStepBound.ts';
import {
  chain,
  expectPath,
  expectXt,
  logForward,
  logModel,
  logPosterior,
  sumOver,
  T,
} from '../threeSteps.ts';
import { klToCentred, reconstruction } from './linearGaussian.ts';

const steps = [1, 2, 3] as const;

/** Mean and covariance of x_1, x_2, x_3 under q, given x_0. */
const encoder = ({ alphaBar }: Schedule, x0: number) => ({
  mean: steps.map((t) => Math.sqrt(alphaBar[t]) * x0),
  covariance: steps.map((t) =>
    steps.map((s) => {
      const [early, late] = [Math.min(s, t), Math.max(s, t)];
      return Math.sqrt(alphaBar[late] / alphaBar[early]) * (1 - alphaBar[early]);
    }),
  ),
});

/** The model's covariance of x_0, x_1, x_2, x_3: it starts at x_3 with variance 1, and each x_{t-1} is w x_t + σ z. */
function modelCovariance(weight: number, sigma: number): number[][] {
  const variances = new Array<number>(T + 1).fill(1);
  for (let t = T; t > 0; t--) variances[t - 1] = weight ** 2 * variances[t] + sigma ** 2;
  return variances.map((_, t) =>
    variances.map((__, s) => weight ** Math.abs(s - t) * variances[Math.max(s, t)]),
  );
}

/** D_KL(q(x_{1:3} | x_0) ‖ p_θ(x_{1:3})) in three dimensions. */
const divergenceOfLatents = (q: Schedule, x0: number, weight: number, sigma: number): number => {
  const { mean, covariance } = encoder(q, x0);
  const [, ...latents] = modelCovariance(weight, sigma);
  return klToCentred(
    mean,
    covariance,
    latents.map((row) => row.slice(1)),
  );
};

/** L_0: the mean of −log p_θ(x_0 | x_1). */
const decoderTerm = (q: Schedule, x0: number, weight: number, sigma: number): number =>
  expectXt(q, x0, 1, (x1) => -logModel(x0, x1, weight, sigma));

/** log p_θ(x_1, x_2, x_3) along a path. */
const logPrior = (x: readonly number[], weight: number, sigma: number): number =>
  logNormal(x[T], 0, 1) + sumOver(2, (t) => logModel(x[t - 1], x[t], weight, sigma));

const shows = tex`L`;

/** E3: the bound of a variational autoencoder whose latent is the whole chain is the bound of diffusion. */
export const derivation = threeStepBound({
  id: 'vae-bound',
  rows: ['E3'],
  lines: [
    {
      id: 'vae',
      tex: tex`\begin{aligned} L = {}& \mathbb E_q\bigl[-\log p_\theta(\xo\mid\xchain)\bigr] \\ &+ D_{\mathrm{KL}}\bigl(q(\xchain\mid\xo) \,\|\, p_\theta(\xchain)\bigr) \end{aligned}`,
      shows,
      names: ['xchain'],
      implied,
      relation: { is: 'definition' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        const { mean, covariance } = encoder(q, x0);
        return (
          reconstruction(x0, mean, covariance, modelCovariance(weight, sigma)) +
          divergenceOfLatents(q, x0, weight, sigma)
        );
      },
    },
    {
      id: 'decoder',
      tex: tex`\begin{aligned} = {}& \underbrace{\mathbb E_q\bigl[-\log p_\theta(\xo\mid\xone)\bigr]}_{L_0} \\ &+ D_{\mathrm{KL}}\bigl(q(\xchain\mid\xo) \,\|\, p_\theta(\xchain)\bigr) \end{aligned}`,
      shows,
      names: ['xone', 'xchain'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return decoderTerm(q, x0, weight, sigma) + divergenceOfLatents(q, x0, weight, sigma);
      },
    },
    {
      id: 'chains',
      tex: tex`= L_0 + \mathbb E_q\Bigl[\log\frac{\prod_{t\ge1} q(\xt\mid\xp)}{p(\xT)\,\prod_{t\ge2} p_\theta(\xp\mid\xt)}\Bigr]`,
      shows,
      names: ['xt', 'xp', 'xT'],
      implied: ['x0', ...implied],
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return (
          decoderTerm(q, x0, weight, sigma) +
          expectPath(
            q,
            x0,
            (x) => sumOver(1, (t) => logForward(q, x[t], x[t - 1], t, t - 1)) - logPrior(x, weight, sigma),
          )
        );
      },
    },
    {
      id: 'turned',
      tex: tex`\begin{aligned} = L_0 + \mathbb E_q\Bigl[&\log\Bigl(\frac{q(\xT\mid\xo)}{p(\xT)} \\ &\cdot \prod_{t\ge2}\frac{q(\xp\mid\xt,\xo)}{p_\theta(\xp\mid\xt)}\Bigr)\Bigr] \end{aligned}`,
      shows,
      names: ['xt', 'xp', 'xT'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return (
          decoderTerm(q, x0, weight, sigma) +
          expectPath(
            q,
            x0,
            (x) =>
              logForward(q, x[T], x0, T, 0) +
              sumOver(2, (t) => logPosterior(q, x[t - 1], x[t], x0, t)) -
              logPrior(x, weight, sigma),
          )
        );
      },
    },
    {
      id: 'terms',
      tex: tex`\begin{aligned} = L_0 &+ \underbrace{D_{\mathrm{KL}}\bigl(q(\xT\mid\xo) \,\|\, p(\xT)\bigr)}_{L_T} \\ &+ \sum_{t\ge2} \underbrace{\mathbb E_q\bigl[D_{\mathrm{KL}}\bigl(q(\xp\mid\xt,\xo) \,\|\, p_\theta(\xp\mid\xt)\bigr)\bigr]}_{L_{t-1}} \end{aligned}`,
      shows,
      names: ['xt', 'xp', 'xT'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        const last = klNormal(Math.sqrt(q.alphaBar[T]) * x0, 1 - q.alphaBar[T], 0, 1);
        const between = sumOver(2, (t) =>
          expectXt(q, x0, t, (xt) =>
            klNormal(posteriorMean(q, t, x0, xt), betaTilde(q, t), weight * xt, sigma ** 2),
          ),
        );
        return decoderTerm(q, x0, weight, sigma) + last + between;
      },
      shipped: shippedBound,
    },
    {
      id: 'gradient',
      tex: tex`\begin{aligned} \frac{\partial L}{\partial\wth} = {}& \frac{1}{\sigm^2}\,\mathbb E_q\bigl[(\wth\,\xone-\xo)\,\xone\bigr] \\ &+ \frac{1}{\sigm^2}\sum_{t\ge2}\mathbb E_q\bigl[(\wth\,\xt-\mut)\,\xt\bigr] \end{aligned}`,
      shows: tex`\partial L/\partial\wth`,
      names: ['xone', 'xt', 'mut'],
      implied: ['beta1'],
      relation: { is: 'operation', apply: 'derivative', over: 'weight' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        const ofDecoder = expectXt(q, x0, 1, (x1) => (weight * x1 - x0) * x1);
        const ofSteps = sumOver(2, (t) =>
          expectXt(q, x0, t, (xt) => (weight * xt - posteriorMean(q, t, x0, xt)) * xt),
        );
        return ofDecoder / sigma ** 2 + ofSteps / sigma ** 2;
      },
    },
    {
      id: 'draws',
      tex: tex`= \frac{1}{\sigm^2}\,\mathbb E_q\Bigl[\sum_{t\ge1}(\wth\,\xt-\xp)\,\xt\Bigr]`,
      shows: tex`\partial L/\partial\wth`,
      names: ['xt', 'xp'],
      implied: ['beta1', 'x0'],
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) =>
        expectPath(chain(beta1), x0, (x) => sumOver(1, (t) => (weight * x[t] - x[t - 1]) * x[t])) /
        sigma ** 2,
    },
  ],
  references: [
    { paper: 'ho2020', where: '(3)' },
    { paper: 'ho2020', where: '(5)' },
    { paper: 'sohlDickstein2015', where: 'Section 2' },
  ],
});
