/** The chain of three steps on which the bound is computed exactly: the noise q and a model of straight lines. */
import { priorTerm } from '../math/elbo.ts';
import { klNormal, logNormal } from '../math/gaussian.ts';
import { betaTilde, posteriorMean } from '../math/posterior.ts';
import { expectNormal } from '../math/quadrature.ts';
import { scheduleFromBetas, type Schedule } from '../math/schedules.ts';
import type { Control } from './types.ts';

export const T = 3;

/** Three steps whose variances grow: β_t = t β_1. */
export const chain = (beta1: number): Schedule => scheduleFromBetas([beta1, 2 * beta1, 3 * beta1]);

/** log q(x_t | x_s), the forward chain from s to t. */
export const logForward = (schedule: Schedule, xt: number, xs: number, t: number, s: number): number => {
  const kept = schedule.alphaBar[t] / schedule.alphaBar[s];
  return logNormal(xt, Math.sqrt(kept) * xs, 1 - kept);
};

/** log q(x_{t-1} | x_t, x_0). */
export const logPosterior = (schedule: Schedule, xPrev: number, xt: number, x0: number, t: number): number =>
  logNormal(xPrev, posteriorMean(schedule, t, x0, xt), betaTilde(schedule, t));

/** The model's log p_θ(x_{t-1} | x_t), N(w x_t, σ²). */
export const logModel = (xPrev: number, xt: number, weight: number, sigma: number): number =>
  logNormal(xPrev, weight * xt, sigma ** 2);

/** The mean of f(x_0, x_1, x_2, x_3) over paths from x_0. Four nodes a step are exact where f is quadratic. */
export function expectPath(schedule: Schedule, x0: number, f: (x: readonly number[]) => number): number {
  const from = (x: readonly number[]): number => {
    const t = x.length;
    if (t > T) return f(x);
    const { alpha, beta } = schedule;
    return expectNormal((xt) => from([...x, xt]), Math.sqrt(alpha[t]) * x[t - 1], beta[t], 4);
  };
  return from([x0]);
}

/** E f(x_t) over q(x_t | x_0), exact for polynomials up to degree 15. */
export const expectXt = (schedule: Schedule, x0: number, t: number, f: (xt: number) => number): number =>
  expectNormal(f, Math.sqrt(schedule.alphaBar[t]) * x0, 1 - schedule.alphaBar[t], 8);

/** Σ of term(t) for t = first … T. */
export const sumOver = (first: number, term: (t: number) => number): number => {
  let sum = 0;
  for (let t = first; t <= T; t++) sum += term(t);
  return sum;
};

/** L_T + Σ L_{t-1} + L_0 from the moments of x_t alone: μ̃ − w x_t is linear in x_t. */
export function boundInClosedForm(q: Schedule, x0: number, weight: number, sigma: number): number {
  const steps = sumOver(2, (t) => {
    const atZero = posteriorMean(q, t, x0, 0);
    const slope = posteriorMean(q, t, 0, 1) - weight;
    const mean = atZero + slope * Math.sqrt(q.alphaBar[t]) * x0;
    const squaredError = mean ** 2 + slope ** 2 * (1 - q.alphaBar[t]);
    return klNormal(0, betaTilde(q, t), 0, sigma ** 2) + squaredError / (2 * sigma ** 2);
  });
  const error = x0 - weight * Math.sqrt(q.alphaBar[1]) * x0;
  const spread = weight ** 2 * (1 - q.alphaBar[1]);
  const decoder = 0.5 * Math.log(2 * Math.PI * sigma ** 2) + (error ** 2 + spread) / (2 * sigma ** 2);
  return priorTerm(q, x0 ** 2) + steps + decoder;
}

export const threeStepControls = {
  x0: { symbol: 'xo', min: -1, max: 1, step: 0.01, default: 0.8 },
  beta1: { symbol: 'bone', min: 0.05, max: 0.3, step: 0.01, default: 0.15 },
  weight: { symbol: 'wth', min: 0.4, max: 1, step: 0.01, default: 0.85 },
  sigma: { symbol: 'sigm', min: 0.3, max: 1, step: 0.01, default: 0.5 },
} as const satisfies Record<string, Control>;
