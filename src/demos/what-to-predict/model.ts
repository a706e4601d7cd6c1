/** One x_t and a prediction of ε, x_0, v or μ̃: each gives the three others, and its error becomes theirs. */
import { epsFromV, epsFromX0, vFromX0Eps, x0FromEps } from '../../math/convert.ts';
import { posteriorMeanFromEps } from '../../math/posterior.ts';
import type { Schedule } from '../../math/schedules.ts';

export const targets = ['eps', 'x0', 'v', 'mu'] as const;
export type Target = (typeof targets)[number];
export type Quantities = Record<Target, number>;

/** x_t = √ᾱ_t x_0 + √(1−ᾱ_t) ε. */
export const noised = ({ alphaBar }: Schedule, t: number, x0: number, eps: number): number =>
  Math.sqrt(alphaBar[t]) * x0 + Math.sqrt(1 - alphaBar[t]) * eps;

/** All four from ε at x_t. */
export function quantitiesOf(schedule: Schedule, t: number, xt: number, eps: number): Quantities {
  const alphaBar = schedule.alphaBar[t];
  const x0 = x0FromEps(alphaBar, xt, eps);
  return { eps, x0, v: vFromX0Eps(alphaBar, x0, eps), mu: posteriorMeanFromEps(schedule, t, xt, eps) };
}

/** ε from one of the four at x_t. For μ̃ it is Ho et al. 2020, (11), solved for ε. */
export function epsFrom(schedule: Schedule, t: number, xt: number, target: Target, value: number): number {
  const { alpha, beta, alphaBar } = schedule;
  switch (target) {
    case 'eps':
      return value;
    case 'x0':
      return epsFromX0(alphaBar[t], xt, value);
    case 'v':
      return epsFromV(alphaBar[t], xt, value);
    case 'mu':
      return (Math.sqrt(1 - alphaBar[t]) / beta[t]) * (xt - Math.sqrt(alpha[t]) * value);
  }
}

/** How an error of one in ε̂ shows in each: |dx̂_0/dε̂| and so on, x_t held. */
export function sensitivities({ alpha, beta, alphaBar }: Schedule, t: number): Quantities {
  const noise = Math.sqrt(1 - alphaBar[t]);
  return {
    eps: 1,
    x0: noise / Math.sqrt(alphaBar[t]),
    v: 1 / Math.sqrt(alphaBar[t]),
    mu: beta[t] / (Math.sqrt(alpha[t]) * noise),
  };
}

/** What an error of one in `target` becomes in each of the four. */
export function amplification(schedule: Schedule, t: number, target: Target): Quantities {
  const all = sensitivities(schedule, t);
  return {
    eps: all.eps / all[target],
    x0: all.x0 / all[target],
    v: all.v / all[target],
    mu: all.mu / all[target],
  };
}
