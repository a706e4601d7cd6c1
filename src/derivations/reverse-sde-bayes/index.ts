import { logNormal } from '../../math/gaussian.ts';
import {
  density,
  logDensity,
  meanOf,
  noisedMixture,
  reverseKernel,
  scoreOf,
  varianceOf,
  type Mixture1,
} from '../../math/mixture.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { scheduleFromBetas } from '../../math/schedules.ts';
import { reverseDrift, vpSde, type Sde } from '../../math/sde.ts';
import { defineDerivation } from '../environment.ts';
import { tex } from '../tex.ts';
import { twoPoints } from '../twoPoints.ts';

/** q(x_t): data ±1 of which ᾱ of the variance is left. */
const now = (alphaBar: number): Mixture1 => noisedMixture(twoPoints(0.5), alphaBar);

/** q(x_{t+dt}) after one Euler–Maruyama step of the VP SDE from q(x_t), exactly: f is linear. */
function later(alphaBar: number, beta: number, dt: number): Mixture1 {
  const { weights, means, variances } = now(alphaBar);
  const factor = 1 - 0.5 * beta * dt;
  return {
    weights,
    means: means.map((mean) => factor * mean),
    variances: variances.map((variance) => factor ** 2 * variance + beta * dt),
  };
}

/**
 * E[h(x_t) | x_{t+dt}] as the quotient of two integrals over x_t. As a function of x_t, q(x_{t+dt} | x_t) is a Gaussian
 * around x_{t+dt}/(1 − ½β dt), and that is the weight of the quadrature.
 */
function meanGiven(
  h: (xt: number) => number,
  xNext: number,
  alphaBar: number,
  beta: number,
  dt: number,
): number {
  const factor = 1 - 0.5 * beta * dt;
  const over = (f: (xt: number) => number) => expectNormal(f, xNext / factor, (beta * dt) / factor ** 2, 32);
  const q = now(alphaBar);
  return over((xt) => h(xt) * density(q, xt)) / over((xt) => density(q, xt));
}

/**
 * q(x_t | x_{t+dt}) from src/math. It knows DDPM's steps, of variance c²β dt and factor √(1 − c²β dt); the Euler step is
 * one of these once x_{t+dt} is scaled by c.
 */
function exactKernel(xNext: number, alphaBar: number, beta: number, dt: number): Mixture1 {
  const c2 = 1 / (1 + 0.25 * (beta * dt) ** 2);
  const schedule = scheduleFromBetas([1 - alphaBar, c2 * beta * dt]);
  return reverseKernel(twoPoints(0.5), schedule, 2, Math.sqrt(c2) * xNext);
}

/** The VP SDE with the same β at all times. */
const sdeOf = (beta: number): Sde => vpSde(beta, beta);

const place = { min: -2, max: 2, step: 0.01 };

