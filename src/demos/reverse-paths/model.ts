/** Forward paths, and two ways back from their ends: the reverse SDE and the probability-flow ODE. */
import type { FieldGrid } from '../../figures/density/densityField.ts';
import { ensembleOf, placesAt, stepNear, timeAt, type Ensemble } from '../../figures/density/ensemble.ts';
import { histogramOf, kolmogorovDistance, momentsOf } from '../../math/empirical.ts';
import { cdf, drawFrom, scoreOf, varianceOf, type Mixture1 } from '../../math/mixture.ts';
import { makeRng } from '../../math/rng.ts';
import { probabilityFlowDrift, reverseDrift, vpSde, type Dynamics, type Score } from '../../math/sde.ts';

export const COUNT = 500;
export const BINS = 48;
export const places = [-3, 3] as const;
export const grid: FieldGrid = { times: [0, 1], places, columns: 240, rows: 150 };

/** dx = -½β(t) x dt + √β(t) dw with β from 0.1 to 20 (Song et al. 2021, Section 3). */
export const sde = vpSde();

/** Two narrow humps: 40 % of the data near -1, 60 % near +1, deviation 0.1. */
export const data: Mixture1 = { weights: [0.4, 0.6], means: [-1, 1], variances: [0.01, 0.01] };

/** The exact marginal p_t. */
export function marginalAt(t: number): Mixture1 {
  const { mean, variance } = sde.marginal(t);
  return {
    weights: data.weights,
    means: data.means.map((m) => mean * m),
    variances: data.variances.map((v) => mean ** 2 * v + variance),
  };
}

export const cdfAt = (t: number) => {
  const marginal = marginalAt(t);
  return (x: number) => cdf(marginal, x);
};

/** ∂ log p_t(x)/∂x, exactly; the mixture of the last t is kept, as all paths ask at one time. */
function exactScore(): Score {
  let at = NaN;
  let marginal = data;
  return (x, t) => {
    if (t !== at) [at, marginal] = [t, marginalAt(t)];
    return scoreOf(marginal, x);
  };
}

export interface Options {
  steps: number;
  seed: number;
  /** Without it, the way back is the forward drift turned round. */
  score: boolean;
  /** Whether the reverse SDE adds its noise. */
  noise: boolean;
}

export const ways = ['forward', 'reverse', 'ode'] as const;
export type Way = (typeof ways)[number];
export type Runs = Record<Way, Ensemble>;

/** What is stepped on each way. */
export function dynamicsOf({ score, noise }: Pick<Options, 'score' | 'noise'>): Record<Way, Dynamics> {
  const slope = score ? exactScore() : () => 0;
  const none = () => 0;
  return {
    forward: sde,
    reverse: { drift: reverseDrift(sde, slope), diffusion: noise ? sde.diffusion : none },
    ode: { drift: probabilityFlowDrift(sde, slope), diffusion: none },
  };
}

/** All three ways in equal steps; both ways back start where the forward paths end. */
export function* runsOf(options: Options): Generator<void, Runs> {
  const { steps, seed } = options;
  const dynamics = dynamicsOf(options);
  const rng = makeRng(seed);
  const x0 = Float64Array.from({ length: COUNT }, () => drawFrom(data, rng));
  const forward = yield* ensembleOf(dynamics.forward, x0, { from: 0, to: 1, steps }, seed);
  const ends = placesAt(forward, steps);
  const back = { from: 1, to: 0, steps };
  // Another seed than the forward noise: the way back does not know it.
  const reverse = yield* ensembleOf(dynamics.reverse, ends, back, seed + 1000000);
  const ode = yield* ensembleOf(dynamics.ode, ends, back, seed);
  return { forward, reverse, ode };
}

/** What one way's points at the step nearest to t say, beside the exact marginal at that step's own time. */
export function comparedAt(run: Ensemble, t: number) {
  const k = stepNear(run, t);
  const time = timeAt(run, k);
  const x = placesAt(run, k);
  const [from, to] = places;
  return {
    k,
    time,
    bars: histogramOf(x, { from, to, bins: BINS }),
    ...momentsOf(x),
    exactVariance: varianceOf(marginalAt(time)),
    distance: kolmogorovDistance(x, cdfAt(time)),
  };
}

/** p_t averaged over the bins of the histogram. */
export function exactBins(t: number): Float64Array {
  const [low, high] = places;
  const width = (high - low) / BINS;
  const F = cdfAt(t);
  return Float64Array.from(
    { length: BINS },
    (_, i) => (F(low + (i + 1) * width) - F(low + i * width)) / width,
  );
}

/** How many neighbours among the first `among` paths change their order between one step and the next. */
export function crossingsOf({ steps, count, values }: Ensemble, among: number): number {
  const order = Array.from({ length: Math.min(among, count) }, (_, i) => i);
  let crossings = 0;
  for (let k = 0; k <= steps; k++) {
    // Insertion sort: it swaps each pair that has changed its order once, and the order is nearly kept.
    for (let i = 1; i < order.length; i++)
      for (let j = i; j > 0 && values[k * count + order[j]] < values[k * count + order[j - 1]]; j--) {
        [order[j], order[j - 1]] = [order[j - 1], order[j]];
        if (k > 0) crossings++;
      }
  }
  return crossings;
}
