/** q(x_{t-1} | x_t, x_0): the three Gaussians on the line, the two weights, and whole pictures. */
import { jumpKernel, stepKernel } from '../../math/forward.ts';
import { betaTilde, posteriorMean, posteriorWeights } from '../../math/posterior.ts';
import type { Schedule } from '../../math/schedules.ts';

export interface Gaussian {
  mean: number;
  variance: number;
}

/**
 * As functions of x_{t-1}: q(x_t | x_{t-1}), which is N(x_{t-1}; x_t/√α_t, β_t/α_t) up to a factor; q(x_{t-1} | x_0);
 * and their product, q(x_{t-1} | x_t, x_0) (Ho et al. 2020, (6), (7)).
 */
export function threeGaussians(schedule: Schedule, t: number, x0: number, xt: number) {
  const step = stepKernel(schedule, t);
  const jump = jumpKernel(schedule, t - 1);
  const fromXt: Gaussian = { mean: xt / step.mean, variance: step.variance / step.mean ** 2 };
  const fromX0: Gaussian = { mean: jump.mean * x0, variance: jump.variance };
  const both: Gaussian = { mean: posteriorMean(schedule, t, x0, xt), variance: betaTilde(schedule, t) };
  return { fromXt, fromX0, both };
}

/** A picture as a mix of the data, the noise in x_t and fresh noise: x0·x_0 + eps·ε + z·z. */
export interface Mix {
  x0: number;
  eps: number;
  z: number;
}

/** x_t, μ̃, a sample of x_{t-1}, and what μ̃ takes off x_t, enlarged so that its noise is visible. */
export function mixesAt(
  schedule: Schedule,
  t: number,
): { xt: Mix; mean: Mix; sample: Mix; taken: Mix; gain: number } {
  const jump = jumpKernel(schedule, t);
  const weights = posteriorWeights(schedule, t);
  const xt: Mix = { x0: jump.mean, eps: Math.sqrt(jump.variance), z: 0 };
  const mean: Mix = { x0: weights.x0 + weights.xt * xt.x0, eps: weights.xt * xt.eps, z: 0 };
  const sample: Mix = { ...mean, z: Math.sqrt(betaTilde(schedule, t)) };
  const gain = 0.5 / (xt.eps - mean.eps);
  const taken: Mix = { x0: gain * (xt.x0 - mean.x0), eps: gain * (xt.eps - mean.eps), z: 0 };
  return { xt, mean, sample, taken, gain };
}

/** Writes a mix as pixels. x_0 and the noises have 3 numbers a pixel, `rgba` has 4; values beyond ±1 clip. */
export function paintMix(
  rgba: Uint8ClampedArray,
  mix: Mix,
  x0: Float32Array,
  eps: Float32Array,
  z: Float32Array,
): void {
  for (let i = 0, j = 0; i < x0.length; i++, j++) {
    rgba[j] = (mix.x0 * x0[i] + mix.eps * eps[i] + mix.z * z[i] + 1) * 127.5;
    if (i % 3 === 2) rgba[++j] = 255;
  }
}
