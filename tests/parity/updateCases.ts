/** The sampler's update in float64: every prediction type, sampler, guidance and clip, at the ends of two schedules. */
import type { PredictionType } from '../../src/engine/schedulerConfig.ts';
import { epsFromV, epsFromX0, vFromX0Eps, x0FromEps, x0FromV } from '../../src/math/convert.ts';
import { gaussianAt, makeRng } from '../../src/math/rng.ts';
import {
  applyStep,
  ddimEncodeStep,
  ddimStep,
  ddpmStep,
  type StepCoefficients,
} from '../../src/math/samplers.ts';
import { makeSchedule } from '../../src/math/schedules.ts';
import { relativeError } from './relativeError.ts';

export interface UpdateCase {
  name: string;
  type: PredictionType;
  steps: StepCoefficients[];
  seed: number;
  guidance: number;
  clip?: number;
  recomputeEps?: boolean;
  x: Float32Array;
  /** What the network says at every step: with classes and, under guidance, without. */
  said: Float32Array[];
}

/** Three pictures of ten by ten numbers: no multiple of a workgroup's threads. */
export const count = 300;

/** The cosine schedule's last x_t holds 5e-5 of x_0, the linear one's 6e-3. */
const schedules = {
  linear: makeSchedule({ id: 'linear', T: 1000 }),
  cosine: makeSchedule({ id: 'cosine', T: 1000 }),
};
const types: PredictionType[] = ['epsilon', 'sample', 'v_prediction'];
const samplersOf = (schedule: typeof schedules.linear): Record<string, StepCoefficients[]> => ({
  ddpm: [ddpmStep(schedule, 1000, 400, 'beta'), ddpmStep(schedule, 400, 0, 'beta-tilde')],
  ddim: [ddimStep(schedule, 1000, 300, 0.5), ddimStep(schedule, 300, 20, 'sigma-hat')],
  'the last steps': [ddpmStep(schedule, 20, 1, 'beta'), ddimStep(schedule, 1, 0, 0)],
  encode: [ddimEncodeStep(schedule, 200, 500), ddimEncodeStep(schedule, 500, 1000)],
});

/**
 * All cases, their numbers drawn anew for each seed. 'random' outputs have nothing to do with x. 'informed' ones are what a
 * network says that takes x for the noise on some picture, with classes for another than without; under guidance only those
 * are drawn at a large t, for there w (c − u) of two unrelated numbers, rounded once, is already a hundredth of a grey.
 */
export function* updateCases(seed: number): Generator<UpdateCase> {
  for (const [scheduleId, schedule] of Object.entries(schedules)) {
    for (const type of types) {
      for (const [sampler, steps] of Object.entries(samplersOf(schedule))) {
        for (const guidance of [1, 2.5]) {
          for (const kind of guidance === 1 ? ['random', 'informed'] : ['informed']) {
            const options = [{}, { clip: 1 }, { clip: 1, recomputeEps: true }];
            for (const option of options) {
              const name = [scheduleId, type, sampler, kind, JSON.stringify({ guidance, ...option })];
              const numbers = numbersOf(seed, kind === 'informed', type, steps[0].alphaBar, guidance !== 1);
              yield { name: name.join(' '), type, steps, seed, guidance, ...option, ...numbers };
            }
          }
        }
      }
    }
  }
}

function numbersOf(
  seed: number,
  isInformed: boolean,
  type: PredictionType,
  alphaBar: number,
  isGuided: boolean,
): Pick<UpdateCase, 'x' | 'said'> {
  const rng = makeRng(seed);
  const pixel = (): number => 2.6 * rng.uniform() - 1.3;
  const x = Float32Array.from({ length: count }, () =>
    isInformed ? Math.sqrt(alphaBar) * pixel() + Math.sqrt(1 - alphaBar) * rng.gaussian() : rng.gaussian(),
  );
  const outputFor = (xt: number, x0: number): number => {
    const eps = epsFromX0(alphaBar, xt, x0);
    return type === 'epsilon' ? eps : type === 'sample' ? x0 : vFromX0Eps(alphaBar, x0, eps);
  };
  const said = Array.from({ length: isGuided ? 2 : 1 }, () =>
    Float32Array.from(x, (xt) => (isInformed ? outputFor(xt, pixel()) : rng.gaussian())),
  );
  return { x, said };
}

/**
 * What float32 made of a case, against one float64 step each from where float32 itself stood: max|Δ| of x_s, of x̂_0 and of
 * ε̂, each over its own largest number, the worst of all.
 * @param frames x_t, x̂_0, ε̂ for each step, then the last x
 */
export function updateError(now: UpdateCase, frames: readonly ArrayLike<number>[]): number {
  const errors = [relativeError(frames[0], now.x)];
  now.steps.forEach((step, k) => {
    const before = frames[3 * k];
    const expected = Array.from({ length: 3 }, () => new Float64Array(count));
    for (let i = 0; i < count; i++) {
      const { xHat0, epsHat } = predictionOf(now, step.alphaBar, before[i], i);
      const next = applyStep(step, { xHat0, epsHat }, before[i], gaussianAt(now.seed, step.t, i));
      [xHat0, epsHat, next].forEach((value, j) => (expected[j][i] = value));
    }
    expected.forEach((values, j) => errors.push(relativeError(frames[3 * k + 1 + j], values)));
  });
  return Math.max(...errors);
}

function predictionOf(
  { type, said, guidance, clip = Infinity, recomputeEps }: UpdateCase,
  alphaBar: number,
  xt: number,
  i: number,
): { xHat0: number; epsHat: number } {
  const [c, u] = said;
  const output = u === undefined ? c[i] : u[i] + guidance * (c[i] - u[i]);
  const x0 =
    type === 'sample'
      ? output
      : type === 'epsilon'
        ? x0FromEps(alphaBar, xt, output)
        : x0FromV(alphaBar, xt, output);
  const eps =
    type === 'epsilon'
      ? output
      : type === 'sample'
        ? epsFromX0(alphaBar, xt, output)
        : epsFromV(alphaBar, xt, output);
  const xHat0 = Math.max(-clip, Math.min(clip, x0));
  return { xHat0, epsHat: recomputeEps ? epsFromX0(alphaBar, xt, xHat0) : eps };
}
