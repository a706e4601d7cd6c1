import { describe, expect, it } from 'vitest';
import type { Frame } from '../../engine/index.ts';
import { formulaEngine } from '../../figures/sampling/formulaEngine.ts';
import { ddimStep } from '../../math/samplers.ts';
import { betaTilde } from '../../math/posterior.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { columnsOf, renoiseStep, requestOf } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

describe('jump, re-noise, jump', () => {
  it.each([
    [1000, 875],
    [500, 250],
    [125, 1],
  ])('from %i to %i is DDIM with the largest σ there is, σ² = 1 − ᾱ_s', (t, s) => {
    const largest = Math.sqrt((1 - schedule.alphaBar[s]) / betaTilde(schedule, t, s));
    // A hair below it, since rounding may put it above.
    const ddim = ddimStep(schedule, t, s, largest * (1 - 1e-12));
    const step = renoiseStep(schedule, t, s);
    expect(ddim.x0).toBeCloseTo(step.x0, 12);
    expect(ddim.noise).toBeCloseTo(step.noise, 10);
    expect(Math.abs(ddim.eps)).toBeLessThan(1e-5);
  });

  it('ends at x̂_0, without noise', () => {
    expect(renoiseStep(schedule, 125, 0)).toMatchObject({ x0: 1, xt: 0, eps: 0, noise: 0 });
    expect(() => renoiseStep(schedule, 0, 0)).toThrow(RangeError);
  });

  it('spreads out again: x̂_0 of one jump is the mean, of many jumps nearly the data', async () => {
    const [mean, variance] = [0.1, 0.09];
    const engine = formulaEngine({ mean, variance, size: 5000 });
    const varianceAfter = async (jumps: number) => {
      const frames: Frame[] = [];
      for await (const chunk of engine.sample(requestOf(schedule, { jumps, label: null, seed: 4 })))
        frames.push(...chunk.frames);
      const x = frames.at(-1)!.xt;
      return x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
    };
    expect((await varianceAfter(1)) / variance).toBeLessThan(0.01);
    const [few, many] = [await varianceAfter(8), await varianceAfter(50)];
    expect(few / variance).toBeGreaterThan(0.01);
    expect(many).toBeGreaterThan(few);
  });

  it('shows the first and the last answer', () => {
    const frames: Frame[] = Array.from({ length: 31 }, (_, i) => ({
      t: 1000 - 33 * i,
      xt: new Float32Array(1),
      xHat0: i === 30 ? null : new Float32Array(1),
      eps: null,
    }));
    const columns = columnsOf(frames, 8);
    expect(columns).toHaveLength(8);
    expect([columns[0], columns[7]]).toEqual([frames[0], frames[29]]);
  });
});
