import { jumpKernel } from '../../math/forward.ts';
import { atStep, schedule, stepControl, stepSymbols } from '../ddpm.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** Var x_{t-1}, step by step from the data: each step shrinks what is there and adds its own. */
function varianceBefore(t: number, ofData: number): number {
  let variance = ofData;
  for (let s = 1; s < t; s++) variance = schedule.alpha[s] * variance + schedule.beta[s];
  return variance;
}

/** F1, F2: a variance of 1 stays 1, any other relaxes to it. */
export const derivation = defineDerivation({
  id: 'forward-variance',
  rows: ['F1', 'F2'],
  controls: {
    t: stepControl,
    ofData: { symbol: 'vdat', min: 0, max: 1, step: 0.01, default: 0.3 },
  },
  derived: { ...stepSymbols, before: 'vprev' },
  derive: ({ t, ofData }) => ({ ...atStep(t), before: varianceBefore(t, ofData) }),
  lines: [
    {
      id: 'step',
      tex: tex`\operatorname{Var}\xt = \at\,\vprev + \bt`,
      shows: tex`\operatorname{Var}\xt`,
      names: ['xt'],
      relation: { is: 'definition' },
      value: ({ alpha, before, beta }) => alpha * before + beta,
    },
    {
      id: 'distance',
      tex: tex`= 1 + \at\,(\vprev - 1)`,
      shows: tex`\operatorname{Var}\xt`,
      relation: { is: '=' },
      value: ({ alpha, before }) => 1 + alpha * (before - 1),
    },
    {
      id: 'all-steps',
      tex: tex`= 1 + \abt\,(\vdat - 1)`,
      shows: tex`\operatorname{Var}\xt`,
      relation: { is: '=' },
      value: ({ alphaBar, ofData }) => 1 + alphaBar * (ofData - 1),
    },
    {
      id: 'two-parts',
      tex: tex`= \abt\,\vdat + (1 - \abt)`,
      shows: tex`\operatorname{Var}\xt`,
      relation: { is: '=' },
      value: ({ alphaBar, ofData }) => alphaBar * ofData + (1 - alphaBar),
      shipped: {
        name: 'jumpKernel',
        value: ({ t, ofData }) => {
          const { mean, variance } = jumpKernel(schedule, t);
          return mean ** 2 * ofData + variance;
        },
      },
    },
    {
      id: 'at-most-one',
      tex: tex`\le 1`,
      shows: tex`\max \operatorname{Var}\xt`,
      relation: { is: '≤', tight: () => ({ ofData: 1 }) },
      value: () => 1,
    },
  ],
  references: [{ paper: 'ho2020', where: '(2)' }],
});
