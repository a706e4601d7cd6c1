import { describe, expect, it } from 'vitest';
import { formulaEngine } from '../../figures/sampling/formulaEngine.ts';
import { ddpmStep } from '../../math/samplers.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { changeOf, compared, requestOf, resultOf, totalCalls, type Results } from './model.ts';
import { countsOf, ETAS } from './state.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const settings = { seed: 3, label: 7 };
const engine = formulaEngine({ mean: -0.1, variance: 0.2, size: 400 });

async function all(): Promise<Results> {
  let last: Results | null = null;
  for await (const results of compared(engine, schedule, settings)) last = results;
  return last!;
}

describe('few steps against many', () => {
  it('runs every number of steps with and without noise, and counts', async () => {
    const { results, networkCalls, milliseconds } = await all();
    expect(results.map(({ steps, eta }) => [steps, eta])).toEqual(
      countsOf(1000).flatMap((steps) => ETAS.map((eta) => [steps, eta])),
    );
    results.forEach((result) => expect(result.networkCalls).toBe(result.steps));
    expect(networkCalls).toBe(totalCalls(countsOf(1000)));
    expect(results.reduce((sum, r) => sum + r.milliseconds, 0)).toBe(milliseconds);
    expect(new Set(results.map((r) => r.milliseconds)).size).toBeGreaterThan(1);
  });

  it('a network of 40 steps is asked 40 times at most, and once for each number of steps', async () => {
    const short = makeSchedule({ id: 'linear', T: 40, betaEnd: 0.3 });
    let last: Results | null = null;
    for await (const results of compared(engine, short, settings)) last = results;
    expect(countsOf(40)).toEqual([10, 20, 40]);
    expect(last!.networkCalls).toBe(totalCalls([10, 20, 40]));
    expect(last!.results.map(({ networkCalls }) => networkCalls)).toEqual([10, 10, 20, 20, 40, 40]);
  });

  it('at η = 0 the picture stays, at η = 1 it does not', async () => {
    const { results } = await all();
    expect(changeOf(results, 0, [20, 100])!).toBeLessThan(0.1);
    expect(changeOf(results, 1, [20, 100])!).toBeGreaterThan(0.2);
    expect(changeOf(results, 0, [100, 100])).toBe(0);
    expect(changeOf(results, 0, [10, 100])!).toBeGreaterThan(changeOf(results, 0, [50, 100])!);
    expect(changeOf([], 0, [20, 100])).toBeNull();
    expect(resultOf(results, 0, 33)).toBeNull();
  });

  it('η = 1 is DDPM with β̃: the same mean and the same noise', () => {
    const { steps } = requestOf(schedule, 1, 50, settings);
    const [xt, xHat0] = [0.4, -0.8];
    steps.forEach(({ t, s, x0, eps, noise, alphaBar }) => {
      const ddpm = ddpmStep(schedule, t, s, 'beta-tilde');
      const epsHat = (xt - Math.sqrt(alphaBar) * xHat0) / Math.sqrt(1 - alphaBar);
      expect(noise).toBeCloseTo(ddpm.noise, 12);
      expect(x0 * xHat0 + eps * epsHat).toBeCloseTo(ddpm.x0 * xHat0 + ddpm.xt * xt, 10);
    });
  });
});
