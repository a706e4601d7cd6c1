import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  epsFromScore,
  epsFromV,
  epsFromX0,
  scoreFromEps,
  vFromX0Eps,
  x0FromEps,
  x0FromScore,
  x0FromV,
} from './convert.ts';
import { logNormal } from './gaussian.ts';

const alphaBars = fc.double({ min: 1e-3, max: 1 - 1e-3, noNaN: true });
const values = fc.double({ min: -5, max: 5, noNaN: true });
const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-9);

describe('conversions', () => {
  it('are each other’s inverses, all the way round', () => {
    fc.assert(
      fc.property(alphaBars, values, values, (alphaBar, x0, eps) => {
        const xt = Math.sqrt(alphaBar) * x0 + Math.sqrt(1 - alphaBar) * eps;
        const v = vFromX0Eps(alphaBar, x0, eps);
        const score = scoreFromEps(alphaBar, eps);
        near(x0FromEps(alphaBar, xt, eps), x0);
        near(epsFromX0(alphaBar, xt, x0), eps);
        near(x0FromV(alphaBar, xt, v), x0);
        near(epsFromV(alphaBar, xt, v), eps);
        near(epsFromScore(alphaBar, score), eps);
        near(x0FromScore(alphaBar, xt, score), x0);
      }),
    );
  });

  it('agree from any x_t and any ε, related or not', () => {
    fc.assert(
      fc.property(alphaBars, values, values, (alphaBar, xt, eps) => {
        const x0 = x0FromEps(alphaBar, xt, eps);
        const scale = 1 + Math.abs(x0);
        near(epsFromX0(alphaBar, xt, x0), eps);
        near(x0FromV(alphaBar, xt, vFromX0Eps(alphaBar, x0, eps)) / scale, x0 / scale);
        near(x0FromScore(alphaBar, xt, scoreFromEps(alphaBar, eps)) / scale, x0 / scale);
      }),
    );
  });

  it('give v as the turn of (x_0, ε) by a quarter: x_t² + v² = x_0² + ε²', () => {
    fc.assert(
      fc.property(alphaBars, values, values, (alphaBar, x0, eps) => {
        const xt = Math.sqrt(alphaBar) * x0 + Math.sqrt(1 - alphaBar) * eps;
        near(xt ** 2 + vFromX0Eps(alphaBar, x0, eps) ** 2, x0 ** 2 + eps ** 2);
      }),
    );
  });

  it('give the score as the derivative of ln q(x_t | x_0) by x_t', () => {
    const [alphaBar, x0, xt, h] = [0.37, 0.8, -0.5, 1e-5];
    const logQ = (x: number) => logNormal(x, Math.sqrt(alphaBar) * x0, 1 - alphaBar);
    const difference = (logQ(xt + h) - logQ(xt - h)) / (2 * h);
    expect(scoreFromEps(alphaBar, epsFromX0(alphaBar, xt, x0))).toBeCloseTo(difference, 9);
  });
});
