/** An energy on the line, the density it makes, and its score: from the energy alone, and from the density alone. */
import { doubleWell, normalizer } from '../../math/energy.ts';

export interface Landscape {
  places: Float64Array;
  /** e^{-E}, not normalised. */
  weight: Float64Array;
  /** e^{-E}/Z. */
  density: Float64Array;
  /** ∂ ln(e^{-E})/∂x by central differences of the unnormalised curve. */
  score: Float64Array;
  Z: number;
}

const STEP = 1e-4;

/** The slope of ln f at x, by central differences. */
export const logSlope = (f: (x: number) => number, x: number): number =>
  (Math.log(f(x + STEP)) - Math.log(f(x - STEP))) / (2 * STEP);

/** e^{-E} of the double well. */
export const weightOf = (tilt: number, lift: number) => (x: number) => Math.exp(-doubleWell(x, tilt, lift));

/** Everything that the figure draws, at `count` places from low to high. */
export function landscapeOf(tilt: number, lift: number, low: number, high: number, count: number): Landscape {
  const weight = weightOf(tilt, lift);
  const Z = normalizer((x) => doubleWell(x, tilt, lift));
  const places = Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  return {
    places,
    weight: places.map(weight),
    density: places.map((x) => weight(x) / Z),
    score: places.map((x) => logSlope(weight, x)),
    Z,
  };
}
