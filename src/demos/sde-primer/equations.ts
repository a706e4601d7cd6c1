/** Three equations on 0 ≤ t ≤ 1 with x(0) = 1 whose exact path is known along a given Wiener path. */
import type { Kind } from './state.ts';

/** What one short step h of the Wiener path brings: Δw, and ∫ e^{-θ(h-s)} dw(s) over the step. */
export interface Increment {
  readonly w: number;
  readonly weighted: number;
}

export interface Equation {
  /** f(x). */
  readonly drift: (x: number) => number;
  /** g(x). */
  readonly diffusion: (x: number) => number;
  /** The exact x after a step h from x, given the step's increment. */
  readonly exactStep: (x: number, h: number, increment: Increment) => number;
  /** E x(1), exactly. */
  readonly mean: number;
  /** The orders that theory gives in h. */
  readonly strongOrder: number;
}

/** The rate of the pull to 0 in the linear equations. */
export const THETA = 2;
const SIGMA_ADDITIVE = 1.5;
const MU = 1;
const SIGMA = 0.6;

/** dx = -θx dt + σ dw: x(h) = e^{-θh} x + σ ∫ e^{-θ(h-s)} dw, the Ornstein–Uhlenbeck process. */
const linear = (sigma: number): Equation => ({
  drift: (x) => -THETA * x,
  diffusion: () => sigma,
  exactStep: (x, h, { weighted }) => Math.exp(-THETA * h) * x + sigma * weighted,
  mean: Math.exp(-THETA),
  strongOrder: 1,
});

export const equations: Record<Kind, Equation> = {
  ode: linear(0),
  additive: linear(SIGMA_ADDITIVE),
  /** dx = μx dt + σx dw: geometric Brownian motion, x(t) = exp((μ - ½σ²)t + σw(t)). */
  multiplicative: {
    drift: (x) => MU * x,
    diffusion: (x) => SIGMA * x,
    exactStep: (x, h, { w }) => x * Math.exp((MU - 0.5 * SIGMA ** 2) * h + SIGMA * w),
    mean: Math.exp(MU),
    strongOrder: 0.5,
  },
};

/** The increment of a step h from two standard normal numbers: Δw and the weighted integral are jointly Gaussian. */
export function incrementOf(h: number, z1: number, z2: number): Increment {
  const variance = -Math.expm1(-2 * THETA * h) / (2 * THETA);
  const covariance = -Math.expm1(-THETA * h) / THETA;
  // The rest's variance is of order h³; rounding may take it below 0.
  const rest = Math.sqrt(Math.max(0, variance - covariance ** 2 / h));
  return { w: Math.sqrt(h) * z1, weighted: (covariance / Math.sqrt(h)) * z1 + rest * z2 };
}
