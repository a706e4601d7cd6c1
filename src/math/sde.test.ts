import { describe, expect, it } from 'vitest';
import { density, meanOf, noisedMixture, scoreOf, varianceOf, type Mixture1 } from './mixture.ts';
import { integrate } from './quadrature.ts';
import { makeRng } from './rng.ts';
import { makeSchedule } from './schedules.ts';
import {
  eulerMaruyama,
  pathOf,
  probabilityFlowDrift,
  probabilityFlowPath,
  reverseDrift,
  reverseSde,
  subVpSde,
  veSde,
  vpSde,
  vpSdeFromSchedule,
  type Sde,
} from './sde.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const sdes: Sde[] = [vpSde(), vpSde(1, 4), subVpSde(), veSde(0.01, 5), vpSdeFromSchedule(schedule)];
const data: Mixture1 = { weights: [0.4, 0.6], means: [-1, 0.8], variances: [0.04, 0.1] };

/** q_t for x_0 ~ data: each component through the SDE's kernel. */
const marginalOf = (sde: Sde, t: number): Mixture1 => {
  const { mean, variance } = sde.marginal(t);
  return {
    weights: data.weights,
    means: data.means.map((m) => mean * m),
    variances: data.variances.map((v) => mean ** 2 * v + variance),
  };
};
const scoreUnder = (sde: Sde) => (x: number, t: number) => scoreOf(marginalOf(sde, t), x);

describe.each(sdes.map((sde, i) => ({ sde, name: `${sde.id} ${i}` })))('$name', ({ sde }) => {
  it("has a marginal whose moments obey dm/dt = f(m), dv/dt = 2f'v + g²", () => {
    const h = 1e-6;
    for (const t of [0.0505, 0.4005, 0.9005]) {
      const [before, here, after] = [t - h, t, t + h].map(sde.marginal);
      const slope = sde.drift(1, t);
      expect(Math.abs((after.mean - before.mean) / (2 * h) - slope * here.mean)).toBeLessThan(1e-6);
      const growth = 2 * slope * here.variance + sde.diffusion(t) ** 2;
      expect(Math.abs((after.variance - before.variance) / (2 * h) / growth - 1)).toBeLessThan(1e-6);
    }
    expect(sde.marginal(0).mean).toBe(1);
    expect(sde.marginal(0).variance).toBeCloseTo(0, 15);
  });

  it('makes marginals that obey Fokker–Planck, forwards and by the ODE’s drift', () => {
    const [t, h] = [0.3005, 1e-4];
    const score = scoreUnder(sde);
    const ode = probabilityFlowDrift(sde, score);
    const p = (x: number, time: number) => density(marginalOf(sde, time), x);
    for (const x of [-0.9, 0.1, 0.6]) {
      const rate = (p(x, t + h) - p(x, t - h)) / (2 * h);
      const flux = (at: number) => sde.drift(at, t) * p(at, t);
      const spread = (p(x + h, t) - 2 * p(x, t) + p(x - h, t)) / h ** 2;
      const forward = -(flux(x + h) - flux(x - h)) / (2 * h) + 0.5 * sde.diffusion(t) ** 2 * spread;
      const transported = (at: number) => ode(at, t) * p(at, t);
      const byOde = -(transported(x + h) - transported(x - h)) / (2 * h);
      expect(Math.abs(rate - forward)).toBeLessThan(2e-4 * (1 + Math.abs(rate)));
      expect(Math.abs(rate - byOde)).toBeLessThan(2e-4 * (1 + Math.abs(rate)));
      // run in reversed time, the reverse SDE's Fokker–Planck undoes it: ∂p/∂t = -(f̄ p)' - ½ g² p''
      const drift = reverseDrift(sde, score);
      const back = (at: number) => drift(at, t) * p(at, t);
      const reversed = -(back(x + h) - back(x - h)) / (2 * h) - 0.5 * sde.diffusion(t) ** 2 * spread;
      expect(Math.abs(rate - reversed)).toBeLessThan(2e-4 * (1 + Math.abs(rate)));
    }
  });

  it('brings samples of q_1 to the marginal at t = 0.05 by reverse SDE and by ODE', () => {
    const n = 1500;
    const times = { from: 1, to: 0.05, steps: 250 };
    const score = scoreUnder(sde);
    const start = marginalOf(sde, 1);
    const target = marginalOf(sde, 0.05);
    const rng = makeRng(8);
    const starts = Array.from({ length: n }, () => {
      const k = rng.uniform() < start.weights[0] ? 0 : 1;
      return start.means[k] + Math.sqrt(start.variances[k]) * rng.gaussian();
    });
    const lastOf = (path: Iterable<{ t: number; x: number }>) => [...path].at(-1)!;
    for (const ends of [
      starts.map((x) => lastOf(pathOf(reverseSde(sde, score), x, times, rng))),
      starts.map((x) => lastOf(probabilityFlowPath(sde, score, x, times))),
    ]) {
      expect(ends[0].t).toBe(0.05);
      const mean = ends.reduce((sum, { x }) => sum + x, 0) / n;
      const variance = ends.reduce((sum, { x }) => sum + (x - mean) ** 2, 0) / n;
      expect(Math.abs(mean - meanOf(target))).toBeLessThan(0.1);
      expect(Math.abs(variance / varianceOf(target) - 1)).toBeLessThan(0.12);
    }
  });
});

