import { expect, test } from 'vitest';
import { posteriorMean } from '../../math/posterior.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { amplification, epsFrom, noised, quantitiesOf, targets } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const times = [2, 17, 300, 750, 1000];

test('the four of one x_t agree, and the mean is that of q(x_{t−1} | x_t, x_0)', () => {
  for (const t of times) {
    const [x0, eps] = [0.37, -1.2];
    const xt = noised(schedule, t, x0, eps);
    const all = quantitiesOf(schedule, t, xt, eps);
    expect(all.x0).toBeCloseTo(x0, 9);
    // (x_t, v) is (x_0, ε) turned: lengths stay, and the turn is by the angle of √ᾱ
    expect(xt ** 2 + all.v ** 2).toBeCloseTo(x0 ** 2 + eps ** 2, 9);
    expect(all.mu).toBeCloseTo(posteriorMean(schedule, t, x0, xt), 10);
  }
});

test('there and back through each name', () => {
  for (const t of times)
    for (const target of targets) {
      const xt = 0.42;
      const all = quantitiesOf(schedule, t, xt, 0.8);
      expect(epsFrom(schedule, t, xt, target, all[target])).toBeCloseTo(0.8, 6);
    }
});

test('the amplification is what the conversions make of a small error', () => {
  for (const t of times)
    for (const target of targets) {
      const xt = -0.3;
      const all = quantitiesOf(schedule, t, xt, 0.5);
      const error = 1e-3;
      const off = quantitiesOf(schedule, t, xt, epsFrom(schedule, t, xt, target, all[target] + error));
      const factors = amplification(schedule, t, target);
      for (const other of targets) {
        const measured = Math.abs(off[other] - all[other]) / error;
        expect(measured / factors[other]).toBeCloseTo(1, 6);
      }
    }
});
