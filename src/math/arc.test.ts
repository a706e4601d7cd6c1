import { describe, expect, it } from 'vitest';
import { slerpWeights } from './arc.ts';

describe('slerpWeights', () => {
  it('goes from one vector to the other at even speed, on the circle through both', () => {
    const angle = 2.2;
    for (const share of [0, 0.2, 0.5, 0.9, 1]) {
      const [a, b] = slerpWeights(angle, share);
      expect(a + b * Math.cos(angle)).toBeCloseTo(Math.cos(share * angle), 12);
      expect(b * Math.sin(angle)).toBeCloseTo(Math.sin(share * angle), 12);
    }
  });

  it('is the straight line where there is no angle, and nearly so where there is hardly one', () => {
    expect(slerpWeights(0, 0.3)).toEqual([0.7, 0.3]);
    const [a, b] = slerpWeights(1e-4, 0.3);
    expect(a).toBeCloseTo(0.7, 8);
    expect(b).toBeCloseTo(0.3, 8);
  });
});
