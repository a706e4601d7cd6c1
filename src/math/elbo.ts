import { klNormal, logNormalCdf } from './gaussian.ts';
import { betaTilde } from './posterior.ts';
import type { DdpmVariance } from './samplers.ts';
import { assertTime, type Schedule } from './schedules.ts';

/*
 * The terms of the variational bound L_T + Σ L_{t-1} + L_0 (Ho et al. 2020, (5)), per dimension and in nats.
 * Squared errors and squares are means over the dimensions.
 */

/**
 * σ_t² of the model p_θ(x_{t-1} | x_t): β_t or β̃_t. At t = 1 β̃ is 0, and a density needs a width; there
 * 'beta-tilde' takes β̃_2, as the code of Ho et al. 2020 does (β_1 when T = 1).
 */
export function modelVariance(schedule: Schedule, t: number, variance: DdpmVariance): number {
  assertTime(schedule, t);
  if (variance === 'beta' || schedule.T === 1) return schedule.beta[t];
  return betaTilde(schedule, Math.max(t, 2));
}

/** L_T per dimension: KL(q(x_T | x_0) ‖ N(0, I)), from the mean of x_0². */
export function priorTerm(schedule: Schedule, meanSquareOfX0: number): number {
  const alphaBar = schedule.alphaBar[schedule.T];
  return klNormal(Math.sqrt(alphaBar * meanSquareOfX0), 1 - alphaBar, 0, 1);
}

/**
 * L_{t-1} per dimension for t ≥ 2: KL(q(x_{t-1} | x_t, x_0) ‖ p_θ(x_{t-1} | x_t)), from the mean of (μ̃ - μ_θ)².
 * It is that square over 2σ², plus ½(β̃/σ² - 1 + ln(σ²/β̃)), which is 0 for σ² = β̃.
 * Source: Ho et al. 2020, (8), with its constant.
 */
export function klTerm(
  schedule: Schedule,
  t: number,
  squaredErrorOfMean: number,
  variance: DdpmVariance,
): number {
  if (t === 1) throw new RangeError('at t = 1 the bound has no KL; its term is the decoder, L_0');
  const sigma2 = modelVariance(schedule, t, variance);
  return klNormal(0, betaTilde(schedule, t), 0, sigma2) + squaredErrorOfMean / (2 * sigma2);
}

/** β_t²/(2σ_t² α_t (1-ᾱ_t)): what (ε - ε_θ)² is multiplied by in L_{t-1}. Source: Ho et al. 2020, (12). */
export function epsWeight(schedule: Schedule, t: number, variance: DdpmVariance): number {
  const { alpha, alphaBar, beta } = schedule;
  return beta[t] ** 2 / (2 * modelVariance(schedule, t, variance) * alpha[t] * (1 - alphaBar[t]));
}

/** L_{t-1} per dimension for t ≥ 2, from the mean of (ε - ε_θ)²: the weight times it, plus the constant of `klTerm`. */
export function termFromEps(
  schedule: Schedule,
  t: number,
  squaredErrorOfEps: number,
  variance: DdpmVariance,
): number {
  return klTerm(schedule, t, 0, variance) + epsWeight(schedule, t, variance) * squaredErrorOfEps;
}

/** ln(Φ(high) - Φ(low)) for low < high, in either tail. */
function logNormalMass(low: number, high: number): number {
  if (low > 0) return logNormalMass(-high, -low); // Φ is accurate below 0
  const logHigh = logNormalCdf(high);
  return logHigh + Math.log1p(-Math.exp(logNormalCdf(low) - logHigh));
}

/**
 * ln of the probability that N(mean, variance) gives to one level of an 8-bit picture scaled to [-1, 1]:
 * the mass within 1/(levels-1) of x, the outermost levels reaching to ±∞. Summed over the dimensions and
 * negated it is L_0. `x` must be one of the levels 2k/(levels-1) - 1. Source: Ho et al. 2020, (13).
 */
export function discretisedGaussianLogLikelihood(
  x: number,
  mean: number,
  variance: number,
  levels = 256,
): number {
  const half = 1 / (levels - 1);
  const deviation = Math.sqrt(variance);
  const low = x < -1 + half ? -Infinity : (x - half - mean) / deviation;
  const high = x > 1 - half ? Infinity : (x + half - mean) / deviation;
  return logNormalMass(low, high);
}

/** Nats per dimension as bits per dimension. */
export const toBitsPerDim = (natsPerDim: number): number => natsPerDim / Math.LN2;
