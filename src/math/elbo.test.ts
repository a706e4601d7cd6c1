import { describe, expect, it } from 'vitest';
import {
  discretisedGaussianLogLikelihood,
  epsWeight,
  klTerm,
  modelVariance,
  priorTerm,
  termFromEps,
  toBitsPerDim,
} from './elbo.ts';
import { jumpKernel, stepKernel } from './forward.ts';
import { entropyNormal, klNormal, logNormal, normalPdf } from './gaussian.ts';
import { betaTilde, posteriorMean, posteriorMeanFromEps } from './posterior.ts';
import { expectNormal, integrate } from './quadrature.ts';
import { makeSchedule, scheduleFromBetas } from './schedules.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });

describe('priorTerm', () => {
  it('is the KL to N(0, 1), averaged over coordinates', () => {
    const short = scheduleFromBetas([0.2, 0.3, 0.4]);
    const coordinates = [-1, 0.3, 0.8];
    const { mean, variance } = jumpKernel(short, 3);
    const kls = coordinates.map((x0) =>
      integrate(
        (x) => normalPdf(x, mean * x0, variance) * (logNormal(x, mean * x0, variance) - logNormal(x, 0, 1)),
        -9,
        9,
        160,
      ),
    );
    const meanSquare = coordinates.reduce((sum, x0) => sum + x0 * x0, 0) / 3;
    expect(priorTerm(short, meanSquare)).toBeCloseTo(kls.reduce((a, b) => a + b) / 3, 12);
    expect(priorTerm(schedule, 1)).toBeLessThan(1e-4);
  });
});

describe('klTerm and termFromEps', () => {
  it.each(['beta', 'beta-tilde'] as const)('are the KL of the two Gaussians (%s)', (variance) => {
    for (const t of [2, 10, 400, 1000]) {
      const [x0, eps, epsHat] = [0.4, 0.9, 0.5];
      const jump = jumpKernel(schedule, t);
      const xt = jump.mean * x0 + Math.sqrt(jump.variance) * eps;
      const truth = posteriorMean(schedule, t, x0, xt);
      const model = posteriorMeanFromEps(schedule, t, xt, epsHat);
      const [v1, v2] = [betaTilde(schedule, t), modelVariance(schedule, t, variance)];
      const kl = klNormal(truth, v1, model, v2);
      expect(klTerm(schedule, t, (truth - model) ** 2, variance) / kl).toBeCloseTo(1, 9);
      expect(termFromEps(schedule, t, (eps - epsHat) ** 2, variance) / kl).toBeCloseTo(1, 8);
      const reach = 14 * Math.sqrt(v1);
      const byQuadrature = integrate(
        (x) => normalPdf(x, truth, v1) * (logNormal(x, truth, v1) - logNormal(x, model, v2)),
        truth - reach,
        truth + reach,
        160,
      );
      expect(Math.abs(kl - byQuadrature)).toBeLessThan(1e-9 * (1 + kl));
    }
  });

  it('has the constant ½(β̃/σ² - 1 + ln σ²/β̃) for β and none for β̃', () => {
    const ratio = betaTilde(schedule, 7) / schedule.beta[7];
    expect(klTerm(schedule, 7, 0, 'beta')).toBeCloseTo(0.5 * (ratio - 1 - Math.log(ratio)), 14);
    expect(klTerm(schedule, 7, 0, 'beta-tilde')).toBe(0);
  });

  it('weighs ε as (12) says, and has no KL at t = 1', () => {
    const { alpha, alphaBar, beta } = schedule;
    expect(epsWeight(schedule, 300, 'beta')).toBeCloseTo(
      beta[300] / (2 * alpha[300] * (1 - alphaBar[300])),
      15,
    );
    expect(() => klTerm(schedule, 1, 0, 'beta')).toThrow('L_0');
    expect(() => termFromEps(schedule, 1, 0, 'beta')).toThrow('L_0');
  });
});

