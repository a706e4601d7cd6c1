import { expect, test } from 'vitest';
import { dataSets } from '../../figures/kernel/reverseStep.ts';
import { density, noisedMixture } from '../../math/mixture.ts';
import { normalPdf } from '../../math/gaussian.ts';
import { integrate } from '../../math/quadrature.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { modelStep } from './model.ts';
import { kinds } from './state.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

test.each(kinds)('%s: the best guess of x_0 gives the exact mean, by Bayes on the line', (kind) => {
  for (const [t, xt] of [
    [60, 0.4],
    [400, -0.7],
  ]) {
    const { mean, exactMean } = modelStep(dataSets[kind], schedule, t, xt, 'beta', 0);
    const past = noisedMixture(dataSets[kind], schedule.alphaBar[t - 1]);
    const weight = (x: number) =>
      normalPdf(xt, Math.sqrt(schedule.alpha[t]) * x, schedule.beta[t]) * density(past, x);
    const width = 10 * Math.sqrt(schedule.beta[t]);
    const over = (f: (x: number) => number) =>
      integrate((x) => f(x) * weight(x), xt - width, xt + width, 400);
    expect(mean).toBeCloseTo(over((x) => x) / over(() => 1), 8);
    expect(mean).toBeCloseTo(exactMean, 12);
  }
});

test('a wrong guess and a wrong variance both cost, and nothing costs less than nothing', () => {
  const at = (kind: 'beta' | 'beta-tilde', error: number) =>
    modelStep(dataSets.points, schedule, 100, 0.9, kind, error).divergence;
  // Far from the middle x_0 is known, and the step back has the variance β̃: it fits to rounding.
  expect(at('beta-tilde', 0)).toBeLessThan(1e-9);
  expect(at('beta', 0)).toBeGreaterThan(at('beta-tilde', 0));
  expect(at('beta', 0.5)).toBeGreaterThan(at('beta', 0));
});
