import { priorTerm } from '../../math/elbo.ts';
import { klNormal, logNormal } from '../../math/gaussian.ts';
import { betaTilde, posteriorMean } from '../../math/posterior.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { scheduleFromBetas, type Schedule } from '../../math/schedules.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const T = 3;

/** Three steps whose variances grow: β_t = t β_1. */
const chain = (beta1: number): Schedule => scheduleFromBetas([beta1, 2 * beta1, 3 * beta1]);

/** log q(x_t | x_s), the forward chain from s to t. */
const logForward = (schedule: Schedule, xt: number, xs: number, t: number, s: number): number => {
  const kept = schedule.alphaBar[t] / schedule.alphaBar[s];
  return logNormal(xt, Math.sqrt(kept) * xs, 1 - kept);
};

/** log q(x_{t-1} | x_t, x_0). */
const logPosterior = (schedule: Schedule, xPrev: number, xt: number, x0: number, t: number): number =>
  logNormal(xPrev, posteriorMean(schedule, t, x0, xt), betaTilde(schedule, t));

/** The mean of f(x_0, x_1, x_2, x_3) over paths from x_0. Four nodes a step are exact: every f is quadratic. */
function expectPath(schedule: Schedule, x0: number, f: (x: readonly number[]) => number): number {
  const from = (x: readonly number[]): number => {
    const t = x.length;
    if (t > T) return f(x);
    const { alpha, beta } = schedule;
    return expectNormal((xt) => from([...x, xt]), Math.sqrt(alpha[t]) * x[t - 1], beta[t], 4);
  };
  return from([x0]);
}

/** Σ of term(t) for t = first … T. */
const sumOver = (first: number, term: (t: number) => number): number => {
  let sum = 0;
  for (let t = first; t <= T; t++) sum += term(t);
  return sum;
};

/** The model's log p_θ(x_{t-1} | x_t), N(w x_t, σ²). */
const logModel = (xPrev: number, xt: number, weight: number, sigma: number): number =>
  logNormal(xPrev, weight * xt, sigma ** 2);

const implied = ['beta1', 'weight', 'sigma'] as const;
const shows = tex`L`;

