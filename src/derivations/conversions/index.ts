import { epsFromV, epsFromX0, vFromX0Eps, x0FromEps, x0FromV } from '../../math/convert.ts';
import { jumpKernel } from '../../math/forward.ts';
import { posteriorMean, posteriorMeanFromEps } from '../../math/posterior.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const noise = { min: -3, max: 3, step: 0.01 };

/** L1: x_0, ε, v and μ̃ from each other at one x_t, and what an error in ε̂ does to x̂_0. */
export const derivation = defineDerivation({
  id: 'conversions',
  rows: ['L1'],
  controls: {
    t: stepControl,
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.6 },
    eps: { symbol: 'eps', ...noise, default: 0.9 },
    epsHat: { symbol: 'epsh', ...noise, default: 0.8 },
  },
  derived: { ...stepSymbols, xt: 'xt', v: 'v' },
  derive: ({ t, x0, eps }) => {
    const { mean, variance } = jumpKernel(schedule, t);
    const step = atStep(t);
    return {
      ...step,
      xt: mean * x0 + Math.sqrt(variance) * eps,
      v: vFromX0Eps(step.alphaBar, x0, eps),
    };
  },
  lines: [
    {
      id: 'data',
      tex: tex`\xo = \frac{\xt-\sqrt{1-\abt}\,\eps}{\sqrt{\abt}}`,
      shows: tex`\xo`,
      names: ['xo'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, eps }) => (xt - Math.sqrt(1 - alphaBar) * eps) / Math.sqrt(alphaBar),
      shipped: { name: 'x0FromEps', value: ({ alphaBar, xt, eps }) => x0FromEps(alphaBar, xt, eps) },
    },
    {
      id: 'data-from-v',
      tex: tex`= \sqrt{\abt}\,\xt - \sqrt{1-\abt}\,\v`,
      shows: tex`\xo`,
      relation: { is: '=' },
      value: ({ alphaBar, xt, v }) => Math.sqrt(alphaBar) * xt - Math.sqrt(1 - alphaBar) * v,
      shipped: { name: 'x0FromV', value: ({ alphaBar, xt, v }) => x0FromV(alphaBar, xt, v) },
    },
    {
      id: 'noise',
      tex: tex`\eps = \frac{\xt-\sqrt{\abt}\,\xo}{\sqrt{1-\abt}}`,
      shows: tex`\eps`,
      names: ['eps'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, x0 }) => (xt - Math.sqrt(alphaBar) * x0) / Math.sqrt(1 - alphaBar),
      shipped: { name: 'epsFromX0', value: ({ alphaBar, xt, x0 }) => epsFromX0(alphaBar, xt, x0) },
    },
    {
      id: 'noise-from-v',
      tex: tex`= \sqrt{1-\abt}\,\xt + \sqrt{\abt}\,\v`,
      shows: tex`\eps`,
      relation: { is: '=' },
      value: ({ alphaBar, xt, v }) => Math.sqrt(1 - alphaBar) * xt + Math.sqrt(alphaBar) * v,
      shipped: { name: 'epsFromV', value: ({ alphaBar, xt, v }) => epsFromV(alphaBar, xt, v) },
    },
    {
      id: 'mean',
      tex: tex`\mut = \frac{\sqrt{\abp}\,\bt}{1-\abt}\,\xo + \frac{\sqrt{\at}\,(1-\abp)}{1-\abt}\,\xt`,
      shows: tex`\mut`,
      names: ['mut'],
      relation: { is: 'definition' },
      value: ({ alphaBarPrev, beta, alphaBar, x0, alpha, xt }) =>
        ((Math.sqrt(alphaBarPrev) * beta) / (1 - alphaBar)) * x0 +
        ((Math.sqrt(alpha) * (1 - alphaBarPrev)) / (1 - alphaBar)) * xt,
      shipped: { name: 'posteriorMean', value: ({ t, x0, xt }) => posteriorMean(schedule, t, x0, xt) },
    },
    {
      id: 'mean-from-noise',
      tex: tex`= \frac{1}{\sqrt{\at}}\Bigl(\xt - \frac{\bt}{\sqrt{1-\abt}}\,\eps\Bigr)`,
      shows: tex`\mut`,
      relation: { is: '=' },
      value: ({ alpha, xt, beta, alphaBar, eps }) =>
        (xt - (beta / Math.sqrt(1 - alphaBar)) * eps) / Math.sqrt(alpha),
      shipped: {
        name: 'posteriorMeanFromEps',
        value: ({ t, xt, eps }) => posteriorMeanFromEps(schedule, t, xt, eps),
      },
    },
    {
      id: 'prediction',
      tex: tex`\xoh = \frac{\xt-\sqrt{1-\abt}\,\epsh}{\sqrt{\abt}}`,
      shows: tex`\xoh`,
      names: ['xoh'],
      relation: { is: 'definition' },
      value: ({ xt, alphaBar, epsHat }) => (xt - Math.sqrt(1 - alphaBar) * epsHat) / Math.sqrt(alphaBar),
    },
    {
      id: 'error',
      tex: tex`= \xo - \sqrt{\frac{1-\abt}{\abt}}\,(\epsh-\eps)`,
      shows: tex`\xoh`,
      relation: { is: '=' },
      value: ({ x0, alphaBar, epsHat, eps }) => x0 - Math.sqrt((1 - alphaBar) / alphaBar) * (epsHat - eps),
    },
  ],
  references: [
    { paper: 'ho2020', where: '(7), (11), (15)' },
    { paper: 'song2021ddim', where: '(9)' },
  ],
});
