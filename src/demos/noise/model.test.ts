import { describe, expect, it } from 'vitest';
import { normalPdf } from '../../math/gaussian.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { fillNoise, histogramOf, jumpTo, momentsOf, paintJump } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

describe('the jump', () => {
  it('with shrinking keeps unit variance, without it variances add up', () => {
    for (const t of [0, 1, 10, 500, 1000]) {
      const { scale, deviation } = jumpTo(schedule, t, true);
      expect(scale ** 2 + deviation ** 2).toBeCloseTo(1, 12);
      let variance = 0;
      for (let s = 1; s <= t; s++) variance += schedule.beta[s];
      expect(jumpTo(schedule, t, false)).toEqual({ scale: 1, deviation: Math.sqrt(variance) });
    }
  });

  it('is painted pixel by pixel', () => {
    const x0 = Float32Array.of(-1, 0, 1, 0.5, -0.5, 0);
    const noise = Float32Array.of(1, -1, 2, 0, 0, -3);
    const rgba = new Uint8ClampedArray(8);
    paintJump(rgba, x0, noise, { scale: 0.6, deviation: 0.8 });
    const expected = [...x0].map((x, i) =>
      Math.min(255, Math.max(0, Math.round((0.6 * x + 0.8 * noise[i]) * 127.5 + 127.5))),
    );
    const painted = [0, 1, 2, 4, 5, 6].map((i) => rgba[i]);
    painted.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1));
    expect([rgba[3], rgba[7]]).toEqual([255, 255]);
  });
});

describe('the noise', () => {
  it('does not depend on the slices that it is made in', () => {
    const noise = new Float32Array(1000);
    Array.from(fillNoise(noise, 3, 77));
    expect(noise).toEqual(gaussianField(3, 0, 1000, new Float32Array(1000)));
  });
});

describe('the histogram', () => {
  const noise = gaussianField(1, 0, 200_000, new Float32Array(200_000));
  it('of pure noise is the bell, within 5 standard errors', () => {
    const { density, low, high } = histogramOf(
      new Float32Array(noise.length),
      noise,
      { scale: 0, deviation: 1 },
      36,
      -3.6,
      3.6,
      1,
    );
    const width = (high - low) / density.length;
    density.forEach((d, i) => {
      const expected = normalPdf(low + (i + 0.5) * width, 0, 1);
      const error = Math.sqrt(expected / (noise.length * width));
      // The bin's mean density differs from the density at its centre by at most width²/24 · |curvature|.
      expect(Math.abs(d - expected)).toBeLessThan(5 * error + (width ** 2 / 24) * 0.5);
    });
  });
  it('moments are those of the list', () => {
    expect(momentsOf(Float32Array.of(1, 2, 3, 6))).toEqual({ mean: 3, variance: 3.5 });
  });
});
