import { describe, expect, it } from 'vitest';
import { formulaEngine } from '../../figures/sampling/formulaEngine.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { measured, otherSchedule, requestOf, type Change } from './model.ts';
import { BATCH, CHANGES } from './state.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const settings = { steps: 50, label: 4, seed: 2 } as const;

/** The variance of what comes out, for data N(0, 0.09), which clipping hardly touches, whose best denoiser is known exactly. */
async function varianceOf(change: Change | null): Promise<number> {
  const engine = formulaEngine({ mean: 0, variance: 0.09, size: 700 });
  let last: Float32Array | null = null;
  for await (const { frames } of engine.sample(requestOf(schedule, { ...settings, steps: 200 }, change)))
    last = frames.at(-1)!.xt;
  return last!.reduce((sum, x) => sum + x * x, 0) / last!.length;
}

describe('DDPM with one line changed', () => {
  it('another schedule is another one for every network', () => {
    for (const id of ['linear', 'cosine', 'sigmoid'] as const) {
      const trained = makeSchedule({ id, T: 500 });
      const [right, changed] = [null, 'schedule' as const].map((c) => requestOf(trained, settings, c).steps);
      expect(otherSchedule(id)).not.toBe(id);
      expect(changed.map(({ t }) => t)).toEqual(right.map(({ t }) => t));
      const apart = changed.map(({ alphaBar }, i) => Math.abs(alphaBar - right[i].alphaBar));
      expect(Math.max(...apart)).toBeGreaterThan(0.1);
    }
  });

  it('all variants start at x_T and differ from the right one in one thing', () => {
    const right = requestOf(schedule, settings, null);
    expect(right).toMatchObject({ clip: 1, batch: BATCH, labels: new Array(BATCH).fill(4) });
    for (const change of CHANGES) {
      const request = requestOf(schedule, settings, change);
      expect(request.steps[0].t).toBe(1000);
      const same = request.steps.map((step, i) => ({
        mean: step.x0 === right.steps[i].x0 && step.xt === right.steps[i].xt,
        noise: step.noise === right.steps[i].noise,
      }));
      expect({
        mean: same.every(({ mean }) => mean),
        noise: same.every(({ noise }) => noise),
        clip: request.clip === right.clip,
      }).toEqual({
        mean: change !== 'schedule',
        noise: change === 'no-clip',
        clip: change !== 'no-clip',
      });
    }
  });

  it('β̃ is a little too narrow, β a little too wide, and no noise far too narrow', async () => {
    // 4200 numbers: the standard error of a variance is about 2 % of it.
    const data = 0.09;
    const right = (await varianceOf(null)) / data;
    expect(right).toBeGreaterThan(0.75);
    expect(right).toBeLessThan(1);
    expect((await varianceOf('beta')) / data).toBeGreaterThan(1);
    expect((await varianceOf('no-noise')) / data).toBeLessThan(0.5);
  });

  it('measures what is in the pictures, and how they differ', () => {
    const shape = { width: 2, height: 2, channels: 1, size: 4 };
    const batch = Float32Array.from({ length: 4 * BATCH }, (_, i) => [-1, 1, -1, 1][i % 4]);
    const { detail, variety } = measured(batch, shape);
    expect(variety).toBe(0);
    // Of four pairs of neighbours two differ, by 2.
    expect(detail).toBeCloseTo(Math.SQRT2, 12);
    // One picture of six is 2 away from all others: 5 of 15 pairs.
    const one = new Float32Array(4 * BATCH).fill(-1).fill(1, 4, 8);
    expect(measured(one, shape).variety).toBeCloseTo((5 * 2) / 15, 12);
  });
});