/** Q4, first route: Bayes on one small step of dx = f dt + g dw; f = −½βx and g = √β in the numbers. */
export const derivation = defineDerivation({
  id: 'reverse-sde-bayes',
  rows: ['Q4'],
  controls: {
    dt: { symbol: 'dt', min: 0.0005, max: 0.02, step: 0.0005, default: 0.005 },
    xNext: { symbol: 'xn', ...place, default: 0.3 },
    // Where x_t lies: so many deviations of the step away from x_{t+dt}.
    z: { symbol: 'z', ...place, default: 0.6 },
    beta: { symbol: 'bc', min: 1, max: 4, step: 0.1, default: 2 },
    alphaBar: { symbol: 'abt', min: 0.2, max: 0.9, step: 0.01, default: 0.7 },
  },
  derived: { xt: 'xt', driftNow: 'fxt', driftNext: 'fxn', g: 'gdiff', score: 'score' },
  derive: ({ dt, xNext, z, beta, alphaBar }) => {
    const xt = xNext + Math.sqrt(beta * dt) * z;
    return {
      xt,
      driftNow: -0.5 * beta * xt,
      driftNext: -0.5 * beta * xNext,
      g: Math.sqrt(beta),
      score: scoreOf(now(alphaBar), xNext),
    };
  },
  lines: [
    {
      id: 'bayes',
      tex: tex`q(\xt\mid\xn) = \frac{q(\xn\mid\xt)\,q(\xt)}{q(\xn)}`,
      shows: tex`\log q(\xt\mid\xn)`,
      implied: ['driftNow', 'dt', 'g', 'alphaBar', 'beta'],
      relation: { is: 'definition' },
      value: ({ xNext, xt, driftNow, dt, g, alphaBar, beta }) =>
        logNormal(xNext, xt + driftNow * dt, g ** 2 * dt) +
        logDensity(now(alphaBar), xt) -
        logDensity(later(alphaBar, beta, dt), xNext),
      shipped: {
        name: 'reverseKernel',
        value: ({ xNext, xt, dt, alphaBar, beta }) => logDensity(exactKernel(xNext, alphaBar, beta, dt), xt),
      },
    },
    {
      id: 'step',
      tex: tex`= \frac{1}{\sqrt{2\pi\gdiff^2\,\dt}}\exp\Bigl(-\frac{(\xn-\xt-\fxt\,\dt)^2}{2\gdiff^2\,\dt} + \log\frac{q(\xt)}{q(\xn)}\Bigr)`,
      shows: tex`\log q(\xt\mid\xn)`,
      implied: ['alphaBar', 'beta'],
      relation: { is: '=' },
      value: ({ g, dt, xNext, xt, driftNow, alphaBar, beta }) =>
        Math.log(1 / Math.sqrt(2 * Math.PI * g ** 2 * dt)) -
        (xNext - xt - driftNow * dt) ** 2 / (2 * g ** 2 * dt) +
        Math.log(density(now(alphaBar), xt) / density(later(alphaBar, beta, dt), xNext)),
    },
    {
      id: 'taylor',
      tex: tex`= \frac{1}{\sqrt{2\pi\gdiff^2\,\dt}}\exp\Bigl(-\frac{(\xt-\xn+\fxn\,\dt)^2}{2\gdiff^2\,\dt} + (\xt-\xn)\,\score + O(\dt)\Bigr)`,
      shows: tex`\log q(\xt\mid\xn)`,
      relation: { is: 'order', p: 1, h: 'dt' },
      value: ({ g, dt, xt, xNext, driftNext, score }) =>
        Math.log(1 / Math.sqrt(2 * Math.PI * g ** 2 * dt)) -
        (xt - xNext + driftNext * dt) ** 2 / (2 * g ** 2 * dt) +
        (xt - xNext) * score,
    },
    {
      id: 'square',
      tex: tex`= \frac{1}{\sqrt{2\pi\gdiff^2\,\dt}}\exp\Bigl(-\frac{\bigl(\xt-\xn+[\fxn-\gdiff^2\,\score]\,\dt\bigr)^2}{2\gdiff^2\,\dt} + O(\dt)\Bigr)`,
      shows: tex`\log q(\xt\mid\xn)`,
      relation: { is: 'order', p: 1, h: 'dt' },
      value: ({ g, dt, xt, xNext, driftNext, score }) =>
        Math.log(1 / Math.sqrt(2 * Math.PI * g ** 2 * dt)) -
        (xt - xNext + (driftNext - g ** 2 * score) * dt) ** 2 / (2 * g ** 2 * dt),
    },
    {
      id: 'mean-change',
      tex: tex`\frac{\mathbb E[\xn-\xt\mid\xn]}{\dt}`,
      names: ['xt'],
      implied: ['alphaBar', 'beta'],
      relation: { is: 'definition' },
      value: ({ xNext, dt, alphaBar, beta }) => meanGiven((xt) => xNext - xt, xNext, alphaBar, beta, dt) / dt,
      shipped: {
        name: 'reverseKernel',
        value: ({ xNext, dt, alphaBar, beta }) =>
          (xNext - meanOf(exactKernel(xNext, alphaBar, beta, dt))) / dt,
      },
    },
    {
      id: 'drift',
      tex: tex`= \fxn - \gdiff^2\,\score + O(\dt)`,
      names: ['dt'],
      relation: { is: 'order', p: 1, h: 'dt' },
      value: ({ driftNext, g, score }) => driftNext - g ** 2 * score,
      shipped: {
        name: 'reverseDrift',
        value: ({ xNext, beta, alphaBar }) =>
          reverseDrift(sdeOf(beta), (x) => scoreOf(now(alphaBar), x))(xNext, 0),
      },
    },
    {
      id: 'spread',
      tex: tex`\frac{\operatorname{Var}[\xt\mid\xn]}{\dt}`,
      names: ['xt'],
      implied: ['alphaBar', 'beta'],
      relation: { is: 'definition' },
      value: ({ xNext, dt, alphaBar, beta }) => {
        const mean = meanGiven((xt) => xt, xNext, alphaBar, beta, dt);
        return meanGiven((xt) => (xt - mean) ** 2, xNext, alphaBar, beta, dt) / dt;
      },
      shipped: {
        name: 'reverseKernel',
        value: ({ xNext, dt, alphaBar, beta }) => varianceOf(exactKernel(xNext, alphaBar, beta, dt)) / dt,
      },
    },
    {
      id: 'diffusion',
      tex: tex`= \gdiff^2 + O(\dt)`,
      names: ['dt'],
      relation: { is: 'order', p: 1, h: 'dt' },
      value: ({ g }) => g ** 2,
      shipped: { name: 'vpSde', value: ({ beta }) => sdeOf(beta).diffusion(0) ** 2 },
    },
  ],
  references: [
    { paper: 'anderson1982', where: 'main theorem' },
    { paper: 'song2021sde', where: '(6)' },
  ],
});
