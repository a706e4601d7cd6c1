import type { Kernel } from './forward.ts';
import type { Rng } from './rng.ts';
import type { Schedule } from './schedules.ts';

/**
 * A forward SDE dx = f(x, t) dt + g(t) dw per coordinate, t from 0 (data) to 1.
 * Source: Song et al. 2021, *Score-Based Generative Modeling through SDEs*, (5).
 */
export interface Sde {
  readonly id: string;
  /** f(x, t). */
  readonly drift: (x: number, t: number) => number;
  /** g(t). */
  readonly diffusion: (t: number) => number;
  /** q(x_t | x_0) = N(mean · x_0, variance). */
  readonly marginal: (t: number) => Kernel;
}

/** ∂ ln q_t(x)/∂x at time t. */
export type Score = (x: number, t: number) => number;

/** β(t), and its integral from 0 to t. */
interface Rate {
  readonly beta: (t: number) => number;
  readonly integral: (t: number) => number;
}

const vpFromRate = (id: string, { beta, integral }: Rate): Sde => ({
  id,
  drift: (x, t) => -0.5 * beta(t) * x,
  diffusion: (t) => Math.sqrt(beta(t)),
  marginal: (t) => ({ mean: Math.exp(-0.5 * integral(t)), variance: -Math.expm1(-integral(t)) }),
});

const linearRate = (betaMin: number, betaMax: number): Rate => ({
  beta: (t) => betaMin + t * (betaMax - betaMin),
  integral: (t) => betaMin * t + 0.5 * t * t * (betaMax - betaMin),
});

/** The variance-preserving SDE, dx = -½β(t) x dt + √β(t) dw with β(t) straight from betaMin to betaMax. */
export const vpSde = (betaMin = 0.1, betaMax = 20): Sde => vpFromRate('vp', linearRate(betaMin, betaMax));

/**
 * The VP SDE of a discrete schedule: β(t) = T β_k while step k lasts, (k-1)/T < t ≤ k/T.
 * Its marginal at k/T has e^{-Σβ} where the chain has ∏(1-β): equal in the limit of small β.
 */
export function vpSdeFromSchedule(schedule: Schedule): Sde {
  const { T, beta } = schedule;
  const sums = new Float64Array(T + 1);
  for (let k = 1; k <= T; k++) sums[k] = sums[k - 1] + beta[k];
  // a hair below k, so that t = k/T, rounded up in floating point, still belongs to step k
  const stepAt = (t: number) => Math.min(T, Math.max(1, Math.ceil(t * T - 1e-9)));
  return vpFromRate('vp', {
    beta: (t) => T * beta[stepAt(t)],
    integral: (t) => {
      const k = stepAt(t);
      return sums[k] - (k - t * T) * beta[k];
    },
  });
}

/** The sub-VP SDE: VP's drift with g² = β(t)(1 - e^{-2∫β}), whose variance is the square of VP's. */
export function subVpSde(betaMin = 0.1, betaMax = 20): Sde {
  const rate = linearRate(betaMin, betaMax);
  const vp = vpFromRate('sub-vp', rate);
  return {
    ...vp,
    diffusion: (t) => Math.sqrt(-rate.beta(t) * Math.expm1(-2 * rate.integral(t))),
    marginal: (t) => ({ mean: vp.marginal(t).mean, variance: vp.marginal(t).variance ** 2 }),
  };
}

/**
 * The variance-exploding SDE, dx = g(t) dw with σ(t) = σ_min (σ_max/σ_min)^t and g² = dσ²/dt.
 * Started at the data itself, its variance at t is σ(t)² - σ(0)².
 */
export function veSde(sigmaMin = 0.01, sigmaMax = 50): Sde {
  const logRatio = Math.log(sigmaMax / sigmaMin);
  return {
    id: 've',
    drift: () => 0,
    diffusion: (t) => sigmaMin * Math.exp(t * logRatio) * Math.sqrt(2 * logRatio),
    marginal: (t) => ({ mean: 1, variance: sigmaMin ** 2 * Math.expm1(2 * t * logRatio) }),
  };
}

/** The drift of the SDE run backwards: f - g² ∇ln q. Source: Anderson 1982; Song et al. 2021, (6). */
export const reverseDrift =
  (sde: Sde, score: Score) =>
  (x: number, t: number): number =>
    sde.drift(x, t) - sde.diffusion(t) ** 2 * score(x, t);

/** The drift of the ODE with the same marginals: f - ½ g² ∇ln q. Source: Song et al. 2021, (13). */
export const probabilityFlowDrift =
  (sde: Sde, score: Score) =>
  (x: number, t: number): number =>
    sde.drift(x, t) - 0.5 * sde.diffusion(t) ** 2 * score(x, t);

/** What one Euler–Maruyama step needs of an SDE; an ODE has diffusion 0. */
export interface Dynamics {
  readonly drift: (x: number, t: number) => number;
  readonly diffusion: (t: number) => number;
}

/** x + f(x, t) dt + g(t) √|dt| z: one Euler–Maruyama step; dt < 0 runs backwards. z ~ N(0, 1). */
export const eulerMaruyama = (sde: Dynamics, x: number, t: number, dt: number, z: number): number =>
  x + sde.drift(x, t) * dt + sde.diffusion(t) * Math.sqrt(Math.abs(dt)) * z;

/** A point of a path. */
export interface PathPoint {
  readonly t: number;
  readonly x: number;
}

/** Where a path starts, ends, and in how many equal steps; `from > to` runs backwards. */
export interface PathTimes {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** An Euler–Maruyama path of any dynamics: steps + 1 points, the start included. Draws one Gaussian a step. */
export function* pathOf(
  dynamics: Dynamics,
  start: number,
  { from, to, steps }: PathTimes,
  rng: Pick<Rng, 'gaussian'>,
): Generator<PathPoint> {
  const dt = (to - from) / steps;
  let x = start;
  yield { t: from, x };
  for (let i = 0; i < steps; i++) {
    x = eulerMaruyama(dynamics, x, from + i * dt, dt, rng.gaussian());
    yield { t: i === steps - 1 ? to : from + (i + 1) * dt, x };
  }
}

/** The reverse SDE as dynamics: run it from t = 1 down with `pathOf`. */
export const reverseSde = (sde: Sde, score: Score): Dynamics => ({
  drift: reverseDrift(sde, score),
  diffusion: sde.diffusion,
});

/** A path of the probability-flow ODE by Heun's second-order method: steps + 1 points. No randomness. */
export function* probabilityFlowPath(
  sde: Sde,
  score: Score,
  start: number,
  { from, to, steps }: PathTimes,
): Generator<PathPoint> {
  const slope = probabilityFlowDrift(sde, score);
  const dt = (to - from) / steps;
  let x = start;
  yield { t: from, x };
  for (let i = 0; i < steps; i++) {
    const t = from + i * dt;
    const next = i === steps - 1 ? to : from + (i + 1) * dt;
    const first = slope(x, t);
    x += 0.5 * dt * (first + slope(x + dt * first, next));
    yield { t: next, x };
  }
}
