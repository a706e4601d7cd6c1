import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { epsFromV, x0FromV } from '../math/convert.ts';
import { gaussianAt, gaussianField } from '../math/rng.ts';
import {
  applyStep,
  ddimEncodeStep,
  ddimStep,
  ddpmStep,
  predictionFromEps,
  type StepCoefficients,
} from '../math/samplers.ts';
import { makeSchedule } from '../math/schedules.ts';
import { stepsOf, subsequence } from '../math/timesteps.ts';
import { composedRun, type ComposedNetwork } from './composedRun.ts';
import type { SampledDenoiser } from './denoiser.ts';
import type { PredictionType } from './schedulerConfig.ts';
import type { Frame } from './frames.ts';
import { sample, type Chunk, type SampleRequest } from './sampler.ts';

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const times = subsequence(1000, 12, 'trailing');
const stepsBy = (step: (t: number, s: number) => StepCoefficients): StepCoefficients[] =>
  [...stepsOf(times)].map(([t, s]) => step(t, s));

/** A network that is a formula: its output is slope · x_t + t/2000, so that a wrong t or x shows. */
const slope = 0.3;
const formula = (x: number, t: number): number => slope * x + t / 2000;
const network: SampledDenoiser['network'] = { imageShape: [2, 3, 1], size: 6, schedule };
function formulaDenoiser(predictionType: PredictionType): SampledDenoiser {
  const formulaNetwork: ComposedNetwork = {
    network,
    predictionType,
    noise: (seed, step, batch) =>
      tf.tensor4d(gaussianField(seed, step, batch * 6, new Float32Array(batch * 6)), [batch, 2, 3, 1]),
    embed: (calls) => tf.tensor4d(calls.flat(), [calls.flat().length, 1, 1, 1]),
    outputs: (xt, t) => [tf.tidy(() => tf.add(tf.mul(xt, slope), tf.div(t, 2000)) as tf.Tensor4D)],
  };
  return { network, begin: (request) => composedRun(formulaNetwork, request) };
}

async function runOf(request: SampleRequest, type: PredictionType = 'epsilon', now?: () => number) {
  const chunks: Chunk[] = [];
  for await (const chunk of sample(formulaDenoiser(type), request, now)) chunks.push(chunk);
  return { chunks, frames: chunks.flatMap((chunk) => chunk.frames) };
}

/** The same run for one number, in float64, through src/math. */
function* reference(request: SampleRequest, element: number, type: PredictionType) {
  let x = request.start?.[element] ?? gaussianAt(request.seed, 0, element);
  for (const step of request.steps) {
    const output = formula(x, step.t);
    const eps = type === 'epsilon' ? output : epsFromV(step.alphaBar, x, output);
    if (type === 'v_prediction') expect(x0FromV(step.alphaBar, x, output)).toBeDefined();
    const prediction = predictionFromEps(step.alphaBar, x, eps, request.clip, request.recomputeEps);
    yield { t: step.t, x, ...prediction };
    x = applyStep(step, prediction, x, gaussianAt(request.seed, step.t, element));
  }
  yield { t: request.steps.at(-1)!.s, x, xHat0: null, epsHat: null };
}

function expectEqual(frames: Frame[], request: SampleRequest, type: PredictionType): void {
  const count = (request.batch ?? 1) * 6;
  for (let element = 0; element < count; element++) {
    let i = 0;
    for (const { t, x, xHat0, epsHat } of reference(request, element, type)) {
      const frame = frames[i++];
      expect(frame.t).toBe(t);
      expect(Math.abs(frame.xt[element] - x)).toBeLessThan(2e-4 * Math.max(1, Math.abs(x)));
      if (xHat0 === null) expect(frame.xHat0).toBeNull();
      else {
        expect(Math.abs(frame.xHat0![element] - xHat0)).toBeLessThan(2e-4 * Math.max(1, Math.abs(xHat0)));
        expect(Math.abs(frame.eps![element] - epsHat)).toBeLessThan(2e-4 * Math.max(1, Math.abs(epsHat)));
      }
    }
    expect(frames).toHaveLength(i);
  }
}

