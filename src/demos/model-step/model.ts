/** p_θ(x_{t−1} | x_t) beside the exact kernel: a mean from a guess of x_0, and a variance fixed in advance. */
import { divergence, kernelOf } from '../../figures/kernel/reverseStep.ts';
import { meanOf, posteriorMeanOfX0, type Mixture1 } from '../../math/mixture.ts';
import { betaTilde, posteriorMean } from '../../math/posterior.ts';
import type { Schedule } from '../../math/schedules.ts';
import type { Variance } from './state.ts';

export interface ModelStep {
  exact: Mixture1;
  /** E[x_{t−1} | x_t], exactly. */
  exactMean: number;
  /** The model's guess of x_0, its mean μ_θ = μ̃(x_t, x̂_0) and its fixed σ². */
  xHat0: number;
  mean: number;
  variance: number;
  /** KL(exact ‖ model) in nats. */
  divergence: number;
}

/** σ_t² of Ho et al. 2020, Section 3.2. */
export const fixedVariance = (schedule: Schedule, t: number, kind: Variance): number =>
  kind === 'beta' ? schedule.beta[t] : betaTilde(schedule, t);

/** One step of a model whose guess of x_0 is the best possible one, E[x_0 | x_t], plus `error`. */
export function modelStep(
  data: Mixture1,
  schedule: Schedule,
  t: number,
  xt: number,
  kind: Variance,
  error: number,
): ModelStep {
  const exact = kernelOf(data, { schedule, at: t, beta: schedule.beta[t] }, xt);
  const xHat0 = posteriorMeanOfX0(data, schedule.alphaBar[t], xt) + error;
  const mean = posteriorMean(schedule, t, xHat0, xt);
  const variance = fixedVariance(schedule, t, kind);
  return {
    exact,
    exactMean: meanOf(exact),
    xHat0,
    mean,
    variance,
    divergence: divergence(exact, mean, variance),
  };
}
