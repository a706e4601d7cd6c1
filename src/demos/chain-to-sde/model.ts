/** DDPM's chain and NCSN's chain of T steps, beside the SDEs that they go to as T grows. */
import { gaussianField } from '../../math/rng.ts';
import { eulerMaruyama, veSde, vpSde, type Sde } from '../../math/sde.ts';
import { scheduleFromBetas, type Schedule } from '../../math/schedules.ts';
import { FINEST, stepCounts, type families } from './state.ts';

export type Family = (typeof families)[number];

/** The ends of β(t), and of σ(t). Source: Song et al. 2021, Section 3 (β), with a smaller σ_max to fit the plot. */
const BETA = [0.1, 20] as const;
const SIGMA = [0.01, 3] as const;

export const sdeOf: Record<Family, Sde> = { vp: vpSde(...BETA), ve: veSde(...SIGMA) };

/** β(t). */
export const betaAt = (t: number): number => BETA[0] + t * (BETA[1] - BETA[0]);
/** σ(t). */
export const sigmaAt = (t: number): number => SIGMA[0] * (SIGMA[1] / SIGMA[0]) ** t;

/** DDPM's schedule with T steps: β_k = β(k/T)/T, so that β(t) = T β_k. */
export const chainSchedule = (T: number): Schedule =>
  scheduleFromBetas(Array.from({ length: T }, (_, i) => betaAt((i + 1) / T) / T));

/** Increments of a Wiener path over FINEST steps of the unit of time. */
export const fineIncrements = (seed: number): Float64Array =>
  gaussianField(seed, 0, FINEST).map((z) => z / Math.sqrt(FINEST));

export interface Walk {
  readonly t: readonly number[];
  readonly x: readonly number[];
}

/**
 * The chain in T steps along a given Wiener path: its noise in step k is the path's increment over the step, scaled to
 * variance 1. VP: x ← √(1-β_k) x + √β_k z (Ho et al. 2020, (2)). VE: x ← x + √(σ_k² - σ_{k-1}²) z.
 */
export function chainWalk(family: Family, T: number, increments: Float64Array, x0: number): Walk {
  const stride = FINEST / T;
  const schedule = family === 'vp' ? chainSchedule(T) : null;
  const x = [x0];
  for (let k = 1; k <= T; k++) {
    let dw = 0;
    for (let j = (k - 1) * stride; j < k * stride; j++) dw += increments[j];
    const z = dw * Math.sqrt(T);
    const before = x[k - 1];
    x.push(
      schedule
        ? Math.sqrt(schedule.alpha[k]) * before + Math.sqrt(schedule.beta[k]) * z
        : before + Math.sqrt(sigmaAt(k / T) ** 2 - sigmaAt((k - 1) / T) ** 2) * z,
    );
  }
  return { t: x.map((_, k) => k / T), x };
}

/** The SDE along the same Wiener path: Euler–Maruyama in FINEST steps. */
export function sdeWalk(family: Family, increments: Float64Array, x0: number): Walk {
  const dt = 1 / FINEST;
  const x = [x0];
  increments.forEach((dw, k) =>
    x.push(eulerMaruyama(sdeOf[family], x[k], k * dt, dt, dw * Math.sqrt(FINEST))),
  );
  return { t: x.map((_, k) => k * dt), x };
}

/** What the marginal at k/T is made of, in the chain and in the SDE: the factor on x_0 squared, and the variance. */
export interface KernelAt {
  readonly t: number;
  readonly kept: number;
  readonly variance: number;
}

export function chainKernels(family: Family, T: number): KernelAt[] {
  const schedule = family === 'vp' ? chainSchedule(T) : null;
  let variance = 0;
  return Array.from({ length: T + 1 }, (_, k) => {
    if (k > 0) variance += sigmaAt(k / T) ** 2 - sigmaAt((k - 1) / T) ** 2;
    return schedule
      ? { t: k / T, kept: schedule.alphaBar[k], variance: 1 - schedule.alphaBar[k] }
      : { t: k / T, kept: 1, variance };
  });
}

export function sdeKernel(family: Family, t: number): KernelAt {
  const { mean, variance } = sdeOf[family].marginal(t);
  return { t, kept: mean ** 2, variance };
}

/** The largest difference of the marginals' variances between a chain of T steps and the SDE, over the chain's times. */
export const gapOf = (family: Family, T: number): number =>
  Math.max(
    ...chainKernels(family, T).map(({ t, variance }) => Math.abs(variance - sdeKernel(family, t).variance)),
  );

/** The gap for every step count. */
export const gapsOf = (family: Family) => stepCounts.map((T) => ({ T, gap: gapOf(family, T) }));

/** The slope of log gap over log T between the two largest step counts: -1 where the gap halves as T doubles. */
export function slopeOf(gaps: readonly { T: number; gap: number }[]): number {
  const [before, last] = gaps.slice(-2);
  return Math.log(last.gap / before.gap) / Math.log(last.T / before.T);
}
