import { expect, test } from 'vitest';
import { logNormal } from '../../math/gaussian.ts';
import { makeRng } from '../../math/rng.ts';
import { boundOf, negativeLogLikelihood, posteriorDivergence, termsOf, type Chain } from './model.ts';
import { ellipseOf, forwardPath, modelPath, type PathGaussian } from './pathGaussian.ts';

const rng = makeRng(5);
const chains: Chain[] = Array.from({ length: 40 }, () => ({
  x0: 4 * rng.uniform() - 2,
  beta: 0.1 + 0.7 * rng.uniform(),
  weight: 1.4 * rng.uniform(),
  sigma: 0.3 + 0.9 * rng.uniform(),
}));

/** KL of two Gaussians in the plane, in closed form. */
function divergence(q: PathGaussian, p: PathGaussian): number {
  const [a, b, c] = p.covariance;
  const det = a * c - b * b;
  const [qa, qb, qc] = q.covariance;
  const trace = (c * qa - 2 * b * qb + a * qc) / det;
  const [dx, dy] = [p.mean[0] - q.mean[0], p.mean[1] - q.mean[1]];
  const square = (c * dx * dx - 2 * b * dx * dy + a * dy * dy) / det;
  return 0.5 * (trace - 2 + square + Math.log(det / (qa * qc - qb * qb)));
}

test('−log p is that of the Gaussian which the model makes of x_0', () => {
  for (const chain of chains) {
    const { weight, sigma, x0 } = chain;
    const variance = weight ** 4 + sigma ** 2 * (1 + weight ** 2);
    expect(negativeLogLikelihood(chain)).toBeCloseTo(-logNormal(x0, 0, variance), 4);
  }
});

test('the three terms make the bound, and what it is too much is the divergence of the posteriors', () => {
  for (const chain of chains) {
    const { prior, step, decoder } = termsOf(chain);
    expect(prior + step + decoder).toBeCloseTo(boundOf(chain), 10);
    const gap = boundOf(chain) - negativeLogLikelihood(chain);
    expect(gap).toBeGreaterThan(-1e-4);
    expect(posteriorDivergence(chain)).toBeCloseTo(gap, 10);
    expect(divergence(forwardPath(chain), modelPath(chain))).toBeCloseTo(gap, 4);
  }
});

test('the gap closes where the model is the forward chain run backwards', () => {
  for (const { x0, beta } of chains) {
    const exact = { x0, beta, weight: Math.sqrt(1 - beta), sigma: Math.sqrt(beta) };
    expect(posteriorDivergence(exact)).toBeCloseTo(0, 6);
    const [q, p] = [forwardPath(exact), modelPath(exact)];
    p.mean.forEach((m, i) => expect(m).toBeCloseTo(q.mean[i], 12));
    p.covariance.forEach((m, i) => expect(m).toBeCloseTo(q.covariance[i], 12));
  }
});

test('an ellipse lies at its Mahalanobis distance', () => {
  const path = modelPath(chains[0]);
  const [a, b, c] = path.covariance;
  for (const [x, y] of ellipseOf(path, 2, 9)) {
    const [dx, dy] = [x - path.mean[0], y - path.mean[1]];
    expect((c * dx * dx - 2 * b * dx * dy + a * dy * dy) / (a * c - b * b)).toBeCloseTo(4, 10);
  }
});
