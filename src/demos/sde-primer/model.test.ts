import { describe, expect, it } from 'vitest';
import { makeRng } from '../../math/rng.ts';
import { equations, incrementOf, THETA } from './equations.ts';
import { errorsOf, eulerPath, finePathOf, shownPath, slopeOf, strongPoints, weakPoints } from './model.ts';
import { FINEST, kinds, type Kind } from './state.ts';

const errors = (kind: Kind, count = 4000) => {
  const work = errorsOf(kind, { seed: 5, count });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};
const N = 2 ** FINEST;

describe('the exact solutions', () => {
  it('have increments whose covariance is that of the integrals', () => {
    const h = 0.3;
    const steps = 3000;
    const at = (s: number) => Math.exp(-THETA * (h - s));
    let [variance, covariance] = [0, 0];
    for (let k = 0; k < steps; k++) {
      const s = ((k + 0.5) * h) / steps;
      variance += (at(s) ** 2 * h) / steps;
      covariance += (at(s) * h) / steps;
    }
    const [one, two] = [incrementOf(h, 1, 0), incrementOf(h, 0, 1)];
    expect(one.weighted ** 2 + two.weighted ** 2).toBeCloseTo(variance, 6);
    expect(one.w * one.weighted).toBeCloseTo(covariance, 6);
    expect(one.w ** 2 + two.w ** 2).toBeCloseTo(h, 12);
  });

  it('have the exact mean', () => {
    for (const kind of kinds) {
      const ends = Array.from({ length: 3000 }, (_, i) => {
        const { exact } = finePathOf(equations[kind], makeRng(9, i));
        return exact[N];
      });
      const mean = ends.reduce((sum, x) => sum + x / 3000, 0);
      const deviation = Math.sqrt(ends.reduce((sum, x) => sum + (x - mean) ** 2 / 3000, 0) / 3000);
      expect(Math.abs(mean - equations[kind].mean)).toBeLessThan(3.5 * deviation + 1e-9);
    }
  }, 20000);

  it('are what Euler–Maruyama goes to on the same path', () => {
    for (const kind of kinds) {
      const { w, exact } = shownPath(kind, 4);
      expect(Math.abs(eulerPath(equations[kind], w, N)[N] - exact[N])).toBeLessThan(
        0.03 * Math.abs(exact[N]) + 0.01,
      );
    }
  });
});

describe('measured orders', () => {
  it.each(kinds)(
    '%s: strong as theory says, weak 1',
    (kind) => {
      const measured = errors(kind);
      expect(Math.abs(slopeOf(strongPoints(measured)) - equations[kind].strongOrder)).toBeLessThan(0.08);
      const weak = slopeOf(weakPoints(measured));
      expect(Math.abs(weak - 1)).toBeLessThan(0.15);
    },
    20000,
  );

  it('weak error of geometric Brownian motion is e^μ - (1 + μh)^{1/h}', () => {
    for (const { h, weak, weakDeviation } of errors('multiplicative')) {
      const exact = Math.E - (1 + h) ** (1 / h);
      expect(Math.abs(weak - exact)).toBeLessThan(4 * weakDeviation);
    }
  }, 20000);
});
