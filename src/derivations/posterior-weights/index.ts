import { posteriorWeights } from '../../math/posterior.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** R4 (erratum 4): the two weights of the posterior mean do not sum to 1. */
export const derivation = defineDerivation({
  id: 'posterior-weights',
  rows: ['R4'],
  controls: { t: { ...stepControl, min: 1 } },
  derived: stepSymbols,
  derive: ({ t }) => atStep(t),
  lines: [
    {
      id: 'sum',
      tex: tex`\frac{\sqrt{\abp}\,\bt}{1-\abt} + \frac{\sqrt{\at}\,(1-\abp)}{1-\abt}`,
      relation: { is: 'definition' },
      value: ({ alphaBarPrev, beta, alphaBar, alpha }) =>
        (Math.sqrt(alphaBarPrev) * beta) / (1 - alphaBar) +
        (Math.sqrt(alpha) * (1 - alphaBarPrev)) / (1 - alphaBar),
      shipped: {
        name: 'posteriorWeights',
        value: ({ t }) => {
          const { x0, xt } = posteriorWeights(schedule, t);
          return x0 + xt;
        },
      },
    },
    {
      id: 'factor',
      tex: tex`= \frac{(\sqrt{\at}+\sqrt{\abp})\,(1-\sqrt{\abt})}{1-\abt}`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, alphaBar }) =>
        ((Math.sqrt(alpha) + Math.sqrt(alphaBarPrev)) * (1 - Math.sqrt(alphaBar))) / (1 - alphaBar),
    },
    {
      id: 'cancel',
      tex: tex`= \frac{\sqrt{\at}+\sqrt{\abp}}{1+\sqrt{\abt}}`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, alphaBar }) =>
        (Math.sqrt(alpha) + Math.sqrt(alphaBarPrev)) / (1 + Math.sqrt(alphaBar)),
    },
    {
      id: 'gap',
      tex: tex`= 1 - \frac{(1-\sqrt{\at})\,(1-\sqrt{\abp})}{1+\sqrt{\abt}}`,
      relation: { is: '=' },
      value: ({ alpha, alphaBarPrev, alphaBar }) =>
        1 - ((1 - Math.sqrt(alpha)) * (1 - Math.sqrt(alphaBarPrev))) / (1 + Math.sqrt(alphaBar)),
    },
    {
      id: 'at-most-one',
      tex: tex`\le 1`,
      relation: { is: '≤', tight: () => ({ t: 1 }) },
      value: () => 1,
    },
  ],
  references: [{ paper: 'ho2020', where: '(7)' }],
});
