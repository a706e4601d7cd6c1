import { logNormal } from '../../math/gaussian.ts';
import { logDensity, noisedMixture, reverseKernelDensity, scoreOf } from '../../math/mixture.ts';
import { scheduleFromBetas } from '../../math/schedules.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { twoPoints } from '../twoPoints.ts';

const data = twoPoints(0.5);

/** R1, R2: one step back without x_0, and what is left of it when the step is short. Data ±1 in the numbers. */
export const derivation = defineDerivation({
  id: 'reverse-step',
  rows: ['R1', 'R2'],
  controls: {
    beta: { symbol: 'bc', min: 0.0005, max: 0.05, step: 0.0005, default: 0.01 },
    xt: { symbol: 'xt', min: -2, max: 2, step: 0.01, default: 0.3 },
    // Where x_{t-1} lies: so many deviations of the step away from x_t.
    z: { symbol: 'z', min: -2, max: 2, step: 0.01, default: 0.6 },
    alphaBarPrev: { symbol: 'abp', min: 0.2, max: 0.8, step: 0.01, default: 0.6 },
  },
  derived: { xPrev: 'xp', score: 'score' },
  derive: ({ beta, xt, z, alphaBarPrev }) => ({
    xPrev: xt + Math.sqrt(beta) * z,
    score: scoreOf(noisedMixture(data, alphaBarPrev), xt),
  }),
  lines: [
    {
      id: 'bayes',
      tex: tex`\log q(\xp \mid \xt) = \log q(\xt \mid \xp) + \log q(\xp) - \log q(\xt)`,
      shows: tex`\log q`,
      implied: ['beta', 'alphaBarPrev'],
      relation: { is: 'definition' },
      value: ({ xt, xPrev, beta, alphaBarPrev }) =>
        logNormal(xt, Math.sqrt(1 - beta) * xPrev, beta) +
        logDensity(noisedMixture(data, alphaBarPrev), xPrev) -
        logDensity(noisedMixture(data, alphaBarPrev * (1 - beta)), xt),
      shipped: {
        name: 'reverseKernelDensity',
        value: ({ xt, xPrev, beta, alphaBarPrev }) =>
          Math.log(reverseKernelDensity(data, scheduleFromBetas([1 - alphaBarPrev, beta]), 2, xt, xPrev)),
      },
    },
    {
      id: 'line',
      tex: tex`= \log q(\xt \mid \xp) + (\xp-\xt)\,\score(\xt) + O(\bc)`,
      shows: tex`\log q`,
      relation: { is: 'order', p: 1, h: 'beta' },
      value: ({ xt, xPrev, score, beta }) =>
        logNormal(xt, Math.sqrt(1 - beta) * xPrev, beta) + (xPrev - xt) * score,
    },
    {
      id: 'step',
      tex: tex`= -\frac{(\xp-\xt)^2}{2\bc} - \frac12\log 2\pi\bc + (\xp-\xt)\Bigl(\frac12\xt + \score(\xt)\Bigr) + O(\bc)`,
      shows: tex`\log q`,
      relation: { is: 'order', p: 1, h: 'beta' },
      value: ({ xPrev, xt, beta, score }) =>
        -((xPrev - xt) ** 2) / (2 * beta) -
        0.5 * Math.log(2 * Math.PI * beta) +
        (xPrev - xt) * (0.5 * xt + score),
    },
    {
      id: 'square',
      tex: tex`= \log \mathcal N\bigl(\xp;\; \xt + \bc\,(\tfrac12\xt + \score(\xt)),\; \bc\bigr) + O(\bc)`,
      shows: tex`\log q`,
      relation: { is: 'order', p: 1, h: 'beta' },
      value: ({ xPrev, xt, beta, score }) => logNormal(xPrev, xt + beta * (0.5 * xt + score), beta),
    },
  ],
  references: [
    { paper: 'ho2020', where: '(2)' },
    { paper: 'sohlDickstein2015', where: 'Section 2' },
  ],
});
