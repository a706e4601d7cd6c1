import { meanOf, posteriorMeanOfX0, reverseKernel, varianceOf, type Mixture1 } from '../../math/mixture.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** One number of the data: Gaussian, of mean 0. */
const gaussian = (v0: number): Mixture1 => ({ weights: [1], means: [0], variances: [v0] });

/** v_s = Var x_s. */
const varianceAt = (s: number, v0: number) => schedule.alphaBar[s] * v0 + 1 - schedule.alphaBar[s];

/** P2: a step to the middle loses variance, the noise brings it back; over one step and over all, for Gaussian data. */
export const derivation = defineDerivation({
  id: 'added-noise',
  rows: ['P2'],
  controls: {
    t: stepControl,
    v0: { symbol: 'vdat', min: 0.05, max: 1, step: 0.01, default: 0.3 },
    xt: { symbol: 'xt', min: -2, max: 2, step: 0.01, default: -0.8 },
  },
  derived: { ...stepSymbols, vPrev: 'vprev', vt: 'vcur' },
  derive: ({ t, v0 }) => ({ ...atStep(t), vPrev: varianceAt(t - 1, v0), vt: varianceAt(t, v0) }),
  lines: [
    {
      id: 'centre',
      tex: tex`\begin{aligned} \muth = {}& \frac{\sqrt{\abp}\,\bt}{1-\abt}\cdot\frac{\sqrt{\abt}\,\vdat}{\vcur}\,\xt \\ &+ \frac{\sqrt{\at}\,(1-\abp)}{1-\abt}\,\xt \end{aligned}`,
      shows: tex`\muth`,
      names: ['muth'],
      relation: { is: 'definition' },
      value: ({ alphaBarPrev, beta, alphaBar, v0, vt, xt, alpha }) =>
        (((Math.sqrt(alphaBarPrev) * beta) / (1 - alphaBar)) * Math.sqrt(alphaBar) * v0 * xt) / vt +
        ((Math.sqrt(alpha) * (1 - alphaBarPrev)) / (1 - alphaBar)) * xt,
      shipped: {
        name: 'reverseKernel',
        value: ({ t, v0, xt }) => meanOf(reverseKernel(gaussian(v0), schedule, t, xt)),
      },
    },
    {
      id: 'factor',
      tex: tex`= \sqrt{\at}\;\frac{\vprev}{\vcur}\,\xt`,
      shows: tex`\muth`,
      relation: { is: '=' },
      value: ({ alpha, vPrev, vt, xt }) => ((Math.sqrt(alpha) * vPrev) / vt) * xt,
    },
    {
      id: 'short',
      tex: tex`\operatorname{Var}\xp - \operatorname{Var}\muth = \vprev - \at\,\frac{\vprev^2}{\vcur^2}\,\vcur`,
      shows: tex`\text{missing}`,
      names: ['xp', 'muth'],
      relation: { is: 'definition' },
      value: ({ vPrev, alpha, vt }) => vPrev - alpha * (vPrev / vt) ** 2 * vt,
    },
    {
      id: 'spread',
      tex: tex`= \bt\,\frac{\vprev}{\vcur}`,
      shows: tex`\text{missing}`,
      relation: { is: '=' },
      value: ({ beta, vPrev, vt }) => (beta * vPrev) / vt,
      shipped: {
        name: 'reverseKernel',
        value: ({ t, v0, xt }) => varianceOf(reverseKernel(gaussian(v0), schedule, t, xt)),
      },
    },
    {
      id: 'widest',
      tex: tex`\le \bt`,
      shows: tex`\max\,\text{missing}`,
      relation: { is: '≤', tight: () => ({ v0: 1 }) },
      value: ({ beta }) => beta,
    },
    {
      id: 'silent',
      tex: tex`\operatorname{Var}\bigl[\text{no noise}\bigr] = \vcur\,\prod_{s=1}^{\step}\alpha_s\,\Bigl(\frac{v_{s-1}}{v_s}\Bigr)^{2}`,
      shows: tex`\operatorname{Var}`,
      implied: ['v0'],
      relation: { is: 'definition' },
      value: ({ vt, t, v0 }) => {
        let variance = vt;
        for (let s = 1; s <= t; s++)
          variance *= schedule.alpha[s] * (varianceAt(s - 1, v0) / varianceAt(s, v0)) ** 2;
        return variance;
      },
    },
    {
      id: 'one-jump',
      tex: tex`= \frac{\abt\,\vdat^2}{\vcur}`,
      shows: tex`\operatorname{Var}`,
      relation: { is: '=' },
      value: ({ alphaBar, v0, vt }) => (alphaBar * v0 ** 2) / vt,
      shipped: {
        name: 'posteriorMeanOfX0',
        value: ({ alphaBar, v0, vt }) => posteriorMeanOfX0(gaussian(v0), alphaBar, 1) ** 2 * vt,
      },
    },
    {
      id: 'noisy',
      tex: tex`\begin{aligned} &\operatorname{Var}\bigl[\text{with noise}\bigr] \\ &= \frac{\abt\,\vdat^2}{\vcur} + \sum_{s=1}^{\step}\,\beta_s\,\frac{v_{s-1}}{v_s}\cdot\frac{\bar\alpha_{s-1}\,\vdat^2}{v_{s-1}^2} \end{aligned}`,
      shows: tex`\operatorname{Var}`,
      relation: { is: 'definition' },
      value: ({ alphaBar, v0, vt, t }) => {
        let variance = (alphaBar * v0 ** 2) / vt;
        for (let s = 1; s <= t; s++) {
          const before = varianceAt(s - 1, v0);
          const added = (schedule.beta[s] * before) / varianceAt(s, v0);
          variance += (added * schedule.alphaBar[s - 1] * v0 ** 2) / before ** 2;
        }
        return variance;
      },
      shipped: {
        name: 'reverseKernel',
        // The chain itself, step by step: each shrinks the spread that it finds and adds its own.
        value: ({ t, v0, vt }) => {
          let variance = vt;
          for (let s = t; s >= 1; s--) {
            const step = reverseKernel(gaussian(v0), schedule, s, 1);
            variance = meanOf(step) ** 2 * variance + varianceOf(step);
          }
          return variance;
        },
      },
    },
    {
      id: 'restored',
      tex: tex`= \vdat`,
      shows: tex`\operatorname{Var}`,
      relation: { is: '=' },
      value: ({ v0 }) => v0,
    },
  ],
  references: [
    { paper: 'ho2020', where: '(7)' },
    { paper: 'ho2020', where: 'Algorithm 2' },
    { paper: 'ho2020', where: 'Section 3.2' },
  ],
});
