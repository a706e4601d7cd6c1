/** Jump to x̂_0, put fresh noise on it, jump again. */
import type { Frame, SampleRequest } from '../../engine/index.ts';
import { samplingSteps } from '../../figures/sampling/samplingSteps.ts';
import type { StepCoefficients } from '../../math/samplers.ts';
import { jumpKernel } from '../../math/forward.ts';
import { assertTime, type Schedule } from '../../math/schedules.ts';

/**
 * To x̂_0 and up again to s by the forward jump q(x_s | x̂_0) = N(√ᾱ_s x̂_0, 1-ᾱ_s) (Ho et al. 2020, (4)): nothing of
 * x_t's own noise is kept. Throws a RangeError unless 0 ≤ s ≤ T and 1 ≤ t ≤ T.
 */
export function renoiseStep(schedule: Schedule, t: number, s: number): StepCoefficients {
  assertTime(schedule, t);
  const { mean, variance } = jumpKernel(schedule, s);
  return {
    t,
    s,
    x0: mean,
    xt: 0,
    eps: 0,
    noise: Math.sqrt(variance),
    alphaBar: schedule.alphaBar[t],
    alphaBarNext: schedule.alphaBar[s],
  };
}

export interface Settings {
  jumps: number;
  seed: number;
  /** The class's number; null for any. */
  label: number | null;
}

export const requestOf = (schedule: Schedule, { jumps, label, seed }: Settings): SampleRequest => ({
  steps: samplingSteps(schedule, jumps, (t, s) => renoiseStep(schedule, t, s)),
  seed,
  labels: [label],
  clip: 1,
});

/** At most `most` of the frames in which the network was asked, evenly, the first and the last among them. */
export function columnsOf(frames: readonly Frame[], most: number): Frame[] {
  const asked = frames.filter(({ xHat0 }) => xHat0 !== null);
  if (asked.length <= most) return asked;
  return Array.from({ length: most }, (_, i) => asked[Math.round((i * (asked.length - 1)) / (most - 1))]);
}
