import { describe, expect, it } from 'vitest';
import { kolmogorovBound } from '../../math/empirical.ts';
import { normalCdf } from '../../math/gaussian.ts';
import { integrate } from '../../math/quadrature.ts';
import { cdfOf, comparedAt, momentsOfDensity, pathsOf, solutionOf, start, PDE_STEPS } from './model.ts';
import { fields } from './state.ts';

const finished = <R>(work: Generator<void, R>): R => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};

describe('the solution', () => {
  it('of the pull and of free noise is the Gaussian that theory gives', () => {
    const g = 1.6;
    for (const [field, decay] of [
      ['pull', Math.exp(-4)],
      ['none', 1],
    ] as const) {
      const { frames } = finished(solutionOf(field, g));
      const variance =
        field === 'none'
          ? start.variance + g ** 2
          : decay ** 2 * start.variance + (g ** 2 / 8) * (1 - decay ** 2);
      const F = cdfOf(frames[PDE_STEPS]);
      for (const x of [-1.2, 0.1, 0.9])
        expect(F(x)).toBeCloseTo(normalCdf(x, decay * start.mean, variance), 3);
    }
  });

  it('of the well keeps its mass and goes to exp(-2V/g²)', () => {
    const { frames } = finished(solutionOf('well', 2.5));
    for (const frame of frames) expect(momentsOfDensity(frame).mass).toBeCloseTo(1, 9);
    const boltzmann = (x: number) => Math.exp((-2 / 2.5 ** 2) * (x ** 4 - 2 * x ** 2));
    const total = integrate(boltzmann, -4, 4, 80);
    const share = integrate(boltzmann, -4, -1, 80) / total;
    // Time 1 is not for ever: the start on the left still tells a little.
    expect(Math.abs(cdfOf(frames[PDE_STEPS])(-1) - share)).toBeLessThan(0.03);
  });
});

it.each(fields)('%s: the paths are spread as the equation says', (field) => {
  const solution = finished(solutionOf(field, 1.6));
  const paths = finished(pathsOf(field, 1.6, { seed: 4, count: 1500 }));
  for (const t of [0.05, 0.15, 0.5, 1]) {
    const at = comparedAt(paths, solution, t);
    expect(at.distance).toBeLessThan(1.3 * kolmogorovBound(1500));
    expect(Math.abs(at.paths.variance / at.pde.variance - 1)).toBeLessThan(0.15);
  }
  // An earlier density is told apart.
  const early = { ...solution.frames[6], t: 0.9 };
  expect(
    comparedAt(paths, { ...solution, frames: solution.frames.map(() => early) }, 0.9).distance,
  ).toBeGreaterThan(0.2);
});
