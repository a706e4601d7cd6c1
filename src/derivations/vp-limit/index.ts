import { eulerMaruyama, veSde, vpSde, type Sde } from '../../math/sde.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';

/** The VP SDE with the same β at all times. */
const vpOf = (beta: number): Sde => vpSde(beta, beta);

/** NCSN's deviations in the numbers: σ(t) from 0.1 to 2, in equal ratios. */
const SIGMA = { min: 0.1, max: 2 } as const;
const ve = veSde(SIGMA.min, SIGMA.max);
const sigmaAt = (time: number): number => SIGMA.min * (SIGMA.max / SIGMA.min) ** time;

/** Q2: DDPM's step becomes the VP SDE, and NCSN's the VE SDE, as the steps get short. */
export const derivation = defineDerivation({
  id: 'vp-limit',
  rows: ['Q2'],
  controls: {
    dt: { symbol: 'dt', min: 0.0005, max: 0.02, step: 0.0005, default: 0.005 },
    beta: { symbol: 'bc', min: 0.5, max: 8, step: 0.1, default: 4 },
    time: { symbol: 'time', min: 0.1, max: 1, step: 0.01, default: 0.5 },
    xt: { symbol: 'xt', min: -2, max: 2, step: 0.01, default: 0.8 },
    z: { symbol: 'z', min: -2, max: 2, step: 0.01, default: 0.6 },
  },
  derived: { betaStep: 'bt', g: 'gdiff' },
  derive: ({ dt, beta, time }) => ({ betaStep: beta * dt, g: ve.diffusion(time) }),
  lines: [
    {
      id: 'chain',
      tex: tex`\xn = \sqrt{1-\bt}\,\xt + \sqrt{\bt}\,\z`,
      names: ['xn'],
      relation: { is: 'definition' },
      value: ({ betaStep, xt, z }) => Math.sqrt(1 - betaStep) * xt + Math.sqrt(betaStep) * z,
    },
    {
      id: 'rate',
      tex: tex`= \sqrt{1-\bc\,\dt}\,\xt + \sqrt{\bc\,\dt}\,\z`,
      shows: tex`\xn`,
      relation: { is: '=' },
      value: ({ beta, dt, xt, z }) => Math.sqrt(1 - beta * dt) * xt + Math.sqrt(beta * dt) * z,
    },
    {
      id: 'expand',
      tex: tex`= \xt - \tfrac12\,\bc\,\xt\,\dt + \sqrt{\bc}\,\sqrt{\dt}\,\z + O(\dt^2)`,
      shows: tex`\xn`,
      relation: { is: 'order', p: 2, h: 'dt' },
      value: ({ xt, beta, dt, z }) => xt - 0.5 * beta * xt * dt + Math.sqrt(beta) * Math.sqrt(dt) * z,
      shipped: {
        name: 'eulerMaruyama',
        value: ({ xt, beta, dt, z }) => eulerMaruyama(vpOf(beta), xt, 0, dt, z),
      },
    },
    {
      id: 'product',
      tex: tex`\abt = (1-\bc\,\dt)^{\time/\dt}`,
      names: ['abt'],
      relation: { is: 'definition' },
      // As e^{(t/dt) log(1 - β dt)}: rounding 1 - β dt itself would cost more than the remainders below.
      value: ({ beta, dt, time }) => Math.exp((time / dt) * Math.log1p(-beta * dt)),
    },
    {
      id: 'second-order',
      tex: tex`= e^{-\bc\,\time}\bigl(1 - \tfrac12\,\bc^2\,\time\,\dt\bigr) + O(\dt^2)`,
      shows: tex`\abt`,
      relation: { is: 'order', p: 2, h: 'dt' },
      value: ({ beta, time, dt }) => Math.exp(-beta * time) * (1 - 0.5 * beta ** 2 * time * dt),
    },
    {
      id: 'exponential',
      tex: tex`= e^{-\bc\,\time} + O(\dt)`,
      shows: tex`\abt`,
      names: ['dt'],
      relation: { is: 'order', p: 1, h: 'dt' },
      value: ({ beta, time }) => Math.exp(-beta * time),
      shipped: { name: 'vpSde', value: ({ beta, time }) => vpOf(beta).marginal(time).mean ** 2 },
    },
    {
      id: 'exploding-chain',
      tex: tex`\xn = \xt + \sqrt{\sigma^2(\time+\dt)-\sigma^2(\time)}\;\z`,
      names: ['xn'],
      relation: { is: 'definition' },
      value: ({ xt, time, dt, z }) => xt + Math.sqrt(sigmaAt(time + dt) ** 2 - sigmaAt(time) ** 2) * z,
    },
    {
      id: 'exploding',
      tex: tex`= \xt + \gdiff\,\sqrt{\dt}\,\z + O(\dt^{3/2}), \qquad \gdiff^2 = \frac{\mathrm d\sigma^2}{\mathrm d\time}`,
      shows: tex`\xn`,
      names: ['time'],
      relation: { is: 'order', p: 1.5, h: 'dt' },
      value: ({ xt, g, dt, z }) => xt + g * Math.sqrt(dt) * z,
      shipped: {
        name: 'eulerMaruyama',
        value: ({ xt, time, dt, z }) => eulerMaruyama(ve, xt, time, dt, z),
      },
    },
  ],
  references: [
    { paper: 'ho2020', where: '(2)' },
    { paper: 'song2021sde', where: 'Section 3.4' },
  ],
});
