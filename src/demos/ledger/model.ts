/** An unbiased estimate of every part of L = L_T + Σ L_{t-1} + L_0 for one picture, with its standard error. */
import { x0FromEps } from '../../math/convert.ts';
import { discretisedGaussianLogLikelihood, modelVariance, priorTerm, toBitsPerDim } from '../../math/elbo.ts';
import { posteriorMean, posteriorWeights } from '../../math/posterior.ts';
import { gaussianAt, uniformAt } from '../../math/rng.ts';
import type { DdpmVariance } from '../../math/samplers.ts';
import type { Schedule } from '../../math/schedules.ts';
import { constantOf, stepAt, type Stratum } from './strata.ts';

/** How the model is read: its fixed variance, and whether x̂_0 is clipped to [−1, 1]. */
export interface Reading {
  variance: DdpmVariance;
  clip: boolean;
}

/** All four readings; the decoder is scored under each, so that changing the reading costs no network call. */
export const readings: readonly Reading[] = (['beta', 'beta-tilde'] as const).flatMap((variance) =>
  [false, true].map((clip) => ({ variance, clip })),
);

/** The picture on its 256 levels 2k/255 − 1, which L_0 needs. */
export const onLevels = (x0: ArrayLike<number>): Float32Array =>
  Float32Array.from(x0, (value) => {
    const level = Math.round((Math.min(1, Math.max(-1, value)) + 1) * 127.5);
    return level / 127.5 - 1;
  });

/** One draw for each part: first t = 1, for L_0, then one t from each stratum. Pictures of d values stand in a row. */
export interface Pass {
  t: number[];
  /** The chance of each t in its stratum; 1 for t = 1. */
  chances: number[];
  xt: Float32Array;
  eps: Float64Array;
}

/** Pass number `pass` of a seed: its steps by uniforms, its noise by Gaussians, all from the counter. */
export function drawPass(
  schedule: Schedule,
  strata: readonly Stratum[],
  x0: Float32Array,
  seed: number,
  pass: number,
): Pass {
  const d = x0.length;
  const t = [1, ...strata.map((stratum, k) => stepAt(stratum, uniformAt(seed, pass, k)))];
  const chances = [1, ...strata.map(({ from, chances }, k) => chances[t[k + 1] - from])];
  const eps = Float64Array.from({ length: t.length * d }, (_, i) => gaussianAt(seed, pass, i));
  const xt = Float32Array.from(eps, (noise, i) => {
    const alphaBar = schedule.alphaBar[t[Math.floor(i / d)]];
    return Math.sqrt(alphaBar) * x0[i % d] + Math.sqrt(1 - alphaBar) * noise;
  });
  return { t, chances, xt, eps };
}

/** What a pass measured: mean squared errors of x̂_0 per part, plain and clipped, and L_0 under each reading. */
export interface Measured {
  t: number[];
  chances: number[];
  plain: number[];
  clipped: number[];
  /** −ln p_θ(x_0 | x_1) per dimension, in the order of `readings`. */
  decoder: number[];
}

const clipped = (x: number) => Math.min(1, Math.max(-1, x));

/** Scores the network's answer to a pass: ε̂ and x̂_0 have the shape of `pass.eps`. */
export function measure(
  schedule: Schedule,
  { t, chances, xt, eps }: Pass,
  x0: Float32Array,
  { eps: epsHat, xHat0 }: { eps: ArrayLike<number>; xHat0: ArrayLike<number> },
): Measured {
  const d = x0.length;
  const plain = t.map(() => 0);
  const clippedErrors = t.map(() => 0);
  for (let i = 0; i < eps.length; i++) {
    const part = Math.floor(i / d);
    const alphaBar = schedule.alphaBar[t[part]];
    // Without the rounding of x_t to float32, which is large beside a small error. At ᾱ_T = 0 ε̂ says nothing of x_0.
    const error =
      alphaBar > 0 ? -Math.sqrt((1 - alphaBar) / alphaBar) * (epsHat[i] - eps[i]) : xHat0[i] - x0[i % d];
    plain[part] += error ** 2 / d;
    clippedErrors[part] += (clipped(x0[i % d] + error) - x0[i % d]) ** 2 / d;
  }
  const decoder = readings.map((reading) => decoderTerm(schedule, reading, x0, xt, epsHat));
  return { t, chances, plain, clipped: clippedErrors, decoder };
}

