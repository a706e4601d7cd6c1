/** The same x_T at η = 0 and η = 1, with few steps and with many: does the picture stay the same? */
import type { SampleRequest } from '../../engine/index.ts';
import type { SamplingEngine } from '../../figures/sampling/interleaved.ts';
import { samplingSteps } from '../../figures/sampling/samplingSteps.ts';
import { rootMeanSquare } from '../../figures/sampling/trajectory.ts';
import { ddimStep } from '../../math/samplers.ts';
import type { Schedule } from '../../math/schedules.ts';
import { countsOf, ETAS } from './state.ts';

/** `label` is the class's number, null for any. */
export interface Settings {
  seed: number;
  label: number | null;
}

export interface Result {
  eta: number;
  steps: number;
  picture: Float32Array;
  networkCalls: number;
  milliseconds: number;
}

export interface Results {
  results: readonly Result[];
  /** Calls and time so far, those of the run under way among them. */
  networkCalls: number;
  milliseconds: number;
}

export const requestOf = (
  schedule: Schedule,
  eta: number,
  steps: number,
  { seed, label }: Settings,
): SampleRequest => ({
  steps: samplingSteps(schedule, steps, (t, s) => ddimStep(schedule, t, s, eta)),
  seed,
  labels: [label],
  clip: 1,
  recomputeEps: true,
  keep: 'last',
});

/** All runs, those with few steps first. */
export async function* compared(
  engine: SamplingEngine,
  schedule: Schedule,
  settings: Settings,
): AsyncGenerator<Results, void, undefined> {
  const known: Results = { results: [], networkCalls: 0, milliseconds: 0 };
  for (const steps of countsOf(schedule.T))
    for (const eta of ETAS) {
      let milliseconds = 0;
      const before = known.networkCalls;
      for await (const chunk of engine.sample(requestOf(schedule, eta, steps, settings))) {
        milliseconds += chunk.milliseconds;
        known.networkCalls = before + chunk.networkCalls;
        known.milliseconds += chunk.milliseconds;
        const last = chunk.frames.at(-1);
        if (chunk.done === chunk.total && last)
          known.results = [
            ...known.results,
            { eta, steps, picture: last.xt, networkCalls: chunk.networkCalls, milliseconds },
          ];
        yield { ...known };
      }
    }
}

export const resultOf = (results: readonly Result[], eta: number, steps: number): Result | null =>
  results.find((result) => result.eta === eta && result.steps === steps) ?? null;

/** How far the picture with `few` steps is from the one with `many` (root mean square); null until both are there. */
export function changeOf(
  results: readonly Result[],
  eta: number,
  [fewSteps, manySteps]: readonly [few: number, many: number],
): number | null {
  const few = resultOf(results, eta, fewSteps);
  const many = resultOf(results, eta, manySteps);
  return few && many && rootMeanSquare(few.picture, many.picture);
}

/** Network calls of all runs. */
export const totalCalls = (counts: readonly number[]): number =>
  ETAS.length * counts.reduce((a, b) => a + b, 0);
