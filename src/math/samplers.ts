import { epsFromX0, x0FromEps } from './convert.ts';
import { betaBetween } from './forward.ts';
import { betaTilde, posteriorWeights } from './posterior.ts';
import { assertTime, type Schedule } from './schedules.ts';

/** A sampler step as scalars: x_s = x0 · x̂_0 + xt · x_t + eps · ε̂ + noise · z with z ~ N(0, 1). */
export interface StepCoefficients {
  /** Where the step starts. */
  readonly t: number;
  /** Where it ends. */
  readonly s: number;
  readonly x0: number;
  readonly xt: number;
  readonly eps: number;
  readonly noise: number;
  /** ᾱ_t. */
  readonly alphaBar: number;
  /** ᾱ_s. */
  readonly alphaBarNext: number;
}

/** DDPM's two fixed choices for σ_t² (Ho et al. 2020, Section 3.2). diffusers: `fixed_large`, `fixed_small`. */
export type DdpmVariance = 'beta' | 'beta-tilde';

/** η ≥ 0 scales DDIM's noise; 'sigma-hat' is the larger noise σ̂ = √(1 - ᾱ_t/ᾱ_s) on the mean of η = 1. */
export type Eta = number | 'sigma-hat';

function ends(schedule: Schedule, t: number, s: number) {
  return { t, s, alphaBar: schedule.alphaBar[t], alphaBarNext: schedule.alphaBar[s] };
}

/**
 * One step of ancestral sampling from t down to s < t. Source: Ho et al. 2020, Algorithm 2, with the mean in
 * form (7); a step over several t uses 1 - ᾱ_t/ᾱ_s in β_t's place. The step to 0 adds no noise, as there.
 * Throws a RangeError unless 0 ≤ s < t ≤ T.
 */
export function ddpmStep(schedule: Schedule, t: number, s: number, variance: DdpmVariance): StepCoefficients {
  const weights = posteriorWeights(schedule, t, s);
  const sigma2 = variance === 'beta' ? betaBetween(schedule, t, s) : betaTilde(schedule, t, s);
  return { ...ends(schedule, t, s), ...weights, eps: 0, noise: s === 0 ? 0 : Math.sqrt(sigma2) };
}

/**
 * One DDIM step from t down to s < t: √ᾱ_s x̂_0 + √(1 - ᾱ_s - σ²) ε̂ + σ z with σ = η √β̃.
 * Source: Song, Meng, Ermon 2021, (12) and (16), whose α is ᾱ here. η = 0 is deterministic; η = 1 is DDPM with β̃.
 * 'sigma-hat' lies outside the paper's family q_σ. The step to 0 adds no noise.
 * diffusers' `set_alpha_to_one=False` is stopping at s = 1.
 * Throws a RangeError unless 0 ≤ s < t ≤ T, η ≥ 0 and σ² ≤ 1 - ᾱ_s.
 */
export function ddimStep(schedule: Schedule, t: number, s: number, eta: Eta): StepCoefficients {
  const hat = eta === 'sigma-hat';
  const scale = hat ? 1 : eta;
  if (!(scale >= 0)) throw new RangeError(`η must not be negative, and it is ${eta}`);
  const sigma2 = scale ** 2 * betaTilde(schedule, t, s);
  const left = 1 - schedule.alphaBar[s] - sigma2;
  if (left < 0) throw new RangeError(`η = ${eta} asks for more noise than x_${s} holds: σ² > 1 - ᾱ_s`);
  const noise = hat ? (s === 0 ? 0 : Math.sqrt(betaBetween(schedule, t, s))) : Math.sqrt(sigma2);
  return { ...ends(schedule, t, s), x0: Math.sqrt(schedule.alphaBar[s]), xt: 0, eps: Math.sqrt(left), noise };
}

/**
 * One step of DDIM's encoder, from t up to s > t: √ᾱ_s x̂_0 + √(1 - ᾱ_s) ε̂, with both predicted at x_t.
 * The η = 0 update (Song, Meng, Ermon 2021, (12)) read upwards. Throws a RangeError unless 0 ≤ t < s ≤ T.
 */
export function ddimEncodeStep(schedule: Schedule, t: number, s: number): StepCoefficients {
  assertTime(schedule, t, 0);
  assertTime(schedule, s);
  if (s <= t) throw new RangeError(`encoding goes up: s must be above t, not ${s} at t = ${t}`);
  const next = schedule.alphaBar[s];
  return { ...ends(schedule, t, s), x0: Math.sqrt(next), xt: 0, eps: Math.sqrt(1 - next), noise: 0 };
}

/** What a step needs to be told besides where it goes; each sampler reads what is its own. */
export interface SamplerOptions {
  readonly variance: DdpmVariance;
  readonly eta: Eta;
}

export interface Sampler {
  readonly id: string;
  readonly step: (schedule: Schedule, t: number, s: number, options: SamplerOptions) => StepCoefficients;
}

/** All samplers. Adding one is adding an entry here. */
export const samplers = {
  ddpm: { id: 'ddpm', step: (schedule, t, s, { variance }) => ddpmStep(schedule, t, s, variance) },
  ddim: { id: 'ddim', step: (schedule, t, s, { eta }) => ddimStep(schedule, t, s, eta) },
} as const satisfies Record<string, Sampler>;

export type SamplerId = keyof typeof samplers;

/** What a network's ε̂ says about x_t: the pair (x̂_0, ε̂) that a step combines. */
export interface Prediction {
  readonly xHat0: number;
  readonly epsHat: number;
}

/**
 * x̂_0 and ε̂ of one coordinate, with x̂_0 clipped to [-range, range] if a range is given.
 * After clipping, ε̂ no longer belongs to x̂_0; `recomputeEps` makes it (diffusers: `use_clipped_model_output`).
 * Published samplers clip (diffusers: `clip_sample`); Ho et al. 2020, (15) does not.
 */
export function predictionFromEps(
  alphaBar: number,
  xt: number,
  epsHat: number,
  range = Infinity,
  recomputeEps = false,
): Prediction {
  const xHat0 = Math.max(-range, Math.min(range, x0FromEps(alphaBar, xt, epsHat)));
  return { xHat0, epsHat: recomputeEps ? epsFromX0(alphaBar, xt, xHat0) : epsHat };
}

/** x_s of one coordinate: the coefficients applied to the prediction, x_t and the noise z. */
export const applyStep = (step: StepCoefficients, prediction: Prediction, xt: number, z: number): number =>
  step.x0 * prediction.xHat0 + step.xt * xt + step.eps * prediction.epsHat + step.noise * z;
