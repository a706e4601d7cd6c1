import { describe, expect, it } from 'vitest';
import { expectNormal, gaussHermite, gaussLegendre, integrate } from './quadrature.ts';

/** E Z^k for Z ~ N(0, 1): (k-1)!! for even k. */
const moment = (k: number): number => (k % 2 === 1 ? 0 : k === 0 ? 1 : (k - 1) * moment(k - 2));

describe('gaussHermite', () => {
  it('is exact to degree 2n - 1 and no further', () => {
    for (const n of [1, 2, 3, 5, 8]) {
      for (let k = 0; k < 2 * n; k++)
        expect(Math.abs(expectNormal((z) => z ** k, 0, 1, n) - moment(k))).toBeLessThan(
          1e-12 * moment(2 * n),
        );
      expect(Math.abs(expectNormal((z) => z ** (2 * n), 0, 1, n) - moment(2 * n))).toBeGreaterThan(0.5);
    }
  });

  it('has the three-point rule 0, ±√3 with weights 2/3, 1/6', () => {
    const { nodes, weights } = gaussHermite(3);
    [-Math.sqrt(3), 0, Math.sqrt(3)].forEach((x, i) => expect(nodes[i]).toBeCloseTo(x, 14));
    [1 / 6, 2 / 3, 1 / 6].forEach((w, i) => expect(weights[i]).toBeCloseTo(w, 14));
  });

  it('integrates e^{sZ} and cos(sZ) for shifted and scaled Gaussians', () => {
    for (const n of [64, 200]) {
      expect(expectNormal(Math.exp, 0.5, 1.7, n) / Math.exp(0.5 + 0.85)).toBeCloseTo(1, 13);
      expect(expectNormal((x) => Math.cos(2 * x), 0.3, 0.8, n)).toBeCloseTo(
        Math.cos(0.6) * Math.exp(-1.6),
        13,
      );
    }
  });

  it('returns ascending nodes, the same rule again, and refuses nonsense', () => {
    const { nodes } = gaussHermite(64);
    for (let i = 1; i < 64; i++) expect(nodes[i]).toBeGreaterThan(nodes[i - 1]);
    expect(gaussHermite(64)).toBe(gaussHermite(64));
    for (const n of [0, -1, 2.5, NaN]) expect(() => gaussHermite(n)).toThrow(RangeError);
  });
});

describe('gaussLegendre', () => {
  it('is exact to degree 2n - 1 and no further', () => {
    for (const n of [1, 2, 4, 7]) {
      for (let k = 0; k < 2 * n; k++)
        expect(integrate((x) => x ** k, -1, 1, n)).toBeCloseTo(k % 2 === 1 ? 0 : 2 / (k + 1), 13);
      expect(Math.abs(integrate((x) => x ** (2 * n), -1, 1, n) - 2 / (2 * n + 1))).toBeGreaterThan(1e-5);
    }
    expect(gaussLegendre(2).nodes[1]).toBeCloseTo(1 / Math.sqrt(3), 15);
  });

  it('integrates smooth functions over any interval', () => {
    expect(integrate(Math.sin, 0, Math.PI)).toBeCloseTo(2, 14);
    expect(integrate((x) => 1 / x, 1, 5, 100)).toBeCloseTo(Math.log(5), 13);
    expect(integrate(Math.exp, 2, -1)).toBeCloseTo(Math.exp(-1) - Math.exp(2), 12);
  });
});
