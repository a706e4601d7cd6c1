import { describe, expect, it } from 'vitest';
import { epsFromX0, x0FromEps } from './convert.ts';
import { jumpKernel } from './forward.ts';
import { posteriorMeanFromEps } from './posterior.ts';
import {
  applyStep,
  ddimEncodeStep,
  ddimStep,
  ddpmStep,
  predictionFromEps,
  samplers,
  type Eta,
  type StepCoefficients,
} from './samplers.ts';
import { makeSchedule, type ScheduleId } from './schedules.ts';
import { subsequence, stepsOf } from './timesteps.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const hops = [
  [2, 1],
  [500, 499],
  [1000, 999],
  [1000, 900],
  [300, 20],
  [1, 0],
  [50, 0],
] as const;

/** x_s as a combination of x_t, ε̂ and z alone, with x̂_0 = (x_t - √(1-ᾱ)ε̂)/√ᾱ put in. */
const inXtEpsZ = ({ x0, xt, eps, noise, alphaBar }: StepCoefficients) => [
  xt + x0 / Math.sqrt(alphaBar),
  eps - (x0 * Math.sqrt(1 - alphaBar)) / Math.sqrt(alphaBar),
  noise,
];

const expectSame = (a: StepCoefficients, b: StepCoefficients, tolerance = 1e-12) =>
  inXtEpsZ(a).forEach((x, i) => expect(Math.abs(x - inXtEpsZ(b)[i])).toBeLessThan(tolerance));

describe('DDPM and DDIM', () => {
  it.each(['linear', 'cosine', 'offset-cosine', 'sigmoid'] as ScheduleId[])(
    'are one step for η = 1 and β̃, and for σ̂ and β (%s)',
    (id) => {
      const own = makeSchedule({ id, T: 1000 });
      for (const [t, s] of hops) {
        const scale = 1 / Math.sqrt(own.alphaBar[t]);
        expectSame(ddimStep(own, t, s, 1), ddpmStep(own, t, s, 'beta-tilde'), 1e-12 * scale);
        expectSame(ddimStep(own, t, s, 'sigma-hat'), ddpmStep(own, t, s, 'beta'), 1e-12 * scale);
      }
    },
  );

  it('agree after clipping only if ε̂ is recomputed', () => {
    const [xt, epsHat, z] = [1.4, -1.1, 0.3];
    const [ddim, ddpm] = [ddimStep(schedule, 500, 450, 1), ddpmStep(schedule, 500, 450, 'beta-tilde')];
    const run = (step: StepCoefficients, recompute: boolean) =>
      applyStep(step, predictionFromEps(step.alphaBar, xt, epsHat, 1, recompute), xt, z);
    expect(run(ddim, true)).toBeCloseTo(run(ddpm, true), 13);
    expect(Math.abs(run(ddim, false) - run(ddpm, false))).toBeGreaterThan(0.01);
  });

  it('know where they go', () => {
    const { t, s, alphaBar, alphaBarNext } = ddpmStep(schedule, 40, 30, 'beta');
    expect([t, s, alphaBar, alphaBarNext]).toEqual([40, 30, schedule.alphaBar[40], schedule.alphaBar[30]]);
  });
});

describe('ddpmStep', () => {
  it('is Algorithm 2: (x_t - β ε̂/√(1-ᾱ))/√α + σ z', () => {
    const [xt, epsHat, z] = [0.7, -0.4, 1.2];
    for (const t of [1, 2, 500, 1000]) {
      const step = ddpmStep(schedule, t, t - 1, 'beta');
      const prediction = predictionFromEps(step.alphaBar, xt, epsHat);
      const noise = t === 1 ? 0 : Math.sqrt(schedule.beta[t]) * z;
      expect(applyStep(step, prediction, xt, z)).toBeCloseTo(
        posteriorMeanFromEps(schedule, t, xt, epsHat) + noise,
        11,
      );
    }
  });
});

