/** t small steps beside one jump: the same distribution by two routes, with separate noise. */
import { jumpKernel, stepKernel } from '../../math/forward.ts';
import { gaussianAt } from '../../math/rng.ts';
import type { Schedule } from '../../math/schedules.ts';

/** How often the chain is kept, so that going back recomputes at most this many steps. */
const KEEP_EVERY = 50;

/** The jump's noise is drawn with this step number, which no step of the chain has. */
const JUMP = 0;

/** One forward step (Ho et al. 2020, (2)) with the noise of (seed, t): x_t = √α_t x_{t−1} + √β_t ε_t, in place. */
export function stepForward(x: Float32Array, schedule: Schedule, t: number, seed: number): void {
  const { mean, variance } = stepKernel(schedule, t);
  const deviation = Math.sqrt(variance);
  for (let i = 0; i < x.length; i++) x[i] = mean * x[i] + deviation * gaussianAt(seed, t, i);
}

/** A chain that can be asked for any t; it walks there from the nearest kept step before it. */
export class Chain {
  private readonly kept = new Map<number, Float32Array>();
  private t = 0;
  private x: Float32Array;

  constructor(
    x0: Float32Array,
    private readonly schedule: Schedule,
    private readonly seed: number,
  ) {
    this.x = x0.slice();
    this.kept.set(0, x0.slice());
  }

  /** Walks towards t; yields after each step, so that the caller can pause. Then `value` is x_t. */
  *walk(t: number): Generator<number> {
    if (t < this.t) this.startFrom(t - (t % KEEP_EVERY));
    while (this.t < t) {
      stepForward(this.x, this.schedule, ++this.t, this.seed);
      if (this.t % KEEP_EVERY === 0 && !this.kept.has(this.t)) this.kept.set(this.t, this.x.slice());
      yield this.t;
    }
  }

  get value(): Float32Array {
    return this.x.slice();
  }

  private startFrom(t: number): void {
    this.x = this.kept.get(t)!.slice();
    this.t = t;
  }
}

/** x_t in one jump (Ho et al. 2020, (4)), with noise of its own. */
export function jumped(x0: Float32Array, schedule: Schedule, t: number, seed: number): Float32Array {
  const { mean, variance } = jumpKernel(schedule, t);
  const deviation = Math.sqrt(variance);
  return x0.map((x, i) => mean * x + deviation * gaussianAt(seed, JUMP, i));
}

export interface Fit {
  /** The slope of x_t on x_0: how much of the picture is left. */
  signal: number;
  /** The deviation of what that slope leaves over: how much noise there is. */
  noise: number;
  /** Half-widths of the 95 % intervals of the two. */
  signalMargin: number;
  noiseMargin: number;
}

/** Measures signal and noise in x_t by least squares of x_t = signal·x_0 + noise·ε, without knowing t. */
export function fitted(x0: Float32Array, xt: Float32Array): Fit {
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x0.length; i++) {
    xx += x0[i] ** 2;
    xy += x0[i] * xt[i];
  }
  const signal = xy / xx;
  let squares = 0;
  for (let i = 0; i < x0.length; i++) squares += (xt[i] - signal * x0[i]) ** 2;
  const noise = Math.sqrt(squares / (x0.length - 1));
  return {
    signal,
    noise,
    signalMargin: (1.96 * noise) / Math.sqrt(xx),
    noiseMargin: (1.96 * noise) / Math.sqrt(2 * x0.length),
  };
}
