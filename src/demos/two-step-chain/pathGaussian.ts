import type { Point } from '../../ui/Plot.tsx';
import type { Chain } from './model.ts';

/** A Gaussian over the path (x_1, x_2): its mean and its covariance [var x_1, cov, var x_2]. */
export interface PathGaussian {
  mean: readonly [number, number];
  covariance: readonly [number, number, number];
}

/** q(x_1, x_2 | x_0): the forward chain from the reader's x_0. */
export function forwardPath({ x0, beta }: Chain): PathGaussian {
  const a = Math.sqrt(1 - beta);
  return { mean: [a * x0, a * a * x0], covariance: [beta, a * beta, a * a * beta + beta] };
}

/** p_θ(x_1, x_2 | x_0): the model's posterior, by adding the precisions of its three factors. */
export function modelPath({ x0, weight: w, sigma }: Chain): PathGaussian {
  const s2 = sigma ** 2;
  // −2 ln p_θ = x_2² + (x_1 − w x_2)²/σ² + (x_0 − w x_1)²/σ² + …
  const p11 = (1 + w * w) / s2;
  const p12 = -w / s2;
  const p22 = 1 + (w * w) / s2;
  const determinant = p11 * p22 - p12 * p12;
  const pull = (w * x0) / s2;
  return {
    mean: [(p22 * pull) / determinant, (-p12 * pull) / determinant],
    covariance: [p22 / determinant, -p12 / determinant, p11 / determinant],
  };
}

/** The ellipse at `radius` standard deviations, as points in the plane of (x_1, x_2). */
export function ellipseOf({ mean, covariance: [a, b, c] }: PathGaussian, radius: number, n = 72): Point[] {
  // Cholesky's factor of the covariance maps the circle to the ellipse.
  const l11 = Math.sqrt(a);
  const l21 = b / l11;
  const l22 = Math.sqrt(c - l21 * l21);
  return Array.from({ length: n + 1 }, (_, i): Point => {
    const [u, v] = [radius * Math.cos((2 * Math.PI * i) / n), radius * Math.sin((2 * Math.PI * i) / n)];
    return [mean[0] + l11 * u, mean[1] + l21 * u + l22 * v];
  });
}
