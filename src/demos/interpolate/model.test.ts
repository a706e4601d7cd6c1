import { describe, expect, it } from 'vitest';
import { formulaEngine } from '../../figures/sampling/formulaEngine.ts';
import { pictureOf } from '../../figures/sampling/trajectory.ts';
import { gaussianField } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { requestOf, sizeOf, slerp, startsOf, straight, type Settings } from './model.ts';
import { COUNT } from './state.ts';

const size = 784;
const noise = (seed: number) => gaussianField(seed, 0, size, new Float32Array(size));
const state: Settings = { first: 1, second: 2, path: 'slerp', label: 2, steps: 10 };

describe('the arc', () => {
  it('ends where it should and keeps the length of unit vectors, in equal angles', () => {
    const [a, b] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    for (const share of [0, 0.25, 0.5, 1]) {
      const [x, y] = slerp(a, b, share);
      expect(x).toBeCloseTo(Math.cos((share * Math.PI) / 2), 6);
      expect(y).toBeCloseTo(Math.sin((share * Math.PI) / 2), 6);
    }
    expect([...slerp(a, a, 0.3)]).toEqual([...straight(a, a, 0.3)]);
  });

  it('keeps noise noise; the straight line shrinks it in the middle to about √½', () => {
    const [a, b] = [noise(1), noise(2)];
    expect(Math.abs(sizeOf(slerp(a, b, 0.5)) - 1)).toBeLessThan(0.06);
    expect(Math.abs(sizeOf(straight(a, b, 0.5)) - Math.SQRT1_2)).toBeLessThan(0.06);
  });
});

it('the row starts and ends at the two seeds’ noise', () => {
  const starts = startsOf(state, size);
  const close = (x: Float32Array, y: Float32Array) => x.forEach((v, i) => expect(v).toBeCloseTo(y[i], 5));
  close(pictureOf(starts, 0, size), noise(1));
  close(pictureOf(starts, COUNT - 1, size), noise(2));
});

it('the decoded row starts with what the first seed alone gives, and draws no noise', async () => {
  const engine = formulaEngine({ mean: 0, variance: 0.3, size });
  const request = requestOf(makeSchedule({ id: 'linear', T: 1000 }), state, size);
  expect(request.steps.every((step) => step.noise === 0)).toBe(true);
  const last = async (asked: typeof request) => {
    let x = new Float32Array();
    for await (const { frames } of engine.sample(asked)) x = Float32Array.from(frames.at(-1)!.xt);
    return x;
  };
  const row = await last(request);
  const alone = await last({ ...request, start: undefined, seed: 1, batch: 1, labels: [2] });
  pictureOf(row, 0, size).forEach((v, i) => expect(v).toBeCloseTo(alone[i], 5));
});
