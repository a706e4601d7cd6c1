/** One step back on the line, exactly: q(x_{t-1} | x_t) for known data, and the best Gaussian for it. */
import { logNormal } from '../../math/gaussian.ts';
import {
  logDensity,
  meanOf,
  noisedMixture,
  reverseKernel,
  varianceOf,
  type Mixture1,
} from '../../math/mixture.ts';
import { betaTilde, posteriorMean } from '../../math/posterior.ts';
import { expectNormal } from '../../math/quadrature.ts';
import { scheduleFromBetas, type Schedule } from '../../math/schedules.ts';

export const dataKinds = ['points', 'bumps', 'smooth', 'normal'] as const;
export type DataKind = (typeof dataKinds)[number];

/** Data whose density is known. All have variance ≤ 1, as scaled pixels have. */
export const dataSets: Record<DataKind, Mixture1> = {
  points: { weights: [0.5, 0.5], means: [-1, 1], variances: [0, 0] },
  bumps: { weights: [0.3, 0.45, 0.25], means: [-1.2, 0.1, 1.1], variances: [0.01, 0.02, 0.005] },
  smooth: { weights: [0.6, 0.4], means: [-0.6, 0.8], variances: [0.3, 0.4] },
  normal: { weights: [1], means: [0], variances: [1] },
};

/** A step t of a schedule whose β may be another one: everything before it is merged into one step. */
export interface Step {
  schedule: Schedule;
  /** The step's number in `schedule`. */
  at: number;
  beta: number;
}

/** The step t of `schedule`, with β in β_t's place if one is given. ᾱ_{t-1} stays. */
export function stepOf(schedule: Schedule, t: number, beta = schedule.beta[t]): Step {
  if (beta === schedule.beta[t]) return { schedule, at: t, beta };
  const before = schedule.alphaBar[t - 1];
  return t === 1
    ? { schedule: scheduleFromBetas([beta]), at: 1, beta }
    : { schedule: scheduleFromBetas([1 - before, beta]), at: 2, beta };
}

/** q(x_{t-1}) of the data. */
export const before = (data: Mixture1, { schedule, at }: Step): Mixture1 =>
  noisedMixture(data, schedule.alphaBar[at - 1]);

/** q(x_{t-1} | x_t): without x_0 by the whole data, with x_0 by Ho et al. 2020, (6) and (7). */
export function kernelOf(data: Mixture1, { schedule, at }: Step, xt: number, x0?: number): Mixture1 {
  if (x0 === undefined) return reverseKernel(data, schedule, at, xt);
  return {
    weights: [1],
    means: [posteriorMean(schedule, at, x0, xt)],
    variances: [betaTilde(schedule, at)],
  };
}

/**
 * KL(kernel ‖ N(mean, variance)) in nats, by Gauss–Hermite quadrature over each component.
 * Infinite when the kernel has a point mass and the Gaussian has none.
 */
export function divergence(kernel: Mixture1, mean: number, variance: number): number {
  if (variance === 0) return 0;
  if (kernel.variances.some((v, k) => v === 0 && kernel.weights[k] > 0)) return Infinity;
  const sum = kernel.weights.reduce(
    (total, weight, k) =>
      weight < 1e-300
        ? total
        : total +
          weight *
            expectNormal(
              (x) => logDensity(kernel, x) - logNormal(x, mean, variance),
              kernel.means[k],
              kernel.variances[k],
              96,
            ),
    0,
  );
  return Math.max(0, sum);
}

export interface Comparison {
  kernel: Mixture1;
  /** Mean and variance of the kernel, and so of the best Gaussian: among all, it has the least KL(kernel ‖ ·). */
  mean: number;
  variance: number;
  divergence: number;
}

/** The exact kernel beside the Gaussian of its own mean and variance. */
export function compare(kernel: Mixture1): Comparison {
  const mean = meanOf(kernel);
  const variance = varianceOf(kernel);
  return { kernel, mean, variance, divergence: divergence(kernel, mean, variance) };
}

/** E over x_t of Var(x_{t-1} | x_t), without x_0: between β̃_t and β_t for data of variance ≤ 1. */
export function averageVariance(data: Mixture1, step: Step): number {
  const now = noisedMixture(data, step.schedule.alphaBar[step.at]);
  return now.weights.reduce(
    (sum, weight, k) =>
      sum +
      weight *
        expectNormal((xt) => varianceOf(kernelOf(data, step, xt)), now.means[k], now.variances[k], 128),
    0,
  );
}
