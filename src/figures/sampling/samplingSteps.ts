import type { Schedule } from '../../math/schedules.ts';
import type { StepCoefficients } from '../../math/samplers.ts';
import { stepsOf, subsequence, type Spacing } from '../../math/timesteps.ts';

/** How the times of a run may be spaced. 'leading' is left out: it does not start at T. */
export const SPACINGS = ['trailing', 'linspace'] as const satisfies readonly Spacing[];

/**
 * The steps of a run from T down to the data, `count` network calls. Every run starts at t = T, where its first frame
 * has ᾱ_T, whatever the count. A network that knows fewer than `count` times is asked at all of them.
 */
export function samplingSteps(
  schedule: Schedule,
  count: number,
  stepAt: (t: number, s: number) => StepCoefficients,
  spacing: (typeof SPACINGS)[number] = 'trailing',
): StepCoefficients[] {
  return [...stepsOf(subsequence(schedule.T, Math.min(count, schedule.T), spacing))].map(([t, s]) =>
    stepAt(t, s),
  );
}
