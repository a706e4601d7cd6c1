import { describe, expect, it } from 'vitest';
import { cellCentres, fokkerPlanck, type Grid } from './fokkerPlanck.ts';
import { normalPdf } from './gaussian.ts';
import { density, type Mixture1 } from './mixture.ts';
import { vpSde } from './sde.ts';

const sde = vpSde(0.1, 8);
const data: Mixture1 = { weights: [0.4, 0.6], means: [-1, 0.8], variances: [0.08, 0.1] };
const marginalAt = (t: number): Mixture1 => {
  const { mean, variance } = sde.marginal(t);
  return {
    weights: data.weights,
    means: data.means.map((m) => mean * m),
    variances: data.variances.map((v) => mean ** 2 * v + variance),
  };
};
const solve = (cells: number, steps: number, to = 0.6) => {
  const grid: Grid = { from: -6, to: 6, cells };
  const x = cellCentres(grid);
  const frames = [
    ...fokkerPlanck(
      sde,
      grid,
      x.map((at) => density(data, at)),
      { from: 0, to, steps },
    ),
  ];
  const error = x.map((at, i) => Math.abs(frames.at(-1)!.density[i] - density(marginalAt(to), at)));
  return { x, frames, worst: Math.max(...error) };
};

describe('fokkerPlanck', () => {
  it('reaches the exact marginals of the SDE, to second order', () => {
    const coarse = solve(100, 20).worst;
    const fine = solve(200, 40).worst;
    const finest = solve(400, 80).worst;
    expect(finest).toBeLessThan(2e-4);
    expect(Math.log2(coarse / fine)).toBeGreaterThan(1.7);
    expect(Math.log2(fine / finest)).toBeGreaterThan(1.8);
  });

  it('keeps the mass, starts at the start and ends at the end', () => {
    const { frames, x } = solve(240, 30);
    expect(frames).toHaveLength(31);
    expect([frames[0].t, frames.at(-1)!.t]).toEqual([0, 0.6]);
    const mass = (p: Float64Array) => p.reduce((sum, value) => sum + value, 0) * (x[1] - x[0]);
    expect(mass(frames[0].density)).toBeCloseTo(1, 10);
    for (const frame of frames) expect(mass(frame.density)).toBeCloseTo(mass(frames[0].density), 12);
  });

  it('leaves N(0, 1) where it is', () => {
    const grid: Grid = { from: -7, to: 7, cells: 280 };
    const normal = cellCentres(grid).map((x) => normalPdf(x));
    const last = [...fokkerPlanck(sde, grid, normal, { from: 0, to: 1, steps: 50 })].at(-1)!;
    normal.forEach((p, i) => expect(Math.abs(last.density[i] - p)).toBeLessThan(1e-4));
  });

  it('refuses what it cannot solve', () => {
    const grid: Grid = { from: -1, to: 1, cells: 4 };
    const flat = [0.5, 0.5, 0.5, 0.5];
    const start = (...args: Parameters<typeof fokkerPlanck>) => [...fokkerPlanck(...args)];
    const times = { from: 0, to: 1, steps: 2 };
    expect(() => start(sde, grid, [1], times)).toThrow('4 cells');
    expect(() => start(sde, grid, flat, { from: 1, to: 0, steps: 2 })).toThrow('forwards');
    expect(() => start({ ...sde, diffusion: () => 0 }, grid, flat, times)).toThrow('positive diffusion');
  });
});
