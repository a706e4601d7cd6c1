import { expect, test } from 'vitest';
import { logDensity2, noisedMixture2, type Vector2 } from '../../math/mixture2.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { densityGrid, mixtureOf, probeAt, scoreGrid } from './model.ts';
import { table } from './state.ts';

const { alphaBar } = makeSchedule({ id: 'linear', T: 1000 });
const data = mixtureOf(table.means.default, table.deviation.default);
const places: Vector2[] = [
  [0.2, -0.2],
  [-1.4, 2],
  [2.5, -2.5],
];

const gradient = (f: (x: Vector2) => number, [x, y]: Vector2, h = 1e-5): Vector2 => [
  (f([x + h, y]) - f([x - h, y])) / (2 * h),
  (f([x, y + h]) - f([x, y - h])) / (2 * h),
];

test.each([30, 150, 600])('the average is the gradient of the log-density at t = %d, the sum is not', (t) => {
  const noisy = noisedMixture2(data, alphaBar[t]);
  for (const place of places) {
    const { average, sum } = probeAt(data, alphaBar[t], place);
    const exact = gradient((x) => logDensity2(noisy, x), place);
    for (const axis of [0, 1]) expect(Math.abs(average[axis] - exact[axis])).toBeLessThan(1e-6);
    expect(Math.hypot(sum[0] - exact[0], sum[1] - exact[1])).toBeGreaterThan(0.1);
  }
});

test('Tweedie and Bayes agree; the responsibilities add up to 1', () => {
  for (const t of [1, 20, 150, 1000])
    for (const place of places) {
      const { tweedie, bayes, parts } = probeAt(data, alphaBar[t], place);
      expect(tweedie[0]).toBeCloseTo(bayes[0], 7);
      expect(tweedie[1]).toBeCloseTo(bayes[1], 7);
      expect(parts.reduce((sum, { responsibility }) => sum + responsibility, 0)).toBeCloseTo(1, 12);
    }
});

test('the density fills its square, and the field points to the mean of one Gaussian', () => {
  const grid = densityGrid(mixtureOf([0.3, -0.2], 0.4), 3, 120);
  expect(grid.reduce((sum, p) => sum + p * 0.05 ** 2, 0)).toBeCloseTo(1, 5);
  for (const { from, score } of scoreGrid(mixtureOf([0.3, -0.2], 0.4), 3, 5)) {
    expect(score[0]).toBeCloseTo((0.3 - from[0]) / 0.16, 9);
    expect(score[1]).toBeCloseTo((-0.2 - from[1]) / 0.16, 9);
  }
});