describe('modelVariance', () => {
  it('is β or β̃, with β̃_2 at t = 1', () => {
    expect(modelVariance(schedule, 5, 'beta')).toBe(schedule.beta[5]);
    expect(modelVariance(schedule, 5, 'beta-tilde')).toBe(betaTilde(schedule, 5));
    expect(modelVariance(schedule, 1, 'beta-tilde')).toBe(betaTilde(schedule, 2));
    expect(modelVariance(scheduleFromBetas([0.3]), 1, 'beta-tilde')).toBe(0.3);
    expect(() => modelVariance(schedule, 0, 'beta')).toThrow(RangeError);
  });
});

describe('the whole bound', () => {
  it('is -ln p(x_0) for the exact model of Gaussian data, and more for any other', () => {
    // x_0 ~ N(0, 1): then every x_t ~ N(0, 1), and q(x_{t-1} | x_t) = N(√α_t x_t, β_t)
    const short = makeSchedule({ id: 'linear', T: 12, betaStart: 0.02, betaEnd: 0.5 });
    const bound = (x0: number, slopeError: number) => {
      let sum = priorTerm(short, x0 * x0);
      for (let t = 1; t <= short.T; t++) {
        const { mean, variance } = jumpKernel(short, t);
        const slope = stepKernel(short, t).mean * (1 + slopeError);
        sum += expectNormal(
          (xt) =>
            t === 1
              ? -logNormal(x0, slope * xt, short.beta[1])
              : klTerm(short, t, (posteriorMean(short, t, x0, xt) - slope * xt) ** 2, 'beta'),
          mean * x0,
          variance,
        );
      }
      return sum;
    };
    for (const x0 of [-2, 0, 0.7]) {
      expect(bound(x0, 0)).toBeCloseTo(-logNormal(x0, 0, 1), 11);
    }
    expect(expectNormal((x0) => bound(x0, 0.05), 0, 1, 16)).toBeGreaterThan(entropyNormal(1) + 1e-3);
    expect(expectNormal((x0) => bound(x0, 0), 0, 1, 16)).toBeCloseTo(entropyNormal(1), 11);
  });
});

describe('discretisedGaussianLogLikelihood', () => {
  const levels = Array.from({ length: 256 }, (_, k) => (2 * k) / 255 - 1);

  it('gives the 256 levels probabilities that sum to 1', () => {
    for (const [mean, variance] of [
      [0, 1e-4],
      [0.3, 0.02],
      [-0.99, 0.5],
      [1.2, 3],
    ]) {
      const sum = levels.reduce(
        (total, x) => total + Math.exp(discretisedGaussianLogLikelihood(x, mean, variance)),
        0,
      );
      expect(sum).toBeCloseTo(1, 12);
    }
  });

  it('is the integral of the density over the level', () => {
    for (const k of [1, 100, 140, 254]) {
      const [mean, variance] = [0.1, 0.05];
      const mass = integrate((x) => normalPdf(x, mean, variance), levels[k] - 1 / 255, levels[k] + 1 / 255);
      expect(discretisedGaussianLogLikelihood(levels[k], mean, variance)).toBeCloseTo(Math.log(mass), 10);
    }
  });

  it('stays finite and right far out in either tail', () => {
    for (const [x, mean, sign] of [
      [-0.2 - 1 / 255, 0.8, 1],
      [0.2 + 1 / 255, -0.8, -1],
    ]) {
      const variance = 1e-4;
      // 100 deviations out, nearly all the mass lies at the level's near edge, over a length σ²/distance
      const edge = (x + sign / 255 - mean) / 0.01;
      const expected = -0.5 * edge * edge - Math.log(Math.abs(edge) * Math.sqrt(2 * Math.PI));
      expect(Math.abs(discretisedGaussianLogLikelihood(x, mean, variance) - expected)).toBeLessThan(1e-3);
    }
    expect(discretisedGaussianLogLikelihood(-1, 1, 1e-4)).toBeLessThan(-1e4);
    expect(discretisedGaussianLogLikelihood(1, 1, 1e-8)).toBeCloseTo(0, 15);
    expect(discretisedGaussianLogLikelihood(1, 0.999, 1e-4, 2)).toBeCloseTo(0, 14);
  });
});

describe('toBitsPerDim', () => {
  it('divides by ln 2', () => {
    expect(toBitsPerDim(Math.log(256))).toBeCloseTo(8, 14);
  });
});
