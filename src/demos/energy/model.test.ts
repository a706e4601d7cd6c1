import { expect, test } from 'vitest';
import { doubleWellScore } from '../../math/energy.ts';
import { landscapeOf } from './model.ts';

const at = (lift: number) => landscapeOf(0.3, lift, -2, 2, 161);

test('the density has area 1 whatever the energy is lifted by', () => {
  for (const lift of [-0.8, 0, 1.6]) {
    const { density } = landscapeOf(0.3, lift, -3.5, 3.5, 3501);
    expect(density.reduce((sum, d) => sum + d * (7 / 3500), 0)).toBeCloseTo(1, 8);
  }
});

test('lifting scales the unnormalised curve by e^-c and Z with it; density and arrows stay', () => {
  const [low, high] = [at(0), at(1)];
  expect(high.Z / low.Z).toBeCloseTo(Math.exp(-1), 12);
  low.places.forEach((_, i) => {
    expect(high.weight[i] / low.weight[i]).toBeCloseTo(Math.exp(-1), 12);
    expect(high.density[i]).toBeCloseTo(low.density[i], 12);
    expect(Math.abs(high.score[i] - low.score[i])).toBeLessThan(1e-9);
  });
});

test('the differences agree with the formula −E′', () => {
  const { places, score } = at(0.5);
  places.forEach((x, i) => expect(Math.abs(score[i] - doubleWellScore(x, 0.3))).toBeLessThan(1e-5));
});
