/** A small picture at step t, and E[x_0 | x_t] of it when the data are a finite set of pictures. */
import { idealDenoiser } from '../../math/idealDenoiser.ts';
import { scoreFromEps, x0FromScore } from '../../math/convert.ts';

/** x_t = √ᾱ x_0 + √(1−ᾱ) ε. */
export const noised = (x0: Float32Array, eps: Float32Array, alphaBar: number): Float32Array =>
  x0.map((value, i) => Math.sqrt(alphaBar) * value + Math.sqrt(1 - alphaBar) * eps[i]);

/** −ε/√(1−ᾱ) for every pixel: ∇ log q(x_t | x_0) from the true noise, or the network's score from its ε̂. */
export const scoreOfNoise = (alphaBar: number, eps: Float32Array): Float32Array =>
  eps.map((value) => scoreFromEps(alphaBar, value));

/** Tweedie on every pixel: (x_t + (1−ᾱ) s)/√ᾱ. */
export const tweedie = (alphaBar: number, xt: Float32Array, score: Float32Array): Float32Array =>
  xt.map((value, i) => x0FromScore(alphaBar, value, score[i]));

/** Root of the mean square of the differences. */
export function rmsError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i] - b[i]) ** 2;
  return Math.sqrt(squares / a.length);
}

export interface Weighed {
  index: number;
  weight: number;
}

export interface Ideal {
  mean: Float64Array;
  /** The pictures that count most, heaviest first. */
  top: Weighed[];
}

/** The exact E[x_0 | x_t] over the set, and the `count` pictures with the largest weights. */
export function idealAt(set: readonly Float32Array[], alphaBar: number, xt: Float32Array, count = 6): Ideal {
  const { mean, weights } = idealDenoiser(set, alphaBar, xt);
  const top = Array.from(weights, (weight, index) => ({ index, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, count);
  return { mean, top };
}

/** Where the error curves of a schedule of T steps are computed: 1 and 20 more. */
export const curveTimes = (T: number): number[] => [
  ...new Set([1, ...Array.from({ length: 20 }, (_, i) => Math.ceil((T * (i + 1)) / 20))]),
];

/** The ideal denoiser's error at these times, for one noise at all t; one t a step. Empty for an empty set. */
export function* idealErrors(
  set: readonly Float32Array[],
  alphaBars: Float64Array,
  x0: Float32Array,
  eps: Float32Array,
): Generator<void, number[]> {
  const errors: number[] = [];
  if (set.length === 0) return errors;
  for (const t of curveTimes(alphaBars.length - 1)) {
    errors.push(rmsError(idealAt(set, alphaBars[t], noised(x0, eps, alphaBars[t]), 1).mean, x0));
    yield;
  }
  return errors;
}
