import { describe, expect, test } from 'vitest';
import { logNormal } from '../../math/gaussian.ts';
import { gaussHermite } from '../../math/quadrature.ts';
import {
  correlationGivenMiddle,
  covarianceOf,
  drawChains,
  lossOfFactorising,
  measure,
  meansOf,
  nextGivenBoth,
  nextGivenLast,
  type Chain,
} from './model.ts';

const markov: Chain = { beta: 0.3, memory: 0, x0: 0.8 };
const remembering: Chain = { beta: 0.3, memory: 0.5, x0: 0.8 };

describe('without memory', () => {
  test('x_1 says nothing about x_3 once x_2 is known', () => {
    expect(Math.abs(correlationGivenMiddle(markov))).toBeLessThan(1e-15);
    expect(lossOfFactorising(markov)).toBeLessThan(1e-15);
    expect(nextGivenLast(markov, 0.4).mean).toBeCloseTo(nextGivenBoth(markov, 0.4, -3).mean, 12);
    expect(nextGivenLast(markov, 0.4).variance).toBeCloseTo(0.3, 12);
  });

  test('the covariances are those of the jump', () => {
    for (const t of [1, 2, 3]) expect(covarianceOf(markov, t, t)).toBeCloseTo(1 - 0.7 ** t, 12);
    expect(meansOf(markov)[3]).toBeCloseTo(0.7 ** 1.5 * 0.8, 12);
  });
});

/** E[log q(x_1,x_2,x_3) − log ∏] with the joint built from the recursion, on a grid of Gauss–Hermite nodes. */
function lossByQuadrature(chain: Chain): number {
  const { nodes, weights } = gaussHermite(12);
  const s = Math.sqrt(chain.beta);
  const [, m1] = meansOf(chain);
  let sum = 0;
  nodes.forEach((z1, i) =>
    nodes.forEach((z2, j) =>
      nodes.forEach((z3, k) => {
        const x1 = m1 + s * z1;
        const x2 = Math.sqrt(1 - chain.beta) * x1 + chain.memory * chain.x0 + s * z2;
        const real = nextGivenBoth(chain, x2, x1);
        const alone = nextGivenLast(chain, x2);
        const x3 = real.mean + s * z3;
        sum +=
          weights[i] *
          weights[j] *
          weights[k] *
          (logNormal(x3, real.mean, real.variance) - logNormal(x3, alone.mean, alone.variance));
      }),
    ),
  );
  return sum;
}

describe('with memory', () => {
  test('the product of single steps loses what x_1 still says', () => {
    expect(lossOfFactorising(remembering)).toBeGreaterThan(0.05);
    expect(lossOfFactorising(remembering)).toBeCloseTo(lossByQuadrature(remembering), 12);
  });

  test('the measured correlation agrees with the exact one within its interval', () => {
    for (const seed of [1, 2, 3]) {
      const { correlation } = measure(drawChains(remembering, seed, 20000));
      // Four standard errors.
      expect(Math.abs(correlation - correlationGivenMiddle(remembering))).toBeLessThan(4 / Math.sqrt(20000));
    }
  });
});

test('the rests of x_1 and x_3 are free of x_2', () => {
  const chains = drawChains(remembering, 5, 500);
  const { rests } = measure(chains);
  for (const rest of [rests.x1, rests.x3])
    expect(rest.reduce((sum, r, i) => sum + r * chains[i][1], 0)).toBeCloseTo(0, 9);
});
