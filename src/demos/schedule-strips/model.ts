/** Where a column of the film strips is on each schedule: at the same step, or at the same log-SNR. */
import { logSnr, type Schedule } from '../../math/schedules.ts';

/** The ladder of log-SNR that the rows go down: from HIGHEST to −HIGHEST. */
export const HIGHEST_LOG_SNR = 7;

/** The log-SNR at a share of the way, 0 … 1. */
export const logSnrAt = (share: number): number => HIGHEST_LOG_SNR * (1 - 2 * share);

/** How far from a wanted log-SNR the nearest step may be and still stand for it. */
const NEAR_ENOUGH = 0.5;

/**
 * The step t ≥ 1 whose log-SNR is nearest to the given one; null where the schedule passes it by (before its first step,
 * or after its last). ᾱ falls with t, so bisection finds it.
 */
export function stepAtLogSnr({ T, alphaBar }: Schedule, wanted: number): number | null {
  let low = 1;
  let high = T;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (logSnr(alphaBar[middle]) > wanted) low = middle;
    else high = middle;
  }
  const distance = (t: number) => Math.abs(logSnr(alphaBar[t]) - wanted);
  const nearest = distance(low) <= distance(high) ? low : high;
  return distance(nearest) <= NEAR_ENOUGH ? nearest : null;
}

/** The step of a column at a share of the way; null where there is none. */
export function stepOf(schedule: Schedule, share: number, sameSnr: boolean): number | null {
  return sameSnr ? stepAtLogSnr(schedule, logSnrAt(share)) : Math.round(share * schedule.T);
}
