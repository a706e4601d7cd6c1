/** From one noise to another, and the pictures that DDIM makes of what lies between. */
import type { SampleRequest } from '../../engine/index.ts';
import { samplingSteps } from '../../figures/sampling/samplingSteps.ts';
import { slerpWeights } from '../../math/arc.ts';
import { ddimStep } from '../../math/samplers.ts';
import { gaussianField } from '../../math/rng.ts';
import type { Schedule } from '../../math/schedules.ts';
import type { Values } from '../../ui/demoState.ts';
import { COUNT, type table } from './state.ts';

/** `label` is the class's number, null for any. */
export type Settings = Omit<Values<typeof table>, 'label'> & { label: number | null };

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** a times the first weight and b times the second. */
const mixed = (a: Float32Array, b: Float32Array, [wa, wb]: readonly [number, number]): Float32Array =>
  a.map((value, i) => wa * value + wb * b[i]);

/** Between a (share 0) and b (share 1) along the arc that joins them. */
export const slerp = (a: Float32Array, b: Float32Array, share: number): Float32Array =>
  mixed(a, b, slerpWeights(Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))), share));

/** The same along the straight line. */
export const straight = (a: Float32Array, b: Float32Array, share: number): Float32Array =>
  mixed(a, b, [1 - share, share]);

/** Root mean square of the values: 1 for standard noise. */
export const sizeOf = (values: ArrayLike<number>): number => Math.sqrt(dot(values, values) / values.length);

/** All x_T of the row, one after the other; `size` values each. */
export function startsOf(
  { first, second, path }: Pick<Settings, 'first' | 'second' | 'path'>,
  size: number,
): Float32Array {
  const [a, b] = [first, second].map((seed) => gaussianField(seed, 0, size, new Float32Array(size)));
  const between = path === 'slerp' ? slerp : straight;
  const all = new Float32Array(COUNT * size);
  for (let i = 0; i < COUNT; i++) all.set(between(a, b, i / (COUNT - 1)), i * size);
  return all;
}

/** DDIM with η = 0 from each of them. */
export const requestOf = (schedule: Schedule, settings: Settings, size: number): SampleRequest => ({
  steps: samplingSteps(schedule, settings.steps, (t, s) => ddimStep(schedule, t, s, 0)),
  seed: settings.first,
  start: startsOf(settings, size),
  batch: COUNT,
  labels: new Array<number | null>(COUNT).fill(settings.label),
  clip: 1,
  recomputeEps: true,
  keep: 'newest',
});
