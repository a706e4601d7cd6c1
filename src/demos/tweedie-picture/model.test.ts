import { expect, test } from 'vitest';
import { x0FromEps } from '../../math/convert.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { curveTimes, idealAt, idealErrors, noised, rmsError, scoreOfNoise, tweedie } from './model.ts';

const { alphaBar } = makeSchedule({ id: 'linear', T: 1000 });
const N = 64;
const pattern = (k: number) => Float32Array.from({ length: N }, (_, i) => (((i * 7 + k * 13) % 11) - 5) / 5);
const set = [0, 1, 2, 3, 4].map(pattern);
const eps = gaussianField(3, 0, N, new Float32Array(N));

test('Tweedie with the true score gives the picture back, and equals Ho et al. (15)', () => {
  for (const t of [1, 350, 900]) {
    const xt = noised(set[0], eps, alphaBar[t]);
    tweedie(alphaBar[t], xt, scoreOfNoise(alphaBar[t], eps)).forEach((value, i) => {
      // Single precision, times the amplification 1/√ᾱ.
      expect(Math.abs(value - set[0][i])).toBeLessThan(3e-6 / Math.sqrt(alphaBar[t]));
      expect(Math.abs(value - x0FromEps(alphaBar[t], xt[i], eps[i]))).toBeLessThan(
        3e-6 / Math.sqrt(alphaBar[t]),
      );
    });
  }
});

test('the ideal denoiser knows the picture at little noise, and only the set’s average at much', () => {
  const early = idealAt(set, alphaBar[5], noised(set[2], eps, alphaBar[5]));
  expect(early.top[0].index).toBe(2);
  expect(early.top[0].weight).toBeCloseTo(1, 6);
  expect(rmsError(early.mean, set[2])).toBeLessThan(1e-5);
  const late = idealAt(set, alphaBar[1000], noised(set[2], eps, alphaBar[1000]), 5);
  for (const { weight } of late.top) expect(weight).toBeCloseTo(0.2, 1);
});

test('its weighted average is the mean it returns, and no guess in the set errs less on average', () => {
  const a = alphaBar[500];
  let ideal = 0;
  let nearest = 0;
  for (let draw = 0; draw < 200; draw++) {
    const noise = gaussianField(draw, 0, N, new Float32Array(N));
    const x0 = set[draw % set.length];
    const found = idealAt(set, a, noised(x0, noise, a), set.length);
    const again = new Float64Array(N);
    for (const { index, weight } of found.top) set[index].forEach((v, i) => (again[i] += weight * v));
    expect(rmsError(again, found.mean)).toBeLessThan(1e-12);
    ideal += rmsError(found.mean, x0) ** 2;
    nearest += rmsError(set[found.top[0].index], x0) ** 2;
  }
  expect(ideal).toBeLessThan(nearest);
});

test('curves have one point at t = 1 and one at T, whatever T', () => {
  for (const T of [7, 100, 1000]) {
    const times = curveTimes(T);
    expect([times[0], times.at(-1)]).toEqual([1, T]);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(new Set(times).size).toBe(times.length);
  }
  expect(curveTimes(1000)[12]).toBe(600);
});

test('the error curve starts at 0 when the picture is in the set, and cannot when it is not', () => {
  const curve = (pictures: readonly Float32Array[]) => {
    const work = idealErrors(pictures, alphaBar, set[1], eps);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  };
  const inside = curve(set);
  const outside = curve(set.slice(2));
  expect(inside).toHaveLength(curveTimes(1000).length);
  expect(inside[0]).toBeLessThan(1e-6);
  expect(outside[0]).toBeGreaterThan(0.3);
});
