import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { StepCoefficients } from '../math/samplers.ts';
import type { Run } from './denoiser.ts';
import type { Labels, NoisyNetwork } from './noisyNetwork.ts';
import { epsFromXHat0, predictionWeights, type RestWeights } from './predictionWeights.ts';
import type { SampleRequest } from './sampler.ts';
import type { PredictionType } from './schedulerConfig.ts';

/** A network in tfjs' tensors. Whoever calls disposes what he gets. */
export interface ComposedNetwork {
  readonly network: Pick<NoisyNetwork, 'imageShape'>;
  readonly predictionType: PredictionType;
  /** What NoisyNetwork.conditions says, as the network takes it: (rows, 1, 1, any width). */
  embed(calls: readonly (readonly number[])[], labels: Labels | undefined, guidance: number): Tensor4D;
  /** The network's output in its own prediction type; under guidance that with classes and that without. */
  outputs(xt: Tensor4D, embedding: Tensor4D, guidance: number): Tensor4D[];
  /** The noise of (seed, step) for `batch` pictures. */
  noise(seed: number, step: number, batch: number): Tensor4D;
}

/** A run by tfjs' operations; noise is computed on the CPU. */
export function composedRun(denoiser: ComposedNetwork, request: SampleRequest): Run {
  const { steps, seed, start, batch = 1 } = request;
  let x = start
    ? tf.tensor4d(start, [batch, ...denoiser.network.imageShape])
    : denoiser.noise(seed, 0, batch);
  let done = 0;
  return {
    async take(count, { every, isLast }) {
      const part = steps.slice(done, done + count);
      const [next, readback] = takeSteps(denoiser, x, part, request, every, isLast);
      x.dispose();
      x = next;
      done += part.length;
      const values = readback === undefined ? new Float32Array() : ((await readback.data()) as Float32Array);
      readback?.dispose();
      return values;
    },
    dispose: () => x.dispose(),
  };
}

/**
 * Some steps without reading anything back: x after them, and what is to be read: x_t, x̂_0, ε̂ of every step and, at
 * the end of the run, the last x, in one tensor, so that it is one transfer. No tensor when nothing is to be read.
 */
function takeSteps(
  denoiser: ComposedNetwork,
  x: Tensor4D,
  steps: readonly StepCoefficients[],
  request: SampleRequest,
  keepsEvery: boolean,
  isLast: boolean,
): [next: Tensor4D, readback?: tf.Tensor] {
  const { labels, guidance = 1 } = request;
  const batch = x.shape[0];
  return tf.tidy(() => {
    const embeddings = denoiser.embed(
      steps.map((step) => new Array<number>(batch).fill(step.t)),
      labels,
      guidance,
    );
    const rows = embeddings.shape[0] / steps.length;
    const states: Tensor4D[] = [];
    let current = x;
    steps.forEach((step, i) => {
      const embedding = tf.slice(embeddings, [i * rows, 0, 0, 0], [rows, -1, -1, -1]);
      const [xHat0, eps] = predictionAt(denoiser, current, step, embedding, request);
      if (keepsEvery) states.push(current, xHat0, eps);
      const terms: [number, Tensor4D][] = [
        [step.x0, xHat0],
        [step.xt, current],
        [step.eps, eps],
      ];
      if (step.noise !== 0) terms.push([step.noise, denoiser.noise(request.seed, step.t, batch)]);
      current = weightedSum(terms);
    });
    if (isLast) states.push(current);
    return states.length === 0 ? [current] : [current, tf.concat(states, 0)];
  });
}

function predictionAt(
  denoiser: ComposedNetwork,
  xt: Tensor4D,
  { alphaBar }: StepCoefficients,
  embedding: Tensor4D,
  { guidance = 1, clip, recomputeEps = false }: SampleRequest,
): [xHat0: Tensor4D, eps: Tensor4D] {
  return tf.tidy(() => {
    const [conditional, unconditional] = denoiser.outputs(xt, embedding, guidance);
    // y = u + w (c − u) and x_t − y, each from what the network said: x_t less a rounded y has lost two digits of x̂_0.
    const from = unconditional ?? conditional;
    const moved = unconditional && tf.mul(tf.sub(conditional, unconditional), guidance);
    const y: Tensor4D = moved ? tf.add(from, moved) : from;
    const away: Tensor4D = tf.sub(xt, from);
    const rest: Tensor4D = moved ? tf.sub(away, moved) : away;
    const read = ({ ofX, ofY, ofRest }: RestWeights, y: Tensor4D, rest: Tensor4D): Tensor4D =>
      weightedSum([
        [ofX, xt],
        [ofY, y],
        [ofRest, rest],
      ]);
    const weights = predictionWeights(denoiser.predictionType, alphaBar);
    const unclipped = read(weights.xHat0, y, rest);
    const xHat0: Tensor4D = clip === undefined ? unclipped : tf.clipByValue(unclipped, -clip, clip);
    const again = recomputeEps ? epsFromXHat0(alphaBar) : null;
    const eps = read(weights.eps, y, rest);
    if (again === null) return [xHat0, eps];
    // Where nothing was clipped, x̂_0 and ε̂ agree as they are; from a rounded x̂_0, ε̂ is coarse at a small t.
    const recomputed = read(again, xHat0, tf.sub(xt, xHat0));
    return [xHat0, tf.where(tf.equal(xHat0, unclipped), eps, recomputed)];
  });
}

/** a·x + b·y, leaving out what is multiplied by 0 or 1. */
function weightedSum(terms: readonly (readonly [number, Tensor4D])[]): Tensor4D {
  return tf.tidy(() => {
    const scaled = terms
      .filter(([weight]) => weight !== 0)
      .map(([weight, x]): Tensor => (weight === 1 ? x : tf.mul(x, weight)));
    if (scaled.length === 0) return tf.zerosLike(terms[0][1]);
    return scaled.length === 1 ? tf.clone(scaled[0]) : scaled.reduce((sum, x) => tf.add(sum, x));
  }) as Tensor4D;
}
