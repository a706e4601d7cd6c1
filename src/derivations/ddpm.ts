/** DDPM's schedule as a derivation reads it: T = 1000, β from 1e-4 to 0.02 in a straight line (Ho et al. 2020, Section 4). */
import { makeSchedule } from '../math/schedules.ts';
import type { Control } from './types.ts';

export const schedule = makeSchedule({ id: 'linear', T: 1000 });

/** The slider of t. It starts at 2, so that x_{t-1} is still random. */
export const stepControl: Control = { symbol: 'step', min: 2, max: 1000, step: 1, default: 300 };

/** The macros of what a step's t and the schedule determine. */
export const stepSymbols = { beta: 'bt', alpha: 'at', alphaBar: 'abt', alphaBarPrev: 'abp' } as const;

/** β_t, α_t, ᾱ_t and ᾱ_{t-1}. */
export const atStep = (t: number) => ({
  beta: schedule.beta[t],
  alpha: schedule.alpha[t],
  alphaBar: schedule.alphaBar[t],
  alphaBarPrev: schedule.alphaBar[t - 1],
});
