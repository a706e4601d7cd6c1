import { epsFromX0 } from '../../math/convert.ts';
import { jumpKernel, stepKernel } from '../../math/forward.ts';
import { logNormal } from '../../math/gaussian.ts';
import { betaTilde, posteriorMean, posteriorMeanFromEps } from '../../math/posterior.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const noisy = { min: -3, max: 3, step: 0.01 };

/** R3: mean and variance of q(x_{t-1} | x_t, x_0) by completing the square, then the mean from the noise. */
export const derivation = defineDerivation({
  id: 'posterior-mean',
  rows: ['R3'],
  controls: {
    t: stepControl,
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.6 },
    xt: { symbol: 'xt', ...noisy, default: -0.4 },
    xPrev: { symbol: 'xp', ...noisy, default: -0.3 },
  },
  derived: { ...stepSymbols, betaTilde: 'btt', eps: 'eps' },
  derive: ({ t, x0, xt }) => ({
    ...atStep(t),
    betaTilde: betaTilde(schedule, t),
    eps: epsFromX0(schedule.alphaBar[t], xt, x0),
  }),
  lines: [
    {
      id: 'bayes',
      tex: tex`q(\xp \mid \xt, \xo) = \frac{q(\xt \mid \xp)\, q(\xp \mid \xo)}{q(\xt \mid \xo)}`,
      shows: tex`\log q`,
      implied: ['alpha', 'beta', 'alphaBarPrev', 'alphaBar'],
      relation: { is: 'definition' },
      value: ({ xPrev, xt, x0, alpha, beta, alphaBarPrev, alphaBar }) =>
        logNormal(xt, Math.sqrt(alpha) * xPrev, beta) +
        logNormal(xPrev, Math.sqrt(alphaBarPrev) * x0, 1 - alphaBarPrev) -
        logNormal(xt, Math.sqrt(alphaBar) * x0, 1 - alphaBar),
      shipped: {
        name: 'stepKernel, jumpKernel',
        value: ({ t, xPrev, xt, x0 }) => {
          const [step, before, now] = [
            stepKernel(schedule, t),
            jumpKernel(schedule, t - 1),
            jumpKernel(schedule, t),
          ];
          return (
            logNormal(xt, step.mean * xPrev, step.variance) +
            logNormal(xPrev, before.mean * x0, before.variance) -
            logNormal(xt, now.mean * x0, now.variance)
          );
        },
      },
    },
    {
      id: 'gaussians',
      tex: tex`\propto \exp\Bigl(-\tfrac12\Bigl[\tfrac{(\xt-\sqrt{\at}\,\xp)^2}{\bt} + \tfrac{(\xp-\sqrt{\abp}\,\xo)^2}{1-\abp}\Bigr]\Bigr)`,
      shows: tex`\log q + c`,
      relation: { is: 'constant', in: 'xPrev' },
      value: ({ xt, alpha, xPrev, beta, alphaBarPrev, x0 }) =>
        -0.5 *
        ((xt - Math.sqrt(alpha) * xPrev) ** 2 / beta +
          (xPrev - Math.sqrt(alphaBarPrev) * x0) ** 2 / (1 - alphaBarPrev)),
    },
    {
      id: 'collect',
      tex: tex`\propto \exp\Bigl(-\tfrac12\Bigl[\bigl(\tfrac{\at}{\bt}+\tfrac{1}{1-\abp}\bigr)\,\xp^2 - 2\bigl(\tfrac{\sqrt{\at}}{\bt}\,\xt+\tfrac{\sqrt{\abp}}{1-\abp}\,\xo\bigr)\,\xp\Bigr]\Bigr)`,
      shows: tex`\log q + c`,
      relation: { is: 'constant', in: 'xPrev' },
      value: ({ alpha, beta, alphaBarPrev, xPrev, xt, x0 }) =>
        -0.5 *
        ((alpha / beta + 1 / (1 - alphaBarPrev)) * xPrev ** 2 -
          2 * ((Math.sqrt(alpha) / beta) * xt + (Math.sqrt(alphaBarPrev) / (1 - alphaBarPrev)) * x0) * xPrev),
    },
    {
      id: 'variance',
      tex: tex`\btt = \Bigl(\frac{\at}{\bt}+\frac{1}{1-\abp}\Bigr)^{-1}`,
      names: ['btt'],
      relation: { is: 'operation', apply: 'variance', over: 'xPrev' },
      value: ({ alpha, beta, alphaBarPrev }) => 1 / (alpha / beta + 1 / (1 - alphaBarPrev)),
    },
    {
      id: 'beta-tilde',
      tex: tex`= \frac{1-\abp}{1-\abt}\,\bt`,
      shows: tex`\btt`,
      relation: { is: '=' },
      value: ({ alphaBarPrev, alphaBar, beta }) => ((1 - alphaBarPrev) / (1 - alphaBar)) * beta,
      shipped: { name: 'betaTilde', value: ({ t }) => betaTilde(schedule, t) },
    },
    {
      id: 'mean',
      tex: tex`\mut = \Bigl(\frac{\sqrt{\at}}{\bt}\,\xt+\frac{\sqrt{\abp}}{1-\abp}\,\xo\Bigr)\,\btt`,
      names: ['mut'],
      relation: { is: 'operation', apply: 'mode', over: 'xPrev', from: 'collect' },
      value: ({ alpha, beta, xt, alphaBarPrev, x0, betaTilde }) =>
        ((Math.sqrt(alpha) / beta) * xt + (Math.sqrt(alphaBarPrev) / (1 - alphaBarPrev)) * x0) * betaTilde,
    },
    {
      id: 'weights',
      tex: tex`= \frac{\sqrt{\abp}\,\bt}{1-\abt}\,\xo + \frac{\sqrt{\at}\,(1-\abp)}{1-\abt}\,\xt`,
      shows: tex`\mut`,
      relation: { is: '=' },
      value: ({ alphaBarPrev, beta, alphaBar, x0, alpha, xt }) =>
        ((Math.sqrt(alphaBarPrev) * beta) / (1 - alphaBar)) * x0 +
        ((Math.sqrt(alpha) * (1 - alphaBarPrev)) / (1 - alphaBar)) * xt,
      shipped: { name: 'posteriorMean', value: ({ t, x0, xt }) => posteriorMean(schedule, t, x0, xt) },
    },
    {
      id: 'noise',
      tex: tex`= \frac{1}{\sqrt{\at}}\Bigl(\xt - \frac{\bt}{\sqrt{1-\abt}}\,\eps\Bigr)`,
      shows: tex`\mut`,
      relation: { is: '=' },
      value: ({ alpha, xt, beta, alphaBar, eps }) =>
        (1 / Math.sqrt(alpha)) * (xt - (beta / Math.sqrt(1 - alphaBar)) * eps),
      shipped: {
        name: 'posteriorMeanFromEps',
        value: ({ t, xt, eps }) => posteriorMeanFromEps(schedule, t, xt, eps),
      },
    },
  ],
  references: [
    { paper: 'ho2020', where: '(6)' },
    { paper: 'ho2020', where: '(7)' },
    { paper: 'ho2020', where: '(11)' },
  ],
});
