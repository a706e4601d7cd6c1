import { klNormal, logNormal } from '../../math/gaussian.ts';
import { betaTilde, posteriorMean } from '../../math/posterior.ts';
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

const shows = tex`L`;

/** E2: the bound is L_T + Σ L_{t-1} + L_0, on a chain of three steps where every mean is exact. */
export const derivation = threeStepBound({
  id: 'elbo',
  rows: ['E2'],
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
        const last = klNormal(Math.sqrt(q.alphaBar[T]) * x0, 1 - q.alphaBar[T], 0, 1);
        const decoder = expectXt(q, x0, 1, (x1) => -logModel(x0, x1, weight, sigma));
        const steps = sumOver(2, (t) =>
          expectXt(q, x0, t, (xt) =>
            klNormal(posteriorMean(q, t, x0, xt), betaTilde(q, t), weight * xt, sigma ** 2),
          ),
        );
        return last + decoder + steps;
      },
      shipped: shippedBound,
    },
  ],
  references: [
    { paper: 'ho2020', where: '(3)' },
    { paper: 'ho2020', where: '(5)' },
    { paper: 'ho2020', where: 'Appendix A' },
  ],
});
