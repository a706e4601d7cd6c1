/** What the figure computes: x_t of a whole picture in one jump, and how its values are spread. */
import { gaussianAt } from '../../math/rng.ts';
import { jumpKernel } from '../../math/forward.ts';
import type { Schedule } from '../../math/schedules.ts';

/** x_t = scale·x_0 + deviation·ε: the two numbers that a jump to t needs. */
export interface Jump {
  scale: number;
  deviation: number;
}

/**
 * The jump from the data to step t. With `shrink` it is q(x_t | x_0) (Ho et al. 2020, (4)). Without the factor
 * √(1−β) in each step, the picture stays and variances only add up: x_t = x_0 + √(β_1 + … + β_t) ε.
 */
export function jumpTo(schedule: Schedule, t: number, shrink: boolean): Jump {
  if (!shrink) {
    const variance = schedule.beta.subarray(1, t + 1).reduce((sum, beta) => sum + beta, 0);
    return { scale: 1, deviation: Math.sqrt(variance) };
  }
  const { mean, variance } = jumpKernel(schedule, t);
  return { scale: mean, deviation: Math.sqrt(variance) };
}

/** Fills `noise` with the standard Gaussians of (seed, 0, element), some at a time, so that the page stays alive. */
export function* fillNoise(noise: Float32Array, seed: number, chunk = 1 << 16): Generator<number> {
  for (let start = 0; start < noise.length; start += chunk) {
    const end = Math.min(noise.length, start + chunk);
    for (let i = start; i < end; i++) noise[i] = gaussianAt(seed, 0, i);
    yield end / noise.length;
  }
}

/** Clips to 0…255. One test that noise rarely fails instead of two that it often does: a fifth of the time of the loop. */
function toByte(value: number): number {
  const whole = value | 0;
  return (whole & ~255) === 0 ? whole : (~whole >> 31) & 255;
}

/**
 * Writes scale·x_0 + deviation·ε as pixels. x_0 and ε have 3 numbers a pixel, `rgba` has 4 bytes; values beyond ±1
 * clip. One 32-bit word a pixel (little-endian, as every browser's machine is): quarter as many stores.
 */
export function paintJump(
  rgba: Uint8ClampedArray,
  x0: Float32Array,
  noise: Float32Array,
  { scale, deviation }: Jump,
): void {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  const signal = scale * 127.5;
  const strength = deviation * 127.5;
  // 127.5 is the middle of 0…255; the other half rounds.
  for (let i = 0, j = 0; j < pixels.length; i += 3, j++) {
    const r = toByte(signal * x0[i] + strength * noise[i] + 128);
    const g = toByte(signal * x0[i + 1] + strength * noise[i + 1] + 128);
    const b = toByte(signal * x0[i + 2] + strength * noise[i + 2] + 128);
    pixels[j] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
}

export interface Histogram {
  /** The density of each bin: counts / (n · bin width). */
  density: Float64Array;
  low: number;
  high: number;
}

/** How the values of x_t are spread over [low, high]; every `stride`-th pixel value is counted. */
export function histogramOf(
  x0: Float32Array,
  noise: Float32Array,
  { scale, deviation }: Jump,
  bins = 72,
  low = -3.6,
  high = 3.6,
  stride = 17,
): Histogram {
  const density = new Float64Array(bins);
  const width = (high - low) / bins;
  const perUnit = 1 / width;
  let count = 0;
  for (let i = 0; i < x0.length; i += stride) {
    const bin = (scale * x0[i] + deviation * noise[i] - low) * perUnit;
    if (bin >= 0 && bin < bins) density[bin | 0]++;
    count++;
  }
  for (let bin = 0; bin < bins; bin++) density[bin] /= count * width;
  return { density, low, high };
}

/** Mean and variance of a list of values. */
export function momentsOf(values: Float32Array): { mean: number; variance: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, variance: squares / values.length };
}

/** Signal-to-noise ratio ᾱ/(1−ᾱ) in decibels, for data of mean square 1. */
export const decibels = (ratio: number) => 10 * Math.log10(ratio);
