import { gaussianFromWords } from './boxMuller.ts';
import { threefry2x32 } from './threefry.ts';

export { threefry2x32 } from './threefry.ts';
export { cosCoefficients, gaussianFromWords, logCoefficients, sinCoefficients } from './boxMuller.ts';

/**
 * The second counter word says what a draw is for, so that Gaussians, uniforms and sequential readers
 * of one key never share words.
 */
export const lanes = { gaussian: 0, uniform: 1, sequence: 2 } as const;

/** A number in [0, 1) with 53 random bits. */
const uniformFromWords = (word0: number, word1: number): number =>
  ((word0 >>> 5) * 2 ** 26 + (word1 >>> 6)) / 2 ** 53;

/** The standard normal number z of (seed, step, element): a pure function, the same at every call and on every device. */
export function gaussianAt(seed: number, step: number, element: number): number {
  const words = threefry2x32(seed, step, element, lanes.gaussian);
  return gaussianFromWords(words[0], words[1]);
}

/** The uniform number in [0, 1) of (seed, step, element). */
export function uniformAt(seed: number, step: number, element: number): number {
  const words = threefry2x32(seed, step, element, lanes.uniform);
  return uniformFromWords(words[0], words[1]);
}

/**
 * The standard normal numbers of elements 0 … n-1 of (seed, step): one noise image.
 * Pass `out` (length ≥ n) to fill an array you have, a Float32Array included.
 */
export function gaussianField<A extends Float32Array | Float64Array = Float64Array>(
  seed: number,
  step: number,
  n: number,
  out: A = new Float64Array(n) as A,
): A {
  for (let element = 0; element < n; element++) out[element] = gaussianAt(seed, step, element);
  return out;
}

/** A sequential reader of random numbers, for draws whose order is all that identifies them. */
export interface Rng {
  /** The next number in [0, 1). */
  uniform(): number;
  /** The next standard normal number. */
  gaussian(): number;
}

/** A reader of the counter of (seed, stream): its own sequence for each pair, apart from `gaussianAt` and `uniformAt`. */
export function makeRng(seed: number, stream = 0): Rng {
  let position = 0;
  const words = () => threefry2x32(seed, stream, position++, lanes.sequence);
  return {
    uniform: () => uniformFromWords(...words()),
    gaussian: () => gaussianFromWords(...words()),
  };
}
