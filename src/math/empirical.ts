/** What samples on the line say about their distribution: histogram, moments, distance to an exact one. */

/** Equal bins of the line from `from` to `to`. */
export interface Bins {
  readonly from: number;
  readonly to: number;
  readonly bins: number;
}

/** The samples' density in each bin: shares of all samples per unit of x; those outside the bins count as samples. */
export function histogramOf(samples: ArrayLike<number>, { from, to, bins }: Bins): Float64Array {
  const density = new Float64Array(bins);
  const perUnit = bins / (to - from);
  for (let i = 0; i < samples.length; i++) {
    const bin = Math.floor((samples[i] - from) * perUnit);
    if (bin >= 0 && bin < bins) density[bin] += perUnit / samples.length;
  }
  return density;
}

/** Mean and variance (over n, not n - 1) of the samples; NaN without samples. */
export function momentsOf(samples: ArrayLike<number>): { mean: number; variance: number } {
  const n = samples.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += samples[i] / n;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (samples[i] - mean) ** 2 / n;
  return n > 0 ? { mean, variance } : { mean: NaN, variance: NaN };
}

/**
 * Kolmogorov's distance sup |F_n(x) - F(x)| between the samples' distribution function and an exact one.
 * Samples from F itself stay below `kolmogorovBound(n)` in 95 of 100 cases.
 */
export function kolmogorovDistance(samples: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(samples).sort();
  const n = sorted.length;
  let distance = 0;
  let below = 0;
  while (below < n) {
    let upTo = below + 1;
    while (upTo < n && sorted[upTo] === sorted[below]) upTo++;
    const exact = cdf(sorted[below]);
    // Where equal samples stand on a jump of F, only the right limits of both are compared.
    distance = Math.max(distance, Math.abs(upTo / n - exact));
    if (upTo === below + 1) distance = Math.max(distance, Math.abs(below / n - exact));
    below = upTo;
  }
  return distance;
}

/** 1.358/√n: what Kolmogorov's distance of n samples to their own distribution exceeds in 5 of 100 cases, for n ≥ 35. */
export const kolmogorovBound = (n: number): number => 1.358 / Math.sqrt(n);
