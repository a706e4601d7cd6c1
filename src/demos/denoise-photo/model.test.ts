import { expect, test } from 'vitest';
import type { Frame } from '../../engine/index.ts';
import { formulaEngine } from '../../figures/sampling/formulaEngine.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { noised, psnr, requestOf, timesFrom } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const N = 6000;
const [mean, variance] = [0.1, 0.04];
const field = (seed: number) => gaussianField(seed, 0, N, new Float32Array(N));
/** Data whose best denoiser formulaEngine is. */
const x0 = field(1).map((z) => mean + Math.sqrt(variance) * z);
const engine = formulaEngine({ mean, variance, size: N });

async function run(t: number, steps: number): Promise<{ xt: Float32Array; frames: Frame[] }> {
  const xt = noised(x0, field(2), schedule.alphaBar[t]);
  const frames: Frame[] = [];
  for await (const chunk of engine.sample(requestOf(schedule, { xt, t, steps, label: null })))
    frames.push(...chunk.frames);
  return { xt, frames };
}

test('one grey level off everywhere is 48.13 dB, all wrong is 0 dB', () => {
  const flat = (value: number) => new Float32Array(100).fill(value);
  expect(psnr(flat(0.5 + 2 / 255), flat(0.5))).toBeCloseTo(20 * Math.log10(255), 3);
  expect(psnr(flat(-1), flat(1))).toBe(0);
  expect(psnr(flat(-7), flat(1))).toBe(0);
  expect(psnr(flat(0.5), flat(0.5))).toBe(Infinity);
});

test('ten times the squared error is 10 dB less', () => {
  const off = (by: number) => psnr(Float32Array.of(by, -by), Float32Array.of(0, 0));
  expect(off(0.1) - off(0.1 * Math.sqrt(10))).toBeCloseTo(10, 4);
});

test.each([
  [1000, 10],
  [200, 10],
  [7, 10],
  [1, 50],
  [300, 1],
])('times from %i in %i steps begin there, fall, and end at 1 or above', (t, count) => {
  const times = timesFrom(t, count);
  expect(times[0]).toBe(t);
  expect(times.length).toBe(Math.min(t, count));
  times.slice(1).forEach((time, i) => expect(time).toBeLessThan(times[i]));
  expect(times.at(-1)).toBeGreaterThanOrEqual(1);
});

test('one step is the guess itself', async () => {
  const { frames } = await run(400, 1);
  expect(frames).toHaveLength(2);
  frames[1].xt.forEach((value, i) => expect(value).toBeCloseTo(frames[0].xHat0![i], 5));
});

test('the guess is the nearer one, the steps keep the spread of the data', async () => {
  const { xt, frames } = await run(400, 40);
  const [guess, picture] = [frames[0].xHat0!, frames.at(-1)!.xt];
  expect(frames[0].xt).toEqual(xt);
  expect(psnr(guess, x0)).toBeGreaterThan(psnr(picture, x0));
  const spread = (values: Float32Array) => values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / N / variance;
  expect(spread(guess)).toBeLessThan(0.3);
  expect(spread(picture)).toBeGreaterThan(0.7);
});
