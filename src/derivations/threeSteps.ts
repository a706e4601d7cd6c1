/** The chain of three steps on which the bound is computed exactly: the noise q and a model of straight lines. */
import { logNormal } from '../math/gaussian.ts';
import { betaTilde, posteriorMean } from '../math/posterior.ts';
import { expectNormal } from '../math/quadrature.ts';
import { scheduleFromBetas, type Schedule } from '../math/schedules.ts';

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