/** E2: the bound is L_T + Σ L_{t-1} + L_0, on a chain of three steps where every mean is exact. */
export const derivation = defineDerivation({
  id: 'elbo',
  rows: ['E2'],
  controls: {
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.8 },
    beta1: { symbol: 'bone', min: 0.05, max: 0.3, step: 0.01, default: 0.15 },
    weight: { symbol: 'wth', min: 0.4, max: 1, step: 0.01, default: 0.85 },
    sigma: { symbol: 'sigm', min: 0.3, max: 1, step: 0.01, default: 0.5 },
  },
  derived: {},
  derive: () => ({}),
  lines: [
    {
      id: 'bound',
      tex: tex`L = \mathbb E_q\Bigl[-\log p(\xT) - \sum_{t\ge1}\log\frac{p_\theta(\xp\mid\xt)}{q(\xt\mid\xp)}\Bigr]`,
      shows,
      names: ['xT', 'xp', 'xt'],
      implied: ['x0', ...implied],
      relation: { is: 'definition' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return expectPath(
          q,
          x0,
          (x) =>
            -logNormal(x[T], 0, 1) -
            sumOver(
              1,
              (t) => logModel(x[t - 1], x[t], weight, sigma) - logForward(q, x[t], x[t - 1], t, t - 1),
            ),
        );
      },
    },
    {
      id: 'first-out',
      tex: tex`\begin{aligned} = \mathbb E_q\Bigl[&-\log p(\xT) - \sum_{t\ge2}\log\frac{p_\theta(\xp\mid\xt)}{q(\xt\mid\xp)} \\ &- \log\frac{p_\theta(\xo\mid\xone)}{q(\xone\mid\xo)}\Bigr] \end{aligned}`,
      shows,
      names: ['xT', 'xp', 'xt', 'xone'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return expectPath(
          q,
          x0,
          (x) =>
            -logNormal(x[T], 0, 1) -
            sumOver(
              2,
              (t) => logModel(x[t - 1], x[t], weight, sigma) - logForward(q, x[t], x[t - 1], t, t - 1),
            ) -
            (logModel(x0, x[1], weight, sigma) - logForward(q, x[1], x0, 1, 0)),
        );
      },
    },
    {
      id: 'swap',
      tex: tex`\begin{aligned} = \mathbb E_q\Bigl[&-\log p(\xT) - \sum_{t\ge2}\log\Bigl(\frac{p_\theta(\xp\mid\xt)}{q(\xp\mid\xt,\xo)}\cdot\frac{q(\xp\mid\xo)}{q(\xt\mid\xo)}\Bigr) \\ &- \log\frac{p_\theta(\xo\mid\xone)}{q(\xone\mid\xo)}\Bigr] \end{aligned}`,
      shows,
      names: ['xT', 'xp', 'xt', 'xone'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return expectPath(
          q,
          x0,
          (x) =>
            -logNormal(x[T], 0, 1) -
            sumOver(
              2,
              (t) =>
                logModel(x[t - 1], x[t], weight, sigma) -
                logPosterior(q, x[t - 1], x[t], x0, t) +
                logForward(q, x[t - 1], x0, t - 1, 0) -
                logForward(q, x[t], x0, t, 0),
            ) -
            (logModel(x0, x[1], weight, sigma) - logForward(q, x[1], x0, 1, 0)),
        );
      },
    },
    {
      id: 'telescope',
      tex: tex`\begin{aligned} = \mathbb E_q\Bigl[&-\log p(\xT) - \sum_{t\ge2}\log\frac{p_\theta(\xp\mid\xt)}{q(\xp\mid\xt,\xo)} \\ &- \log\frac{q(\xone\mid\xo)}{q(\xT\mid\xo)} - \log\frac{p_\theta(\xo\mid\xone)}{q(\xone\mid\xo)}\Bigr] \end{aligned}`,
      shows,
      names: ['xT', 'xp', 'xt', 'xone'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return expectPath(
          q,
          x0,
          (x) =>
            -logNormal(x[T], 0, 1) -
            sumOver(
              2,
              (t) => logModel(x[t - 1], x[t], weight, sigma) - logPosterior(q, x[t - 1], x[t], x0, t),
            ) -
            (logForward(q, x[1], x0, 1, 0) - logForward(q, x[T], x0, T, 0)) -
            (logModel(x0, x[1], weight, sigma) - logForward(q, x[1], x0, 1, 0)),
        );
      },
    },
    {
      id: 'regroup',
      tex: tex`\begin{aligned} = \mathbb E_q\Bigl[&\log\frac{q(\xT\mid\xo)}{p(\xT)} + \sum_{t\ge2}\log\frac{q(\xp\mid\xt,\xo)}{p_\theta(\xp\mid\xt)} \\ &- \log p_\theta(\xo\mid\xone)\Bigr] \end{aligned}`,
      shows,
      names: ['xT', 'xp', 'xt', 'xone'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        return expectPath(
          q,
          x0,
          (x) =>
            logForward(q, x[T], x0, T, 0) -
            logNormal(x[T], 0, 1) +
            sumOver(
              2,
              (t) => logPosterior(q, x[t - 1], x[t], x0, t) - logModel(x[t - 1], x[t], weight, sigma),
            ) -
            logModel(x0, x[1], weight, sigma),
        );
      },
    },
    {
      id: 'divergences',
      tex: tex`\begin{aligned} = {}& \underbrace{D_{\mathrm{KL}}\bigl(q(\xT\mid\xo) \,\|\, p(\xT)\bigr)}_{L_T} + \underbrace{\mathbb E_q\bigl[-\log p_\theta(\xo\mid\xone)\bigr]}_{L_0} \\ &+ \sum_{t\ge2} \underbrace{\mathbb E_q\bigl[D_{\mathrm{KL}}\bigl(q(\xp\mid\xt,\xo) \,\|\, p_\theta(\xp\mid\xt)\bigr)\bigr]}_{L_{t-1}} \end{aligned}`,
      shows,
      names: ['xT', 'xp', 'xt', 'xone'],
      implied,
      relation: { is: '=' },
      value: ({ x0, beta1, weight, sigma }) => {
        const q = chain(beta1);
        const expectXt = (t: number, f: (xt: number) => number) =>
          expectNormal(f, Math.sqrt(q.alphaBar[t]) * x0, 1 - q.alphaBar[t], 8);
        const last = klNormal(Math.sqrt(q.alphaBar[T]) * x0, 1 - q.alphaBar[T], 0, 1);
        const decoder = expectXt(1, (x1) => -logModel(x0, x1, weight, sigma));
        const steps = sumOver(2, (t) =>
          expectXt(t, (xt) =>
            klNormal(posteriorMean(q, t, x0, xt), betaTilde(q, t), weight * xt, sigma ** 2),
          ),
        );
        return last + decoder + steps;
      },
      shipped: {
        name: 'priorTerm, posteriorMean, betaTilde',
        value: ({ x0, beta1, weight, sigma }) => {
          const q = chain(beta1);
          // The squared error of the means in closed form: μ̃ − w x_t is linear in x_t.
          const steps = sumOver(2, (t) => {
            const atZero = posteriorMean(q, t, x0, 0);
            const slope = posteriorMean(q, t, 0, 1) - weight;
            const mean = atZero + slope * Math.sqrt(q.alphaBar[t]) * x0;
            const squaredError = mean ** 2 + slope ** 2 * (1 - q.alphaBar[t]);
            return klNormal(0, betaTilde(q, t), 0, sigma ** 2) + squaredError / (2 * sigma ** 2);
          });
          const error = x0 - weight * Math.sqrt(q.alphaBar[1]) * x0;
          const spread = weight ** 2 * (1 - q.alphaBar[1]);
          const decoder = 0.5 * Math.log(2 * Math.PI * sigma ** 2) + (error ** 2 + spread) / (2 * sigma ** 2);
          return priorTerm(q, x0 ** 2) + steps + decoder;
        },
      },
    },
  ],
  references: [
    { paper: 'ho2020', where: '(3)' },
    { paper: 'ho2020', where: '(5)' },
    { paper: 'ho2020', where: 'Appendix A' },
  ],
});
