import { expect, test } from 'vitest';
import { scheduleOf } from '../../figures/schedules/families.ts';
import { gaussianAt, gaussianField } from '../../math/rng.ts';
import { averageOfDraws, brightened, correlationWith, drawsToEqual, evidenceInOne } from './model.ts';

const linear = scheduleOf('linear', 1000).alphaBar[1000];

test('averaging draws one by one gives the law that is drawn from at once', () => {
  const { beta, alphaBar } = scheduleOf('linear', 250);
  const n = 60;
  const pixels = 400;
  const x0 = 0.8;
  const means = Array.from({ length: pixels }, (_, pixel) => {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) {
      // The chain itself, step by step, not the jump.
      let x = x0;
      for (let t = 1; t <= 250; t++)
        x = Math.sqrt(1 - beta[t]) * x + Math.sqrt(beta[t]) * gaussianAt(7, t, draw * pixels + pixel);
      sum += x;
    }
    return sum / n;
  });
  const mean = means.reduce((a, b) => a + b, 0) / pixels;
  const variance = means.reduce((a, b) => a + (b - mean) ** 2, 0) / (pixels - 1);
  const { signal, deviation } = averageOfDraws(alphaBar[250], n);
  // Four standard errors of a mean and of a variance.
  expect(Math.abs(mean - signal * x0)).toBeLessThan((4 * deviation) / Math.sqrt(pixels));
  expect(Math.abs(variance / deviation ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / (pixels - 1)));
});

test('after 1/SNR draws signal and noise are equal', () => {
  const { signal, deviation } = averageOfDraws(linear, drawsToEqual(linear));
  expect(signal / deviation).toBeCloseTo(1, 12);
  expect(drawsToEqual(linear)).toBeGreaterThan(24000);
  expect(drawsToEqual(linear)).toBeLessThan(26000);
  const shown = brightened({ signal, deviation });
  expect(shown.signal ** 2 + shown.deviation ** 2).toBeCloseTo(1, 12);
});

test('the correlation is what the variances say, up to sampling error', () => {
  const n = 30000;
  const x0 = Float32Array.from({ length: n }, (_, i) => Math.sin(i));
  const noise = gaussianField(3, 0, n, new Float32Array(n));
  const measured = correlationWith(x0, noise, { signal: 0.6, deviation: 0.8 });
  const expected = Math.sqrt((0.36 * 0.5) / (0.36 * 0.5 + 0.64));
  expect(Math.abs(measured - expected)).toBeLessThan(4 / Math.sqrt(n));
  expect(correlationWith(x0, noise, { signal: 0.1, deviation: 0 })).toBeCloseTo(1, 6);
});

test('the evidence in one x_T is the distance of the projection’s two means in its deviation', () => {
  const x0 = [0.5, -1, 0.25, 0.9];
  const norm = Math.hypot(...x0);
  const alphaBar = 0.3;
  const meanOfProjection = x0.reduce((sum, x) => sum + Math.sqrt(alphaBar) * x * (x / norm), 0);
  expect(evidenceInOne(alphaBar, x0)).toBeCloseTo(meanOfProjection / Math.sqrt(1 - alphaBar), 12);
});
