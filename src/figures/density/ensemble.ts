/** Many paths of one dynamics, stepped together. */
import { gaussianAt } from '../../math/rng.ts';
import { eulerMaruyama, type Dynamics, type PathTimes } from '../../math/sde.ts';

export interface Ensemble extends PathTimes {
  readonly count: number;
  /** Step after step, `count` places each; steps + 1 rows. */
  readonly values: Float64Array;
}

/** The time of step k. */
export const timeAt = ({ from, to, steps }: PathTimes, k: number): number => from + ((to - from) * k) / steps;

/** The step whose time is nearest to t. */
export const stepNear = ({ from, to, steps }: PathTimes, t: number): number =>
  Math.min(steps, Math.max(0, Math.round((steps * (t - from)) / (to - from))));

/**
 * Euler–Maruyama from the given starts. The noise of path i in step k is gaussianAt(seed, k, i), so that two
 * ensembles of one seed share it. Yields after every step.
 */
export function* ensembleOf(
  dynamics: Dynamics,
  starts: ArrayLike<number>,
  times: PathTimes,
  seed: number,
): Generator<void, Ensemble> {
  const count = starts.length;
  const dt = (times.to - times.from) / times.steps;
  const values = new Float64Array(count * (times.steps + 1));
  values.set(starts);
  for (let k = 0; k < times.steps; k++) {
    const t = timeAt(times, k);
    // Where there is no noise, none is drawn.
    const isNoisy = dynamics.diffusion(t) !== 0;
    for (let i = 0; i < count; i++) {
      const z = isNoisy ? gaussianAt(seed, k, i) : 0;
      values[(k + 1) * count + i] = eulerMaruyama(dynamics, values[k * count + i], t, dt, z);
    }
    yield;
  }
  return { ...times, count, values };
}

/** All places at step k. */
export const placesAt = ({ count, values }: Ensemble, k: number): Float64Array =>
  values.subarray(k * count, (k + 1) * count);

/** The first paths as lines to draw, at most `points` points each. */
export function linesOf(ensemble: Ensemble, shown: number, points = 300) {
  const { steps, count, values } = ensemble;
  const every = Math.max(1, Math.ceil(steps / points));
  const at = Array.from({ length: Math.floor(steps / every) + 1 }, (_, i) => i * every);
  if (at.at(-1) !== steps) at.push(steps);
  const t = at.map((k) => timeAt(ensemble, k));
  return Array.from({ length: Math.min(shown, count) }, (_, i) => ({
    t,
    x: at.map((k) => values[k * count + i]),
  }));
}
