import { describe, expect, it } from 'vitest';
import { kolmogorovBound, kolmogorovDistance, momentsOf } from '../../math/empirical.ts';
import { normalPdf } from '../../math/gaussian.ts';
import { integrate } from '../../math/quadrature.ts';
import { makeSchedule } from '../../math/schedules.ts';
import { dataIds, dataOf } from './data.ts';
import { cdfAt, endsAt, exactBins, linesOf, sampleChains } from './model.ts';
import { T } from './state.ts';

const schedule = makeSchedule({ id: 'linear', T });

const chainsOf = (id: (typeof dataIds)[number], count: number) => {
  const work = sampleChains(id, schedule, { seed: 7, count });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};

describe('cdf', () => {
  it('of uniform data is the integral of its convolution with a Gaussian', () => {
    const alphaBar = 0.7;
    const density = (x: number) =>
      integrate((x0) => normalPdf(x, Math.sqrt(alphaBar) * x0, 1 - alphaBar) / 2, -1, 1, 60);
    for (const x of [-1.2, 0.1, 2])
      expect(dataOf.flat.cdf(x, alphaBar)).toBeCloseTo(integrate(density, -6, x, 80), 8);
  });

  it('is the data’s own at ᾱ = 1', () => {
    expect(dataOf.points.cdf(0, 1)).toBe(0.4);
    expect(dataOf.flat.cdf(0.5, 1)).toBeCloseTo(0.75, 12);
    expect(dataOf.mixture.cdf(9, 1)).toBe(1);
  });
});

describe.each(dataIds)('%s', (id) => {
  it('chains follow q(x_t) at every t, by Kolmogorov’s test', () => {
    const chains = chainsOf(id, 600);
    for (const t of [0, 40, 250, 1000])
      expect(kolmogorovDistance(endsAt(chains, t), cdfAt(id, schedule)(t))).toBeLessThan(
        1.35 * kolmogorovBound(600),
      );
    const { variance } = momentsOf(endsAt(chains, 100));
    const exact = 1 + schedule.alphaBar[100] * (dataOf[id].variance - 1);
    expect(Math.abs(variance / exact - 1)).toBeLessThan(0.25);
    // Another step's law is told apart.
    expect(kolmogorovDistance(endsAt(chains, 1000), cdfAt(id, schedule)(40))).toBeGreaterThan(0.1);
  });

  it('bins hold all the mass', () => {
    const bins = exactBins(cdfAt(id, schedule)(300));
    expect(bins.reduce((sum, d) => sum + d * 0.1, 0)).toBeCloseTo(1, 2);
  });
});

it('keeps a chain when more are drawn', () => {
  const [few, many] = [chainsOf('points', 2), chainsOf('points', 5)];
  expect([...endsAt(few, 500)]).toEqual([...endsAt(many, 500)].slice(0, 2));
  expect(linesOf(few, 9)).toHaveLength(2);
});
