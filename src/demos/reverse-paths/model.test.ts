import { describe, expect, it } from 'vitest';
import { placesAt } from '../../figures/density/ensemble.ts';
import { kolmogorovBound } from '../../math/empirical.ts';
import { density } from '../../math/mixture.ts';
import { comparedAt, COUNT, crossingsOf, dynamicsOf, exactBins, marginalAt, runsOf, ways } from './model.ts';
import { table } from './state.ts';

const run = (options: Partial<Parameters<typeof runsOf>[0]> = {}) => {
  const work = runsOf({ steps: 400, seed: table.seed.default, score: true, noise: true, ...options });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};
const full = run();

describe('the three ways', () => {
  it.each(ways)('%s has the exact marginals', (way) => {
    for (const t of [0.05, 0.2, 0.5, 1]) {
      const { distance, variance, exactVariance } = comparedAt(full[way], t);
      expect(distance).toBeLessThan(1.3 * kolmogorovBound(COUNT));
      expect(Math.abs(variance / exactVariance - 1)).toBeLessThan(0.2);
    }
  });

  it('start back from the same places', () => {
    expect([...placesAt(full.ode, 0)]).toEqual([...placesAt(full.forward, 400)]);
    expect([...placesAt(full.reverse, 0)]).toEqual([...placesAt(full.forward, 400)]);
  });

  it('only the ODE’s paths never cross', () => {
    expect(crossingsOf(full.ode, COUNT)).toBe(0);
    expect(crossingsOf(full.reverse, 50)).toBeGreaterThan(1000);
  });

  it('without the score, the variance is 2 e^B - 1 after ∫β = B; without noise it falls short', () => {
    const blind = run({ score: false });
    // ∫β from 0.5 to 1 with β = 0.1 + 19.9 t
    const exact = 2 * Math.exp(0.05 + 9.95 * 0.75) - 1;
    expect(Math.abs(comparedAt(blind.reverse, 0.5).variance / exact - 1)).toBeLessThan(0.3);
    const calm = comparedAt(run({ noise: false }).reverse, 0.3);
    expect(calm.variance).toBeLessThan(0.3 * calm.exactVariance);
  });

  it('knows crossings when it sees them', () => {
    const crossed = { from: 0, to: 1, steps: 2, count: 2, values: Float64Array.from([0, 1, 1, 0, 0, 1]) };
    expect(crossingsOf(crossed, 2)).toBe(2);
  });
});

it('has drifts that agree with the density’s own slope', () => {
  const h = 1e-5;
  const [x, t] = [0.3, 0.25];
  const score = (Math.log(density(marginalAt(t), x + h)) - Math.log(density(marginalAt(t), x - h))) / (2 * h);
  const beta = 0.1 + 19.9 * t;
  const { reverse, ode } = dynamicsOf({ score: true, noise: true });
  expect(reverse.drift(x, t)).toBeCloseTo(-0.5 * beta * x - beta * score, 5);
  expect(ode.drift(x, t)).toBeCloseTo(-0.5 * beta * x - 0.5 * beta * score, 5);
  expect(exactBins(t).reduce((sum, d) => sum + d / 8, 0)).toBeCloseTo(1, 2);
});
