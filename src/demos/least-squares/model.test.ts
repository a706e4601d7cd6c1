import { expect, test } from 'vitest';
import { makeRng } from '../../math/rng.ts';
import { conditionalMeans, excess, placesOf, squaredError } from './model.ts';
import { BINS, table } from './state.ts';

const places = placesOf(table.points.default);

test('no levels beat the conditional means: searched over a fine grid', () => {
  const means = conditionalMeans(places, BINS) as number[];
  const best = squaredError(places, means);
  means.forEach((mean, bin) => {
    let found = { level: NaN, error: Infinity };
    for (let level = -1; level <= 1; level += 0.0005) {
      const error = squaredError(
        places,
        means.map((m, k) => (k === bin ? level : m)),
      );
      if (error < found.error) found = { level, error };
    }
    expect(Math.abs(found.level - mean)).toBeLessThan(0.0005);
    expect(found.error).toBeGreaterThanOrEqual(best - 1e-15);
  });
});

test('the error is the smallest error and the excess', () => {
  const rng = makeRng(2);
  const means = conditionalMeans(places, BINS) as number[];
  for (let i = 0; i < 50; i++) {
    const levels = means.map(() => 2 * rng.uniform() - 1);
    expect(squaredError(places, levels)).toBeCloseTo(
      squaredError(places, means) + excess(places, levels),
      12,
    );
  }
});

test('the third column’s mean lies far from all its points', () => {
  const mean = conditionalMeans(places, BINS)[2]!;
  const distances = places.filter(({ x }) => x >= 2 && x < 3).map(({ y }) => Math.abs(y - mean));
  expect(Math.min(...distances)).toBeGreaterThan(0.7);
});

test('a column without points has no mean, and costs nothing', () => {
  const left = [{ x: 0.5, y: 1 }];
  expect(conditionalMeans(left, 2)).toEqual([1, null]);
  expect(excess(left, [0, 5])).toBe(1);
});