describe('sample', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each<[string, Partial<SampleRequest>, PredictionType]>([
    ['DDPM, β', { steps: stepsBy((t, s) => ddpmStep(schedule, t, s, 'beta')) }, 'epsilon'],
    [
      'DDPM, β̃, clipped',
      { steps: stepsBy((t, s) => ddpmStep(schedule, t, s, 'beta-tilde')), clip: 1 },
      'epsilon',
    ],
    [
      'DDIM, two pictures',
      { steps: stepsBy((t, s) => ddimStep(schedule, t, s, 0)), batch: 2, clip: 1 },
      'epsilon',
    ],
    [
      'η = ½, ε̂ recomputed',
      { steps: stepsBy((t, s) => ddimStep(schedule, t, s, 0.5)), clip: 1, recomputeEps: true },
      'epsilon',
    ],
    ['σ̂, from v', { steps: stepsBy((t, s) => ddimStep(schedule, t, s, 'sigma-hat')) }, 'v_prediction'],
  ])('equals float64 arithmetic: %s', async (_, part, type) => {
    const request: SampleRequest = { steps: [], seed: 7, ...part };
    const before = tf.memory().numTensors;
    const { frames } = await runOf(request, type);
    expectEqual(frames, request, type);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('encodes from a given picture at t = 0', async () => {
    const up = [0, 100, 400, 1000];
    const steps = up.slice(1).map((s, i) => ddimEncodeStep(schedule, up[i], s));
    const request: SampleRequest = { steps, seed: 0, start: Float32Array.from([-1, -0.5, 0, 0.25, 0.5, 1]) };
    expectEqual((await runOf(request)).frames, request, 'epsilon');
  });

  it('takes more steps a chunk as long as a chunk is short, and gives the same frames', async () => {
    const request: SampleRequest = { steps: stepsBy((t, s) => ddpmStep(schedule, t, s, 'beta')), seed: 3 };
    let time = 0;
    const slow = await runOf(request, 'epsilon', () => (time += 1000));
    const fast = await runOf(request, 'epsilon', () => (time += 25));
    expect(slow.chunks.map(({ done }) => done)).toEqual(times.map((_, i) => i + 1));
    expect(fast.chunks.map(({ done }) => done)).toEqual([1, 5, 12]);
    expect(fast.frames).toEqual(slow.frames);
  });

  it('hands over the last frame alone when asked, and counts the network calls', async () => {
    const steps = stepsBy((t, s) => ddimStep(schedule, t, s, 0));
    const every = await runOf({ steps, seed: 5, batch: 3 });
    const last = await runOf({ steps, seed: 5, batch: 3, keep: 'last' });
    expect(last.frames).toEqual(every.frames.slice(-1));
    expect(last.chunks.at(-1)).toMatchObject({ done: 12, total: 12, networkCalls: 36 });
  });

  it('frees everything when the loop is left', async () => {
    const before = tf.memory().numTensors;
    const run = sample(formulaDenoiser('epsilon'), {
      steps: stepsBy((t, s) => ddpmStep(schedule, t, s, 'beta')),
      seed: 1,
    });
    await run.next();
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    await run.return();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[string, Partial<SampleRequest>]>([
    ['steps', { steps: [] }],
    ['steps', { steps: [ddimStep(schedule, 900, 800, 0), ddimStep(schedule, 700, 0, 0)] }],
    ['steps', { steps: [{ ...ddimStep(schedule, 900, 800, 0), alphaBar: Number.NaN }] }],
    ['start', { start: new Float32Array(5) }],
    ['batch', { batch: 0 }],
  ])('refuses wrong %s', async (reason, part) => {
    const request: SampleRequest = { steps: [ddimStep(schedule, 1000, 0, 0)], seed: 0, ...part };
    await expect(runOf(request)).rejects.toMatchObject({ kind: 'bad-request', fields: { reason } });
  });
});
