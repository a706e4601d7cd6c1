import { makeSchedule, scheduleKinds } from '../../math/schedules.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

const T = 1000;
const maxBeta = scheduleKinds.cosine.parameters.maxBeta.default;

/** S1: the cosine schedule is given by ᾱ; its β follow, but for the last, which would be 1 and is clipped. */
export const derivation = defineDerivation({
  id: 'cosine-schedule',
  rows: ['S1'],
  controls: {
    t: { symbol: 'step', min: 1, max: T, step: 1, default: 300 },
    offset: { symbol: 'soff', min: 0, max: 0.05, step: 0.001, default: 0.008 },
  },
  derived: {
    T: 'steps',
    theta: 'cang',
    thetaPrev: 'cangp',
    thetaZero: 'cangz',
    alphaBar: 'abt',
    alphaBarPrev: 'abp',
    maxBeta: 'bmax',
  },
  derive: ({ t, offset }) => {
    const angle = (u: number) => ((u / T + offset) / (1 + offset)) * (Math.PI / 2);
    const start = Math.cos(angle(0)) ** 2;
    return {
      T,
      theta: angle(t),
      thetaPrev: angle(t - 1),
      thetaZero: angle(0),
      alphaBar: Math.cos(angle(t)) ** 2 / start,
      alphaBarPrev: Math.cos(angle(t - 1)) ** 2 / start,
      maxBeta,
    };
  },
  lines: [
    {
      id: 'definition',
      tex: tex`f(\step) = \cos^2\!\left(\frac{\step/\steps + \soff}{1 + \soff}\cdot\frac{\pi}{2}\right)`,
      relation: { is: 'definition' },
      value: ({ t, T, offset }) => Math.cos(((t / T + offset) / (1 + offset)) * (Math.PI / 2)) ** 2,
    },
    {
      id: 'angle',
      tex: tex`= \cos^2\cang`,
      shows: tex`f`,
      relation: { is: '=' },
      value: ({ theta }) => Math.cos(theta) ** 2,
    },
    {
      id: 'wave',
      tex: tex`= \tfrac12\bigl(1 + \cos 2\cang\bigr)`,
      shows: tex`f`,
      relation: { is: '=' },
      value: ({ theta }) => (1 + Math.cos(2 * theta)) / 2,
    },
    {
      id: 'alpha-bar',
      tex: tex`\abt = \frac{f(\step)}{f(0)} = \frac{\cos^2\cang}{\cos^2\cangz}`,
      names: ['abt', 'step'],
      relation: { is: 'definition' },
      value: ({ theta, thetaZero }) => Math.cos(theta) ** 2 / Math.cos(thetaZero) ** 2,
      shipped: {
        name: 'makeSchedule',
        value: ({ t, offset }) => makeSchedule({ id: 'cosine', T, offset }).alphaBar[t],
      },
      // The function's last β is clipped, so its ᾱ_T is 2e-9 where the formula has 0.
      tolerance: 1e-5,
    },
    {
      id: 'beta',
      tex: tex`1 - \at = 1 - \frac{\abt}{\abp}`,
      names: ['at'],
      relation: { is: 'definition' },
      value: ({ alphaBar, alphaBarPrev }) => 1 - alphaBar / alphaBarPrev,
    },
    {
      id: 'start-cancels',
      tex: tex`= 1 - \frac{\cos^2\cang}{\cos^2\cangp}`,
      shows: tex`1-\at`,
      relation: { is: '=' },
      value: ({ theta, thetaPrev }) => 1 - Math.cos(theta) ** 2 / Math.cos(thetaPrev) ** 2,
    },
    {
      id: 'no-cancellation',
      tex: tex`= \frac{\sin(\cang - \cangp)\,\sin(\cang + \cangp)}{\cos^2\cangp}`,
      shows: tex`1-\at`,
      relation: { is: '=' },
      value: ({ theta, thetaPrev }) =>
        (Math.sin(theta - thetaPrev) * Math.sin(theta + thetaPrev)) / Math.cos(thetaPrev) ** 2,
    },
    {
      id: 'clip',
      tex: tex`\bt = \min\!\left(1 - \frac{\abt}{\abp},\; \bmax\right)`,
      names: ['bt'],
      relation: { is: 'definition' },
      value: ({ alphaBar, alphaBarPrev, maxBeta }) => Math.min(1 - alphaBar / alphaBarPrev, maxBeta),
      shipped: {
        name: 'makeSchedule',
        value: ({ t, offset }) => makeSchedule({ id: 'cosine', T, offset }).beta[t],
      },
    },
  ],
  references: [{ paper: 'nichol2021', where: '(17)' }],
});
