/** DDIM up to the noise that belongs to a picture, and down again: how near it comes. */
import type { SampleRequest, ShownFrame } from '../../engine/index.ts';
import type { SamplingEngine } from '../../figures/sampling/interleaved.ts';
import { samplingSteps } from '../../figures/sampling/samplingSteps.ts';
import { rootMeanSquare, trajectories, type Trajectory } from '../../figures/sampling/trajectory.ts';
import { ddimEncodeStep, ddimStep } from '../../math/samplers.ts';
import type { Schedule } from '../../math/schedules.ts';
import type { Values } from '../../ui/demoState.ts';
import { countsOf, type table } from './state.ts';

/** `label` is the number of the class that the network is told, null for any. */
export type Settings = Pick<Values<typeof table>, 'clip'> & { label: number | null };

/** There and back in `steps` steps each: the way up visits the times of the way down, in reverse. */
export function requestsOf(
  schedule: Schedule,
  steps: number,
  { clip, label }: Settings,
): { up: (x0: Float32Array) => SampleRequest; down: (xT: Float32Array) => SampleRequest } {
  const down = samplingSteps(schedule, steps, (t, s) => ddimStep(schedule, t, s, 0));
  const up = down.map(({ t, s }) => ddimEncodeStep(schedule, s, t)).reverse();
  // No noise is drawn on either way, so the seed does not matter.
  const shared = { seed: 0, labels: [label], clip: clip ? 1 : undefined, recomputeEps: clip };
  return {
    up: (start) => ({ ...shared, steps: up, start }),
    down: (start) => ({ ...shared, steps: down, start }),
  };
}

export interface RoundTrip {
  steps: number;
  up: Trajectory<ShownFrame> | null;
  down: Trajectory<ShownFrame> | null;
  /** Root mean square of x_0 minus what came back; null until it is back. */
  error: number | null;
}

/** Encodes x_0 and decodes it; yields what is known after every chunk. */
export async function* roundTrip(
  engine: SamplingEngine<ShownFrame>,
  schedule: Schedule,
  x0: Float32Array,
  steps: number,
  settings: Settings,
): AsyncGenerator<RoundTrip, void, undefined> {
  const requests = requestsOf(schedule, steps, settings);
  const trip: RoundTrip = { steps, up: null, down: null, error: null };
  for await (const { up } of trajectories(engine, { up: requests.up(x0) }))
    yield { ...trip, up: (trip.up = up) };
  const xT = trip.up!.result!;
  for await (const { down } of trajectories(engine, { down: requests.down(xT) })) {
    trip.error = down.result && rootMeanSquare(x0, down.result);
    yield { ...trip, down };
  }
}

export interface Trips {
  /** The one that is shown. */
  main: RoundTrip;
  /** Errors so far, by number of steps. */
  errors: readonly { steps: number; error: number }[];
  networkCalls: number;
  milliseconds: number;
}

/** The trip that is shown, then, for the curve, those of countsOf. `steps` ≤ T. */
export async function* trips(
  engine: SamplingEngine<ShownFrame>,
  schedule: Schedule,
  x0: Float32Array,
  settings: Settings & { steps: number; curve: boolean },
): AsyncGenerator<Trips, void, undefined> {
  const others = settings.curve ? countsOf(schedule.T).filter((steps) => steps !== settings.steps) : [];
  let main: RoundTrip | null = null;
  let errors: Trips['errors'] = [];
  const spent = { networkCalls: 0, milliseconds: 0 };
  for (const steps of [settings.steps, ...others]) {
    let trip: RoundTrip | null = null;
    const total = (of: 'networkCalls' | 'milliseconds') =>
      spent[of] + (trip?.up?.[of] ?? 0) + (trip?.down?.[of] ?? 0);
    for await (trip of roundTrip(engine, schedule, x0, steps, settings)) {
      if (steps === settings.steps) main = trip;
      if (trip.error !== null) errors = [...errors, { steps, error: trip.error }];
      yield {
        main: main!,
        errors,
        networkCalls: total('networkCalls'),
        milliseconds: total('milliseconds'),
      };
    }
    spent.networkCalls = total('networkCalls');
    spent.milliseconds = total('milliseconds');
  }
}

/** All steps of all trips, for the progress bar. */
export const totalSteps = (T: number, { steps, curve }: { steps: number; curve: boolean }): number =>
  2 * [steps, ...(curve ? countsOf(T).filter((count) => count !== steps) : [])].reduce((a, b) => a + b);

/** Mean and variance of a picture's values; noise has 0 and 1. */
export function momentsOf(values: Float32Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length };
}
