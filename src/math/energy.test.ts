import { expect, test } from 'vitest';
import { doubleWell, doubleWellScore, energyDensity, normalizer } from './energy.ts';

const GRID = Array.from({ length: 33 }, (_, i) => -2 + i / 8);
const CASES = [
  [0, 0],
  [0.6, -2],
  [-1, 3],
] as const;

test.each(CASES)('tilt %d, lift %d: Z agrees with a sum of thin slices', (tilt, lift) => {
  let sum = 0;
  for (let x = -6; x < 6; x += 1e-3) sum += 1e-3 * Math.exp(-doubleWell(x + 5e-4, tilt, lift));
  expect(normalizer((x) => doubleWell(x, tilt, lift)) / sum).toBeCloseTo(1, 9);
});

test.each(CASES)('tilt %d, lift %d: the score is the slope of the logarithm of the density', (tilt, lift) => {
  const energy = (x: number) => doubleWell(x, tilt, lift);
  for (const x of GRID) {
    const slope =
      (Math.log(energyDensity(energy, x + 1e-4)) - Math.log(energyDensity(energy, x - 1e-4))) / 2e-4;
    expect(Math.abs(slope - doubleWellScore(x, tilt))).toBeLessThan(1e-5);
  }
});

test('lifting the energy by c divides Z by e^c and leaves the density', () => {
  const at = (lift: number) => (x: number) => doubleWell(x, 0.4, lift);
  expect(normalizer(at(2)) / normalizer(at(0))).toBeCloseTo(Math.exp(-2), 12);
  for (const x of GRID) expect(energyDensity(at(2), x)).toBeCloseTo(energyDensity(at(0), x), 12);
});
