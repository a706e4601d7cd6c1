import { describe, expect, it } from 'vitest';
import { formulaEngine } from '../../figures/sampling/formulaEngine.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { makeRng } from '../../math/rng.ts';
import { momentsOf, requestsOf, roundTrip, totalSteps, trips, type Settings, type Trips } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const settings: Settings = { clip: false, label: null };
const [mean, variance] = [0.2, 0.16];
const engine = formulaEngine({ mean, variance, size: 60 });
const rng = makeRng(3);
const x0 = Float32Array.from({ length: 60 }, () => mean + Math.sqrt(variance) * rng.gaussian());

async function tripOf(steps: number, given = settings, x = x0) {
  let last = null;
  for await (const trip of roundTrip(engine, schedule, x, steps, given)) last = trip;
  return last!;
}

describe('there and back', () => {
  it('visits the same times on both ways, from the data to T and back', () => {
    const { up, down } = requestsOf(schedule, 13, settings);
    const times = (steps: readonly { t: number; s: number }[]) => [steps[0].t, ...steps.map(({ s }) => s)];
    const upwards = times(up(x0).steps);
    expect(upwards[0]).toBe(0);
    expect(upwards).toEqual(times(down(x0).steps).reverse());
    expect([...up(x0).steps, ...down(x0).steps].every(({ noise }) => noise === 0)).toBe(true);
  });

  it('comes nearer with more steps, about in proportion to their size', async () => {
    const errors = await Promise.all([25, 50, 100, 200].map(async (steps) => (await tripOf(steps)).error!));
    errors.slice(1).forEach((error, i) => {
      expect(error / errors[i]).toBeLessThan(0.75);
      expect(error / errors[i]).toBeGreaterThan(0.3);
    });
  });

  it('gives the noise that belongs to x_0: for Gaussian data, (x_0 − mean)/deviation, nearly', async () => {
    const { up } = await tripOf(1000);
    const xT = up!.result!;
    x0.forEach((x, i) => expect(Math.abs(xT[i] - (x - mean) / Math.sqrt(variance))).toBeLessThan(0.08));
  });

  it('clipping loses what lies outside the range', async () => {
    const bright = x0.map((x) => x + 1);
    const free = (await tripOf(100, settings, bright)).error!;
    const clipped = (await tripOf(100, { ...settings, clip: true }, bright)).error!;
    expect(clipped).toBeGreaterThan(3 * free);
  });

  it('measures the other numbers of steps after the one that is shown', async () => {
    const seen: Trips[] = [];
    const asked = { ...settings, steps: 20, curve: true };
    for await (const known of trips(engine, schedule, x0, asked)) seen.push(known);
    const last = seen.at(-1)!;
    expect(last.main.steps).toBe(20);
    expect(last.errors.map(({ steps }) => steps)).toEqual([20, 10, 50, 100]);
    expect(last.networkCalls).toBe(totalSteps(1000, asked));
    expect(totalSteps(1000, { steps: 30, curve: false })).toBe(60);
    expect(totalSteps(40, { steps: 30, curve: true })).toBe(2 * (30 + 10 + 20));
  });
});

it('moments', () => {
  expect(momentsOf(Float32Array.of(1, 3))).toEqual({ mean: 2, variance: 1 });
});
