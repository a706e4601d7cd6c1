import { describe, expect, it } from 'vitest';
import { jumpKernel } from '../../math/forward.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { stepsOf, subsequence } from '../../math/timesteps.ts';
import {
  CHAINS,
  familyStep,
  histogramOf,
  momentsOf,
  nearestTime,
  runChains,
  type Settings,
} from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const base: Settings = { noise: 'eta', eta: 0.5, x0: 0.8, steps: 20, seed: 1 };

function chainsOf(part: Partial<Settings>) {
  const running = runChains(schedule, { ...base, ...part });
  let step = running.next();
  while (!step.done) step = running.next();
  return step.value;
}

/** The variance of x_s given x_0 by the law of total variance, without drawing anything. */
function exactVariances(part: Partial<Settings>) {
  const settings = { ...base, ...part };
  let variance = 1 - schedule.alphaBar[1000];
  return [...stepsOf(subsequence(1000, settings.steps, 'trailing'))].map(([t, s]) => {
    const step = familyStep(schedule, t, s, settings);
    variance = (step.eps ** 2 * variance) / (1 - schedule.alphaBar[t]) + step.noise ** 2;
    return { s, variance };
  });
}

describe('the family q_σ', () => {
  it.each([{ eta: 0 }, { eta: 0.5 }, { eta: 1 }, { noise: 'largest' as const }])(
    'keeps the marginals of the forward chain: %o',
    (part) => {
      exactVariances(part).forEach(({ s, variance }) =>
        expect(variance).toBeCloseTo(1 - schedule.alphaBar[s], 10),
      );
      const { times, states } = chainsOf(part);
      expect(times[0]).toBe(1000);
      expect(times.at(-1)).toBe(0);
      times.forEach((t, k) => {
        const { mean, variance } = jumpKernel(schedule, t);
        const m = momentsOf(states[k]);
        // Margins are 1.96 standard errors; 4 of these hold for all times at once.
        expect(Math.abs(m.mean - mean * base.x0)).toBeLessThanOrEqual(2.1 * m.meanMargin + 1e-9);
        expect(Math.abs(m.variance - variance)).toBeLessThanOrEqual(2.1 * m.varianceMargin + 1e-9);
      });
    },
  );

  it('does not contain σ̂: its spread is too wide, beyond chance', () => {
    const late = exactVariances({ noise: 'sigma-hat' }).filter(({ s }) => s > 0);
    late.forEach(({ s, variance }) => expect(variance).toBeGreaterThan(1 - schedule.alphaBar[s]));
    const { times, states } = chainsOf({ noise: 'sigma-hat' });
    const k = nearestTime(times, 100);
    const m = momentsOf(states[k]);
    expect(m.variance - 3 * m.varianceMargin).toBeGreaterThan(jumpKernel(schedule, times[k]).variance);
  });

  it('without noise, a chain keeps its place in the bell', () => {
    const { times, states } = chainsOf({ eta: 0 });
    const share = (k: number, i: number) => {
      const { mean, variance } = jumpKernel(schedule, times[k]);
      return (states[k][i] - mean * base.x0) / Math.sqrt(variance);
    };
    for (const i of [0, 1, 2]) expect(share(12, i)).toBeCloseTo(share(0, i), 9);
  });
});

it('histograms integrate to what lies inside', () => {
  const values = Float64Array.of(-5, -0.5, 0.5, 0.6);
  const density = histogramOf(values, -1, 1, 4);
  expect(density.reduce((a, b) => a + b) * 0.5).toBeCloseTo(0.75, 12);
  expect(CHAINS).toBeGreaterThan(1000);
});