/** L_0 per dimension from the x_1 and ε̂ that come first: −ln of each pixel's level under N(μ_θ, σ_1²) (Ho (13)). */
function decoderTerm(
  schedule: Schedule,
  { variance, clip }: Reading,
  x0: Float32Array,
  xt: ArrayLike<number>,
  epsHat: ArrayLike<number>,
): number {
  const sigma2 = modelVariance(schedule, 1, variance);
  let sum = 0;
  for (let i = 0; i < x0.length; i++) {
    const xHat0 = x0FromEps(schedule.alphaBar[1], xt[i], epsHat[i]);
    const mean = posteriorMean(schedule, 1, clip ? clipped(xHat0) : xHat0, xt[i]);
    sum -= discretisedGaussianLogLikelihood(x0[i], mean, sigma2);
  }
  return sum / x0.length;
}

/** A part of the ledger, in bits/dim. */
export interface Entry {
  /** The steps that it sums over; t = 1 is L_0. */
  from: number;
  to: number;
  bits: number;
  /** Standard error of `bits`; NaN after one pass. */
  error: number;
}

export interface Ledger {
  /** L_0 first, then the strata upwards. */
  entries: Entry[];
  /** L_T, exact. */
  prior: number;
  total: number;
  error: number;
  passes: number;
}

/** What one pass says about each part, in nats per dimension: the value at the drawn t over its chance. */
function estimates(
  schedule: Schedule,
  { t, chances, plain, clipped, decoder }: Measured,
  { variance, clip }: Reading,
): number[] {
  const which = readings.findIndex((r) => r.variance === variance && r.clip === clip);
  const squares = clip ? clipped : plain;
  return t.map((time, part) => {
    if (part === 0) return decoder[which];
    const squareOfMean = posteriorWeights(schedule, time).x0 ** 2 * squares[part];
    return squareOfMean / (2 * modelVariance(schedule, time, variance)) / chances[part];
  });
}

/** The ledger after these passes. Parts of one pass are drawn independently, so their variances add. */
export function ledgerOf(
  schedule: Schedule,
  strata: readonly Stratum[],
  x0: Float32Array,
  measured: readonly Measured[],
  reading: Reading,
): Ledger {
  const n = measured.length;
  const samples = measured.map((m) => estimates(schedule, m, reading));
  const parts = [{ from: 1, to: 1 }, ...strata];
  const entries = parts.map(({ from, to }, part) => {
    const constant = part === 0 ? 0 : constantOf(schedule, strata[part - 1], reading.variance);
    const mean = samples.reduce((sum, s) => sum + s[part], 0) / n;
    const variance = samples.reduce((sum, s) => sum + (s[part] - mean) ** 2, 0) / (n - 1);
    return {
      from,
      to,
      bits: toBitsPerDim(constant + mean),
      error: toBitsPerDim(Math.sqrt(variance / n)),
    };
  });
  const meanSquare = x0.reduce((sum, x) => sum + x * x, 0) / x0.length;
  const prior = toBitsPerDim(priorTerm(schedule, meanSquare));
  return {
    entries,
    prior,
    total: prior + entries.reduce((sum, e) => sum + e.bits, 0),
    error: Math.sqrt(entries.reduce((sum, e) => sum + e.error ** 2, 0)),
    passes: n,
  };
}

/** The largest single term: of a part with many steps, its mean. `t` is 1 for L_0, and `to` ≥ t where it is a part. */
export function largestTerm({ entries, prior, total }: Ledger, T: number) {
  const candidates = [
    ...entries.map(({ from, to, bits }) => ({ from, to, bits: bits / (to - from + 1) })),
    { from: T + 1, to: T + 1, bits: prior },
  ];
  const best = candidates.reduce((a, b) => (b.bits > a.bits ? b : a));
  return { ...best, share: best.bits / total };
}

/** The total and its standard error after each pass, the first included; bits/dim. */
export function totalsOf(
  schedule: Schedule,
  strata: readonly Stratum[],
  x0: Float32Array,
  measured: readonly Measured[],
  reading: Reading,
): { total: number; error: number }[] {
  const sums = new Float64Array(strata.length + 1);
  const squares = new Float64Array(strata.length + 1);
  const meanSquare = x0.reduce((sum, x) => sum + x * x, 0) / x0.length;
  const fixed = strata.reduce(
    (sum, stratum) => sum + constantOf(schedule, stratum, reading.variance),
    priorTerm(schedule, meanSquare),
  );
  return measured.map((m, pass) => {
    const n = pass + 1;
    let total = fixed;
    let variance = 0;
    estimates(schedule, m, reading).forEach((value, part) => {
      sums[part] += value;
      squares[part] += value ** 2;
      total += sums[part] / n;
      variance += Math.max(0, squares[part] - sums[part] ** 2 / n) / ((n - 1) * n);
    });
    return { total: toBitsPerDim(total), error: toBitsPerDim(Math.sqrt(variance)) };
  });
}
