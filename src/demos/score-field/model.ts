/** The score of a noised mixture in the plane, and Tweedie's formula at one point of it. */
import { x0FromScore } from '../../math/convert.ts';
import {
  density2,
  noisedMixture2,
  posteriorMeanOfX02,
  responsibilities2,
  scoreOf2,
  type Mixture2,
  type Vector2,
} from '../../math/mixture2.ts';

/** Equally likely components of one deviation; `means` holds x and y of each in a row. */
export const mixtureOf = (means: readonly number[], deviation: number): Mixture2 =>
  Array.from({ length: means.length / 2 }, (_, k) => ({
    weight: 2 / means.length,
    mean: [means[2 * k], means[2 * k + 1]],
    variance: deviation ** 2,
  }));

/** p over a square of ±reach, rows from the top, (side · side). */
export function densityGrid(m: Mixture2, reach: number, side: number): Float32Array {
  const step = (2 * reach) / side;
  return Float32Array.from({ length: side * side }, (_, i) =>
    density2(m, [-reach + ((i % side) + 0.5) * step, reach - (Math.floor(i / side) + 0.5) * step]),
  );
}

export interface Arrow {
  from: Vector2;
  score: Vector2;
}

/** The score on a grid of count × count points in the square. */
export function scoreGrid(m: Mixture2, reach: number, count: number): Arrow[] {
  const step = (2 * reach) / count;
  return Array.from({ length: count * count }, (_, i) => {
    const from: Vector2 = [
      -reach + ((i % count) + 0.5) * step,
      -reach + (Math.floor(i / count) + 0.5) * step,
    ];
    return { from, score: scoreOf2(m, from) };
  });
}

export interface Part {
  /** The component's share of the density at x_t. */
  responsibility: number;
  /** The component's own score. */
  score: Vector2;
}

export interface Probe {
  parts: Part[];
  /** Σ r_k s_k. */
  average: Vector2;
  /** Σ s_k: not the score. */
  sum: Vector2;
  /** E[x_0 | x_t] by Tweedie from the average. */
  tweedie: Vector2;
  /** E[x_0 | x_t] by Bayes, component by component. */
  bayes: Vector2;
}

const total = (vectors: readonly Vector2[]): Vector2 =>
  vectors.reduce<Vector2>(([x, y], [u, v]) => [x + u, y + v], [0, 0]);

/** Everything about the point x_t, for data that follow m, at noise level ᾱ. */
export function probeAt(m: Mixture2, alphaBar: number, xt: Vector2): Probe {
  const noisy = noisedMixture2(m, alphaBar);
  const shares = responsibilities2(noisy, xt);
  const parts = noisy.map(({ mean, variance }, k): Part => ({
    responsibility: shares[k],
    score: [(mean[0] - xt[0]) / variance, (mean[1] - xt[1]) / variance],
  }));
  const average = total(parts.map(({ responsibility: r, score }): Vector2 => [r * score[0], r * score[1]]));
  return {
    parts,
    average,
    sum: total(parts.map(({ score }) => score)),
    tweedie: [x0FromScore(alphaBar, xt[0], average[0]), x0FromScore(alphaBar, xt[1], average[1])],
    bayes: posteriorMeanOfX02(m, alphaBar, xt),
  };
}

/** An arrow's length on the page for a score of size s: it grows with s and never reaches `longest`. */
export const arrowLength = (size: number, longest: number, half = 1.5): number =>
  (longest * size) / (size + half);
