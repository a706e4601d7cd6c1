import { describe, expect, it } from 'vitest';
import { betaAt, chainKernels, chainWalk, fineIncrements, gapOf, gapsOf, sdeWalk, slopeOf } from './model.ts';
import { stepCounts } from './state.ts';

const increments = fineIncrements(3);
const endGap = (family: 'vp' | 've', T: number) =>
  Math.abs(chainWalk(family, T, increments, 1).x.at(-1)! - sdeWalk(family, increments, 1).x.at(-1)!);

describe('VP', () => {
  it('ᾱ is the brute-force product, and goes to e^-∫β like 1/T', () => {
    const T = 50;
    let product = 1;
    for (let k = 1; k <= T; k++) product *= 1 - betaAt(k / T) / T;
    expect(chainKernels('vp', T).at(-1)!.kept).toBeCloseTo(product, 14);
    expect(slopeOf(gapsOf('vp'))).toBeCloseTo(-1, 1);
    expect(gapOf('vp', 1000)).toBeLessThan(0.006);
    expect(gapOf('vp', 25)).toBeGreaterThan(0.05);
  });

  it('paths go to the SDE’s path on the same noise', () => {
    const mean = (T: number) => {
      const gaps = [1, 2, 3, 4, 5, 6].map((seed) => {
        const w = fineIncrements(seed);
        const sde = sdeWalk('vp', w, 1);
        const { t, x } = chainWalk('vp', T, w, 1);
        return Math.max(...t.map((at, k) => Math.abs(x[k] - sde.x[Math.round(at * 4000)])));
      });
      return gaps.reduce((sum, gap) => sum + gap / gaps.length, 0);
    };
    expect(mean(2000)).toBeLessThan(0.15 * mean(100));
  });
});

describe('VE', () => {
  it('has the SDE’s marginals at every T, and its path as T grows', () => {
    for (const T of stepCounts) expect(gapOf('ve', T)).toBeLessThan(1e-12);
    expect(endGap('ve', 2000)).toBeLessThan(0.05);
    expect(endGap('ve', 2000)).toBeLessThan(endGap('ve', 25));
  });
});
