import { jumpKernel } from '../../math/forward.ts';
import { betaTilde } from '../../math/posterior.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { ddimStep } from '../../math/samplers.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** D1: q_σ keeps the marginals q(x_t | x_0) for every σ_t² ≤ 1-ᾱ_{t-1}; the step of the induction, from t to t-1. */
export const derivation = defineDerivation({
  id: 'ddim-marginals',
  rows: ['D1'],
  controls: {
    t: stepControl,
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.6 },
    share: { symbol: 'sfrac', min: 0, max: 0.99, step: 0.01, default: 0.5 },
  },
  derived: { ...stepSymbols, sigma: 'sigt' },
  derive: ({ t, share }) => {
    const values = atStep(t);
    return { ...values, sigma: share * Math.sqrt(1 - values.alphaBarPrev) };
  },
  lines: [
    {
      id: 'mean',
      tex: tex`\mathbb E[\xp\mid\xo] = \mathbb E_{\xt}\Bigl[\sqrt{\abp}\,\xo + \sqrt{1-\abp-\sigt^2}\;\frac{\xt-\sqrt{\abt}\,\xo}{\sqrt{1-\abt}}\Bigr]`,
      shows: tex`\mathbb E[\xp\mid\xo]`,
      names: ['xp', 'xt'],
      cancels: ['sigma', 'alphaBar'],
      relation: { is: 'definition' },
      value: ({ alphaBarPrev, x0, sigma, alphaBar }) =>
        expectNormal(
          (xt) =>
            Math.sqrt(alphaBarPrev) * x0 +
            (Math.sqrt(1 - alphaBarPrev - sigma ** 2) * (xt - Math.sqrt(alphaBar) * x0)) /
              Math.sqrt(1 - alphaBar),
          Math.sqrt(alphaBar) * x0,
          1 - alphaBar,
          8,
        ),
      shipped: {
        name: 'ddimStep',
        value: ({ t, x0, sigma }) => {
          const step = ddimStep(schedule, t, t - 1, sigma / Math.sqrt(betaTilde(schedule, t)));
          return expectNormal((eps) => step.x0 * x0 + step.eps * eps, 0, 1, 8);
        },
      },
    },
    {
      id: 'linear',
      tex: tex`= \sqrt{\abp}\,\xo + \sqrt{1-\abp-\sigt^2}\;\frac{\mathbb E[\xt\mid\xo]-\sqrt{\abt}\,\xo}{\sqrt{1-\abt}}`,
      shows: tex`\mathbb E[\xp\mid\xo]`,
      names: ['xt'],
      cancels: ['sigma', 'alphaBar'],
      relation: { is: '=' },
      value: ({ alphaBarPrev, x0, sigma, alphaBar }) => {
        const meanOfXt = expectNormal((xt) => xt, Math.sqrt(alphaBar) * x0, 1 - alphaBar, 8);
        return (
          Math.sqrt(alphaBarPrev) * x0 +
          (Math.sqrt(1 - alphaBarPrev - sigma ** 2) * (meanOfXt - Math.sqrt(alphaBar) * x0)) /
            Math.sqrt(1 - alphaBar)
        );
      },
    },
    {
      id: 'mean-kept',
      tex: tex`= \sqrt{\abp}\,\xo`,
      shows: tex`\mathbb E[\xp\mid\xo]`,
      relation: { is: '=' },
      value: ({ alphaBarPrev, x0 }) => Math.sqrt(alphaBarPrev) * x0,
      shipped: { name: 'jumpKernel', value: ({ t, x0 }) => jumpKernel(schedule, t - 1).mean * x0 },
    },
    {
      id: 'variance',
      tex: tex`\operatorname{Var}[\xp\mid\xo] = \sigt^2 + \frac{1-\abp-\sigt^2}{1-\abt}\,\operatorname{Var}[\xt\mid\xo]`,
      shows: tex`\operatorname{Var}[\xp\mid\xo]`,
      names: ['xp', 'xt', 'xo'],
      cancels: ['sigma', 'alphaBar'],
      relation: { is: 'definition' },
      value: ({ sigma, alphaBarPrev, alphaBar }) => {
        const varianceOfXt = expectNormal((deviation) => deviation ** 2, 0, 1 - alphaBar, 8);
        return sigma ** 2 + ((1 - alphaBarPrev - sigma ** 2) / (1 - alphaBar)) * varianceOfXt;
      },
      shipped: {
        name: 'ddimStep',
        value: ({ t, sigma }) => {
          const step = ddimStep(schedule, t, t - 1, sigma / Math.sqrt(betaTilde(schedule, t)));
          return step.noise ** 2 + step.eps ** 2;
        },
      },
    },
    {
      id: 'cancel',
      tex: tex`= \sigt^2 + 1 - \abp - \sigt^2`,
      shows: tex`\operatorname{Var}[\xp\mid\xo]`,
      cancels: ['sigma'],
      relation: { is: '=' },
      value: ({ sigma, alphaBarPrev }) => sigma ** 2 + 1 - alphaBarPrev - sigma ** 2,
    },
    {
      id: 'variance-kept',
      tex: tex`= 1 - \abp`,
      shows: tex`\operatorname{Var}[\xp\mid\xo]`,
      relation: { is: '=' },
      value: ({ alphaBarPrev }) => 1 - alphaBarPrev,
      shipped: { name: 'jumpKernel', value: ({ t }) => jumpKernel(schedule, t - 1).variance },
    },
  ],
  references: [
    { paper: 'song2021ddim', where: '(7)' },
    { paper: 'song2021ddim', where: 'Appendix B' },
  ],
});
