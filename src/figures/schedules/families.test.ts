import { describe, expect, test } from 'vitest';
import { logSnr, snr } from '../../math/schedules.ts';
import {
  cosineWithoutSquare,
  defaultParameters,
  familyIds,
  parameterKeys,
  parameterRanges,
  scheduleOf,
} from './families.ts';

describe('families', () => {
  test.each(familyIds)('%s stands at both ends of every parameter, for few and many steps', (family) => {
    for (const T of [10, 1000, 4000])
      for (const key of parameterKeys(family))
        for (const end of ['min', 'max'] as const)
          for (const keepsTotal of [false, true]) {
            const parameters = { ...defaultParameters, [key]: parameterRanges[key][end] };
            const { alphaBar } = scheduleOf(family, T, parameters, keepsTotal);
            // Where β is small, ᾱ may stay the same in floating point, but it never grows.
            expect(alphaBar.findIndex((a, t) => !(t === 0 || a <= alphaBar[t - 1]))).toBe(-1);
          }
  });

  test('the shifted cosine has 1/16 of the SNR at 256 pixels: 2 log(64/256) in log-SNR', () => {
    const cosine = scheduleOf('cosine', 1000);
    const shifted = scheduleOf('shifted', 1000);
    for (const t of [1, 10, 300, 700, 999])
      expect(logSnr(shifted.alphaBar[t]) - logSnr(cosine.alphaBar[t])).toBeCloseTo(2 * Math.log(64 / 256), 8);
  });

  test('scaled βs keep the sum, so a tenth of the steps ends near the same SNR', () => {
    const long = scheduleOf('linear', 1000);
    const short = scheduleOf('linear', 100, defaultParameters, true);
    const sum = (xs: Float64Array) => xs.reduce((a, b) => a + b, 0);
    expect(sum(short.beta)).toBeCloseTo(sum(long.beta), 10);
    expect(snr(short.alphaBar[100])).toBeLessThan(1e-4);
    expect(snr(scheduleOf('linear', 100).alphaBar[100])).toBeGreaterThan(0.5);
  });

  test('without the square, ᾱ is the root of the right one', () => {
    const right = scheduleOf('cosine', 1000);
    const wrong = cosineWithoutSquare(1000);
    for (const t of [1, 250, 500, 900])
      expect(wrong.alphaBar[t]).toBeCloseTo(Math.sqrt(right.alphaBar[t]), 12);
  });

  test('the numbers that the chapter quotes', () => {
    const linear = scheduleOf('linear', 1000).alphaBar;
    const cosine = scheduleOf('cosine', 1000);
    const wrong = cosineWithoutSquare(1000).alphaBar;
    expect(Math.sqrt(linear[750]).toFixed(3)).toBe('0.058');
    expect(Math.sqrt(linear[1000]).toFixed(5)).toBe('0.00635');
    expect((1 / snr(linear[1000])).toFixed(0)).toBe('24777');
    expect(Math.sqrt(scheduleOf('linear', 100).alphaBar[100]).toFixed(3)).toBe('0.603');
    expect(Math.sqrt(cosine.beta[1]).toFixed(4)).toBe('0.0064');
    expect([cosine.alphaBar[500].toFixed(3), snr(cosine.alphaBar[500]).toFixed(2)]).toEqual([
      '0.494',
      '0.98',
    ]);
    expect([wrong[500].toFixed(3), snr(wrong[500]).toFixed(1)]).toEqual(['0.703', '2.4']);
    expect(snr(cosine.alphaBar[1000]).toExponential(1)).toBe('2.4e-9');
  });
});