describe('ddimStep', () => {
  it('keeps the marginal q(x_s | x_0) for any η, and σ̂ does not', () => {
    // x_t ~ N(√ᾱ x_0, 1-ᾱ) with the true ε: follow mean and variance of x_s
    const momentsAfter = (t: number, s: number, eta: Eta) => {
      const [x0, step] = [0.9, ddimStep(schedule, t, s, eta)];
      const { mean, variance } = jumpKernel(schedule, t);
      const along = (xt: number) => step.x0 * x0 + step.xt * xt + step.eps * epsFromX0(step.alphaBar, xt, x0);
      const slope = along(1) - along(0);
      return { mean: along(mean * x0) / x0, variance: slope ** 2 * variance + step.noise ** 2 };
    };
    for (const [t, s] of hops) {
      const target = jumpKernel(schedule, s);
      for (const eta of [0, 0.3, 1]) {
        const { mean, variance } = momentsAfter(t, s, eta);
        expect(Math.abs(mean - target.mean)).toBeLessThan(1e-12);
        expect(Math.abs(variance - target.variance)).toBeLessThan(1e-12);
      }
    }
    expect(momentsAfter(300, 20, 'sigma-hat').variance).toBeGreaterThan(
      1.5 * jumpKernel(schedule, 20).variance,
    );
  });

  it('carries a true pair (x_0, ε) along for η = 0, in one step or in many', () => {
    const [x0, eps] = [0.25, -1.4];
    const at = (t: number) =>
      Math.sqrt(schedule.alphaBar[t]) * x0 + Math.sqrt(1 - schedule.alphaBar[t]) * eps;
    for (const times of [[1000], subsequence(1000, 10, 'trailing'), subsequence(1000, 1000, 'linspace')]) {
      let x = at(1000);
      for (const [t, s] of stepsOf(times)) {
        const step = ddimStep(schedule, t, s, 0);
        x = applyStep(step, predictionFromEps(step.alphaBar, x, eps), x, 99);
        expect(Math.abs(x - at(s))).toBeLessThan(1e-9);
      }
      expect(Math.abs(x - x0)).toBeLessThan(1e-9);
    }
  });

  it('has σ = η √β̃ and no noise into the data', () => {
    const full = ddimStep(schedule, 500, 400, 1).noise;
    expect(ddimStep(schedule, 500, 400, 0.25).noise).toBeCloseTo(0.25 * full, 15);
    expect(ddimStep(schedule, 500, 400, 0).noise).toBe(0);
    for (const eta of [0, 1, 'sigma-hat'] as Eta[]) {
      expect(ddimStep(schedule, 50, 0, eta)).toMatchObject({ x0: 1, eps: 0, noise: 0 });
    }
  });

  it('refuses s ≥ t, negative η, and noise that x_s cannot hold', () => {
    expect(() => ddimStep(schedule, 5, 5, 0)).toThrow(RangeError);
    expect(() => ddimStep(schedule, 5, 4, -1)).toThrow('η');
    expect(() => ddimStep(schedule, 5, 4, NaN)).toThrow('η');
    expect(() => ddimStep(schedule, 1000, 20, 1.2)).toThrow('σ²');
  });
});

describe('ddimEncodeStep', () => {
  it('undoes the η = 0 step when the prediction is the same', () => {
    const [t, s, xt, epsHat] = [600, 500, 0.3, 0.8];
    const down = ddimStep(schedule, t, s, 0);
    const xs = applyStep(down, predictionFromEps(down.alphaBar, xt, epsHat), xt, 0);
    const up = ddimEncodeStep(schedule, s, t);
    expect(applyStep(up, predictionFromEps(up.alphaBar, xs, epsHat), xs, 0)).toBeCloseTo(xt, 13);
    expect(ddimEncodeStep(schedule, 0, 10)).toMatchObject({ t: 0, s: 10, alphaBar: 1, noise: 0 });
  });

  it('refuses to go down or out of the schedule', () => {
    expect(() => ddimEncodeStep(schedule, 5, 5)).toThrow(RangeError);
    expect(() => ddimEncodeStep(schedule, 5, 1001)).toThrow(RangeError);
    expect(() => ddimEncodeStep(schedule, -1, 5)).toThrow(RangeError);
  });
});

describe('predictionFromEps', () => {
  it('clips x̂_0 and, if asked, makes ε̂ belong to it', () => {
    const [alphaBar, xt, epsHat] = [0.2, 1.5, -0.7];
    const free = x0FromEps(alphaBar, xt, epsHat);
    expect(free).toBeGreaterThan(1);
    expect(predictionFromEps(alphaBar, xt, epsHat)).toEqual({ xHat0: free, epsHat });
    expect(predictionFromEps(alphaBar, xt, epsHat, 1)).toEqual({ xHat0: 1, epsHat });
    expect(predictionFromEps(alphaBar, xt, epsHat, 1, true)).toEqual({
      xHat0: 1,
      epsHat: epsFromX0(alphaBar, xt, 1),
    });
    expect(predictionFromEps(alphaBar, -xt, -epsHat, 1).xHat0).toBe(-1);
  });
});

describe('samplers', () => {
  it('is a table by id whose steps are the functions above', () => {
    for (const [id, sampler] of Object.entries(samplers)) expect(sampler.id).toBe(id);
    const options = { variance: 'beta', eta: 0.5 } as const;
    expect(samplers.ddpm.step(schedule, 9, 4, options)).toEqual(ddpmStep(schedule, 9, 4, 'beta'));
    expect(samplers.ddim.step(schedule, 9, 4, options)).toEqual(ddimStep(schedule, 9, 4, 0.5));
  });
});
