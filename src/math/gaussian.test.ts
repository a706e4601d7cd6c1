import { describe, expect, it } from 'vitest';
import { entropyNormal, klNormal, logNormal, logNormalCdf, normalCdf, normalPdf } from './gaussian.ts';
import { integrate } from './quadrature.ts';

const pairs = [
  [0, 1, 0, 1],
  [0.3, 0.5, -0.2, 2],
  [-1, 1.4, 2, 0.7],
] as const;

describe('normalPdf and logNormal', () => {
  it('integrates to one and has the right moments', () => {
    const [mean, variance] = [0.7, 0.4];
    const over = (f: (x: number) => number) =>
      integrate((x) => f(x) * normalPdf(x, mean, variance), -6, 8, 128);
    expect(over(() => 1)).toBeCloseTo(1, 13);
    expect(over((x) => x)).toBeCloseTo(mean, 13);
    expect(over((x) => (x - mean) ** 2)).toBeCloseTo(variance, 13);
  });

  it('is the logarithm of the density written out', () => {
    expect(logNormal(1.2, 0.5, 2)).toBeCloseTo(
      Math.log(Math.exp(-((1.2 - 0.5) ** 2) / 4) / Math.sqrt(4 * Math.PI)),
      14,
    );
    expect(logNormal(400, 0, 1)).toBeCloseTo(-80000 - 0.5 * Math.log(2 * Math.PI), 8);
  });
});

describe('normalCdf', () => {
  it('equals the integral of the density', () => {
    for (let z = -6; z <= 6; z += 0.25) {
      const byQuadrature = integrate((x) => normalPdf(x), z - 12, z, 160);
      if (z <= 0) expect(Math.abs(normalCdf(z) / byQuadrature - 1)).toBeLessThan(1e-12);
      expect(Math.abs(normalCdf(z) + normalCdf(-z) - 1)).toBeLessThan(1e-15);
    }
  });

  it('knows tabulated values, shifts and limits', () => {
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 15);
    expect(Math.abs(normalCdf(-10) / 7.619853024160527e-24 - 1)).toBeLessThan(1e-13);
    expect(normalCdf(3, 1, 4)).toBe(normalCdf(1));
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(0)]).toEqual([0, 1, 0.5]);
    expect(normalCdf(NaN)).toBeNaN();
  });

  it('is continuous where its two methods meet', () => {
    for (const z of [-2.5, 2.5]) {
      expect(Math.abs(normalCdf(z + 1e-9) - normalCdf(z - 1e-9) - 2e-9 * normalPdf(z))).toBeLessThan(2e-16);
    }
  });
});

describe('logNormalCdf', () => {
  it('is the logarithm of Φ, and its derivative is φ/Φ where Φ underflows', () => {
    for (const z of [-8, -3, -2.5, -1, 0, 1, 4])
      expect(logNormalCdf(z)).toBeCloseTo(Math.log(normalCdf(z)), 13);
    const z = -60;
    const h = 1e-4;
    const slope = (logNormalCdf(z + h) - logNormalCdf(z - h)) / (2 * h);
    // φ/Φ = |z| (1 + 1/z² - 2/z⁴ + …) far out
    expect(slope).toBeCloseTo(60 * (1 + 1 / 3600 - 2 / 60 ** 4), 6);
    expect(logNormalCdf(-Infinity)).toBe(-Infinity);
    expect(logNormalCdf(40)).toBe(-normalCdf(-40));
  });
});

describe('klNormal and entropyNormal', () => {
  it('equal their integrals', () => {
    for (const [m1, v1, m2, v2] of pairs) {
      const spread = 12 * Math.sqrt(v1);
      const over = (f: (x: number) => number) =>
        integrate((x) => normalPdf(x, m1, v1) * f(x), m1 - spread, m1 + spread, 160);
      const kl = over((x) => logNormal(x, m1, v1) - logNormal(x, m2, v2));
      expect(klNormal(m1, v1, m2, v2)).toBeCloseTo(kl, 12);
      expect(entropyNormal(v1)).toBeCloseTo(
        over((x) => -logNormal(x, m1, v1)),
        12,
      );
    }
  });

  it('is zero for equal Gaussians and second order near them', () => {
    expect(klNormal(1, 2, 1, 2)).toBe(0);
    expect(klNormal(0, 1 + 1e-6, 0, 1) / 0.25e-12).toBeCloseTo(1, 3);
  });
});
