import { jumpKernel } from '../../math/forward.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const noise = { min: -3, max: 3, step: 0.01 };

/** F3: many small steps are one jump, x_t = √ᾱ_t x_0 + √(1-ᾱ_t) ε. */
export const derivation = defineDerivation({
  id: 'express-train',
  rows: ['F3'],
  controls: {
    t: stepControl,
    x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.6 },
    epsMerged: { symbol: 'epsp', ...noise, default: 0.8 },
    epsNew: { symbol: 'epst', ...noise, default: -0.5 },
  },
  derived: { ...stepSymbols, xPrev: 'xp', eps: 'eps' },
  derive: ({ t, x0, epsMerged, epsNew }) => {
    const { beta, alpha, alphaBar, alphaBarPrev } = atStep(t);
    const xPrev = Math.sqrt(alphaBarPrev) * x0 + Math.sqrt(1 - alphaBarPrev) * epsMerged;
    const eps =
      (Math.sqrt(alpha - alphaBar) * epsMerged + Math.sqrt(beta) * epsNew) / Math.sqrt(1 - alphaBar);
    return { beta, alpha, alphaBar, alphaBarPrev, xPrev, eps };
  },
  lines: [
    {
      id: 'step',
      tex: tex`\xt = \sqrt{\at}\,\xp + \sqrt{\bt}\,\epst`,
      names: ['xt'],
      relation: { is: 'definition' },
      value: ({ alpha, xPrev, beta, epsNew }) => Math.sqrt(alpha) * xPrev + Math.sqrt(beta) * epsNew,
    },
    {
      id: 'hypothesis',
      tex: tex`= \sqrt{\at}\,\Bigl(\sqrt{\abp}\,\xo + \sqrt{1-\abp}\,\epsp\Bigr) + \sqrt{\bt}\,\epst`,
      shows: tex`\xt`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, x0, epsMerged, beta, epsNew }) =>
        Math.sqrt(alpha) * (Math.sqrt(alphaBarPrev) * x0 + Math.sqrt(1 - alphaBarPrev) * epsMerged) +
        Math.sqrt(beta) * epsNew,
    },
    {
      id: 'spread',
      tex: tex`= \sqrt{\at\,\abp}\,\xo + \sqrt{\at(1-\abp)}\,\epsp + \sqrt{\bt}\,\epst`,
      shows: tex`\xt`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, x0, epsMerged, beta, epsNew }) =>
        Math.sqrt(alpha * alphaBarPrev) * x0 +
        Math.sqrt(alpha * (1 - alphaBarPrev)) * epsMerged +
        Math.sqrt(beta) * epsNew,
    },
    {
      id: 'variance',
      tex: tex`\mathbb E\Bigl[\bigl(\sqrt{\at(1-\abp)}\,\epsp + \sqrt{\bt}\,\epst\bigr)^2\Bigr]`,
      shows: tex`\operatorname{Var}`,
      names: ['epsp', 'epst'],
      relation: { is: 'definition' },
      value: ({ alpha, alphaBarPrev, beta }) =>
        expectNormal(
          (merged) =>
            expectNormal(
              (fresh) => (Math.sqrt(alpha * (1 - alphaBarPrev)) * merged + Math.sqrt(beta) * fresh) ** 2,
              0,
              1,
              4,
            ),
          0,
          1,
          4,
        ),
    },
    {
      id: 'sum',
      tex: tex`= \at(1-\abp) + \bt`,
      shows: tex`\operatorname{Var}`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, beta }) => alpha * (1 - alphaBarPrev) + beta,
    },
    {
      id: 'total',
      tex: tex`= 1 - \abt`,
      shows: tex`\operatorname{Var}`,
      relation: { is: '=' },
      value: ({ alphaBar }) => 1 - alphaBar,
      shipped: { name: 'jumpKernel', value: ({ t }) => jumpKernel(schedule, t).variance },
    },
    {
      id: 'jump',
      tex: tex`\xt = \sqrt{\abt}\,\xo + \sqrt{1-\abt}\,\eps`,
      names: ['xt'],
      relation: { is: '=', from: 'spread' },
      value: ({ alphaBar, x0, eps }) => Math.sqrt(alphaBar) * x0 + Math.sqrt(1 - alphaBar) * eps,
      shipped: {
        name: 'jumpKernel',
        value: ({ t, x0, eps }) => {
          const { mean, variance } = jumpKernel(schedule, t);
          return mean * x0 + Math.sqrt(variance) * eps;
        },
      },
    },
  ],
  references: [
    { paper: 'ho2020', where: '(2)' },
    { paper: 'ho2020', where: '(4)' },
  ],
});