describe('VP from a schedule', () => {
  it('has the chain’s marginals up to O(β) and VP’s own up to the grid', () => {
    const sde = vpSdeFromSchedule(schedule);
    const smooth = vpSde(0.1, 20);
    for (const t of [1, 10, 250, 700, 1000]) {
      const { mean, variance } = sde.marginal(t / 1000);
      expect(mean ** 2 + variance).toBeCloseTo(1, 13);
      const sum = schedule.beta.slice(1, t + 1).reduce((a, b) => a + b, 0);
      expect(Math.log(mean)).toBeCloseTo(-0.5 * sum, 12);
      expect(Math.abs(mean ** 2 - schedule.alphaBar[t])).toBeLessThan(0.01);
      expect(Math.abs(mean ** 2 - smooth.marginal(t / 1000).mean ** 2)).toBeLessThan(0.01);
      expect(sde.diffusion(t / 1000) ** 2).toBeCloseTo(1000 * schedule.beta[t], 10);
    }
    const marginal = noisedMixture(data, sde.marginal(0.4).mean ** 2);
    marginalOf(sde, 0.4).variances.forEach((v, k) => expect(v).toBeCloseTo(marginal.variances[k], 12));
  });

  it('approaches the chain as T grows', () => {
    const gap = (T: number) => {
      const scaled = makeSchedule({ id: 'linear', T, betaStart: 0.1 / T, betaEnd: 20 / T });
      return Math.abs(vpSdeFromSchedule(scaled).marginal(0.5).mean ** 2 - scaled.alphaBar[T / 2]);
    };
    expect(gap(2000) / gap(4000)).toBeCloseTo(2, 1);
  });
});

describe('the SDEs', () => {
  it('integrate g² into the variance where the drift is zero', () => {
    const sde = veSde(0.01, 5);
    const integral = integrate((t) => sde.diffusion(t) ** 2, 0, 0.8);
    expect(sde.marginal(0.8).variance).toBeCloseTo(integral, 10);
    const sigma = (t: number) => 0.01 * 500 ** t;
    expect(sde.marginal(0.8).variance).toBeCloseTo(sigma(0.8) ** 2 - 0.01 ** 2, 12);
  });

  it('leave sub-VP less noise than VP, everywhere', () => {
    for (const t of [0.1, 0.5, 1])
      expect(subVpSde().marginal(t).variance).toBeLessThan(vpSde().marginal(t).variance);
  });
});

describe('paths', () => {
  const times = { from: 0, to: 1, steps: 4 };

  it('take steps + 1 points and one Gaussian a step, by Euler–Maruyama', () => {
    const draws = [0.5, -1, 2, 0.1];
    let used = 0;
    const path = [...pathOf(vpSde(), 0.3, times, { gaussian: () => draws[used++] })];
    expect(path.map(({ t }) => t)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(used).toBe(4);
    let x = 0.3;
    draws.forEach((z, i) => {
      const beta = 0.1 + 0.25 * i * 19.9;
      x = x - 0.5 * beta * x * 0.25 + Math.sqrt(beta) * 0.5 * z;
      expect(path[i + 1].x).toBeCloseTo(x, 12);
    });
    expect(eulerMaruyama(vpSde(), 1, 0.5, -0.01, 0)).toBeCloseTo(1 + 0.5 * 10.05 * 0.01, 14);
  });

  it('follow the ODE to second order, and end where they say', () => {
    const sde = vpSde(1, 4);
    const score = scoreUnder(sde);
    const end = (steps: number) =>
      [...probabilityFlowPath(sde, score, 0.7, { from: 1, to: 0.1, steps })].at(-1)!;
    const exact = end(4096).x;
    const order = Math.log2(Math.abs(end(32).x - exact) / Math.abs(end(64).x - exact));
    expect(order).toBeGreaterThan(1.7);
    expect(order).toBeLessThan(2.3);
    expect(end(7).t).toBe(0.1);
  });

  it('blow up backwards when the score is left out', () => {
    const sde = vpSde();
    const rng = makeRng(2);
    const ends = Array.from(
      { length: 50 },
      () =>
        [
          ...pathOf(
            reverseSde(sde, () => 0),
            1,
            { from: 1, to: 0, steps: 200 },
            rng,
          ),
        ].at(-1)!.x,
    );
    expect(ends.reduce((sum, x) => sum + x * x, 0) / 50).toBeGreaterThan(1000);
  });
});
