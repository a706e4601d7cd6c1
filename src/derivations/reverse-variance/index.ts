import { logNormal } from '../../math/gaussian.ts';
import { logSumExp, reverseKernel, varianceOf } from '../../math/mixture.ts';
import { betaTilde } from '../../math/posterior.ts';
import { gaussHermite } from '../../math/quadrature.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { twoPoints } from '../twoPoints.ts';

/** P(x_0 = 1 | x_t) for data ±1. */
const shareOfOne = (xt: number, alphaBar: number) =>
  1 / (1 + Math.exp((-2 * Math.sqrt(alphaBar) * xt) / (1 - alphaBar)));

/**
 * Var(x_{t-1} | x_t) as integrals over x_{t-1}: q(x_t | x_{t-1}), a Gaussian around x_t/√α, gives the nodes, q(x_{t-1})
 * their weights, in logarithms because far from ±1 they underflow.
 */
function varianceByIntegrals(xt: number, alpha: number, beta: number, alphaBarPrev: number): number {
  const { nodes, weights } = gaussHermite(96);
  const places = Array.from(nodes, (node) => (xt + Math.sqrt(beta) * node) / Math.sqrt(alpha));
  const logs = places.map((x, i) => {
    const centre = Math.sqrt(alphaBarPrev);
    const terms = [1, -1].map((x0) => logNormal(x, x0 * centre, 1 - alphaBarPrev));
    return Math.log(weights[i]) + logSumExp(terms);
  });
  const total = logSumExp(logs);
  const shares = logs.map((log) => Math.exp(log - total));
  const mean = places.reduce((sum, x, i) => sum + shares[i] * x, 0);
  return places.reduce((sum, x, i) => sum + shares[i] * (x - mean) ** 2, 0);
}

/** R1, R2: how wide the step back is without x_0, for data ±1: β̃_t, and what not knowing x_0 adds. */
export const derivation = defineDerivation({
  id: 'reverse-variance',
  rows: ['R1', 'R2'],
  controls: {
    // Before t = 30 the two sides are too narrow for the integral of the first line.
    t: { ...stepControl, min: 30, default: 50 },
    xt: { symbol: 'xt', min: -1.5, max: 1.5, step: 0.01, default: 0 },
  },
  derived: { ...stepSymbols, betaTilde: 'btt' },
  derive: ({ t }) => ({ ...atStep(t), betaTilde: betaTilde(schedule, t) }),
  lines: [
    {
      id: 'definition',
      tex: tex`\operatorname{Var}(\xp\mid\xt) = \int \bigl(\xp - \mathbb E[\xp\mid\xt]\bigr)^2\, q(\xp\mid\xt)\,\mathrm d\xp`,
      shows: tex`\operatorname{Var}`,
      names: ['xp'],
      implied: ['alpha', 'beta', 'alphaBarPrev'],
      relation: { is: 'definition' },
      value: ({ xt, alpha, beta, alphaBarPrev }) => varianceByIntegrals(xt, alpha, beta, alphaBarPrev),
      shipped: {
        name: 'reverseKernel',
        value: ({ t, xt }) => varianceOf(reverseKernel(twoPoints(0.5), schedule, t, xt)),
      },
      // Integrals of narrow bumps.
      tolerance: 1e-8,
    },
    {
      id: 'total',
      tex: tex`= \mathbb E\bigl[\operatorname{Var}(\xp\mid\xt,\xo)\bigm|\xt\bigr] + \operatorname{Var}\bigl(\mathbb E[\xp\mid\xt,\xo]\bigm|\xt\bigr)`,
      shows: tex`\operatorname{Var}`,
      names: ['xp', 'xo'],
      implied: ['alpha', 'beta', 'alphaBar', 'alphaBarPrev'],
      relation: { is: '=' },
      tolerance: 1e-8,
      value: ({ xt, alpha, beta, alphaBar, alphaBarPrev }) => {
        const precision = alpha / beta + 1 / (1 - alphaBarPrev);
        const meanGiven = (x0: number) =>
          ((Math.sqrt(alpha) / beta) * xt + (Math.sqrt(alphaBarPrev) / (1 - alphaBarPrev)) * x0) / precision;
        const share = shareOfOne(xt, alphaBar);
        const mean = share * meanGiven(1) + (1 - share) * meanGiven(-1);
        return 1 / precision + share * (meanGiven(1) - mean) ** 2 + (1 - share) * (meanGiven(-1) - mean) ** 2;
      },
    },
    {
      id: 'data',
      tex: tex`= \btt + \Bigl(\frac{\sqrt{\abp}\,\bt}{1-\abt}\Bigr)^{2} \operatorname{Var}(\xo\mid\xt)`,
      shows: tex`\operatorname{Var}`,
      names: ['xo'],
      relation: { is: '=' },
      value: ({ betaTilde, alphaBarPrev, beta, alphaBar, xt }) => {
        const share = shareOfOne(xt, alphaBar);
        return betaTilde + ((Math.sqrt(alphaBarPrev) * beta) / (1 - alphaBar)) ** 2 * 4 * share * (1 - share);
      },
    },
    {
      id: 'two-points',
      tex: tex`= \btt + \frac{\abp\,\bt^2}{(1-\abt)^2}\,\Bigl(1 - \tanh^2\frac{\sqrt{\abt}\,\xt}{1-\abt}\Bigr)`,
      shows: tex`\operatorname{Var}`,
      relation: { is: '=' },
      value: ({ betaTilde, alphaBarPrev, beta, alphaBar, xt }) =>
        betaTilde +
        ((alphaBarPrev * beta ** 2) / (1 - alphaBar) ** 2) *
          (1 - Math.tanh((Math.sqrt(alphaBar) * xt) / (1 - alphaBar)) ** 2),
    },
    {
      id: 'largest',
      tex: tex`\le \btt + \frac{\abp\,\bt^2}{(1-\abt)^2}`,
      shows: tex`\max \operatorname{Var}`,
      relation: { is: '≤', tight: () => ({ xt: 0 }) },
      value: ({ betaTilde, alphaBarPrev, beta, alphaBar }) =>
        betaTilde + (alphaBarPrev * beta ** 2) / (1 - alphaBar) ** 2,
    },
  ],
  references: [
    { paper: 'ho2020', where: '(7)' },
    { paper: 'ho2020', where: 'Section 3.2' },
  ],
});
