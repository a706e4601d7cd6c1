import { describe, expect, it } from 'vitest';
import { jumpKernel } from '../../math/forward.ts';
import { makeRng } from '../../math/rng.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { Chain, fitted, jumped, stepForward } from './model.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const rng = makeRng(5);
const x0 = Float32Array.from({ length: 6000 }, () => 2 * rng.uniform() - 1);

const walkTo = (chain: Chain, t: number) => {
  Array.from(chain.walk(t));
  return chain.value;
};

describe('the chain', () => {
  it('gives the same x_t whichever way it is asked', () => {
    const straight = x0.slice();
    for (let t = 1; t <= 130; t++) stepForward(straight, schedule, t, 9);
    const chain = new Chain(x0, schedule, 9);
    walkTo(chain, 300);
    expect(walkTo(chain, 130)).toEqual(straight);
    expect(walkTo(chain, 0)).toEqual(x0);
  });

  it.each([1, 50, 400, 1000])('has the jump’s signal and noise at t = %i, within 4 standard errors', (t) => {
    const { mean, variance } = jumpKernel(schedule, t);
    for (const xt of [walkTo(new Chain(x0, schedule, 9), t), jumped(x0, schedule, t, 9)]) {
      const fit = fitted(x0, xt);
      expect(Math.abs(fit.signal - mean)).toBeLessThan(2.1 * fit.signalMargin);
      expect(Math.abs(fit.noise - Math.sqrt(variance))).toBeLessThan(2.1 * fit.noiseMargin);
    }
  });

  it('does not share noise with the jump', () => {
    const a = walkTo(new Chain(x0, schedule, 9), 1000);
    const b = jumped(x0, schedule, 1000, 9);
    expect(Math.abs(fitted(a, b).signal)).toBeLessThan(0.06);
  });
});
