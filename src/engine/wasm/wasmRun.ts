import { gaussianField } from '../../math/rng.ts';
import type { StepCoefficients } from '../../math/samplers.ts';
import type { Run } from '../denoiser.ts';
import type { Labels, NoisyNetwork } from '../noisyNetwork.ts';
import { epsFromXHat0, predictionWeights, weighted } from '../predictionWeights.ts';
import type { SampleRequest } from '../sampler.ts';

/** What a run asks of a network; tests put a formula in its place. */
export interface OutputNetwork {
  readonly network: Pick<NoisyNetwork, 'size' | 'predictionType'>;
  /** Float64 where it is more than the network's own numbers: rounded again, x̂_0 would lose two digits at a large t. */
  output(
    xt: Float32Array,
    t: readonly number[],
    labels: Labels | undefined,
    guidance: number,
  ): Float32Array | Float64Array;
}

/** So long, in ms, the worker may be deaf. */
const patience = 8;

/** A run whose pictures are arrays; the steps' arithmetic is in float64, rounded once. */
export function wasmRun(
  network: OutputNetwork,
  request: SampleRequest,
  now: () => number = () => performance.now(),
): Run {
  const { steps, seed, start, batch = 1 } = request;
  const { predictionType, size } = network.network;
  const count = batch * size;
  let x = start ? start.slice() : gaussianField(seed, 0, count, new Float32Array(count));
  const noise = new Float32Array(count);
  let done = 0;

  const predictionAt = ({ t, alphaBar }: StepCoefficients): [xHat0: Float32Array, eps: Float32Array] => {
    const { labels, guidance = 1, clip = Infinity, recomputeEps = false } = request;
    const output = network.output(x, new Array<number>(batch).fill(t), labels, guidance);
    const weights = predictionWeights(predictionType, alphaBar);
    const again = recomputeEps ? epsFromXHat0(alphaBar) : null;
    const xHat0 = new Float32Array(count);
    const eps = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const unclipped = weighted(weights.xHat0, x[i], output[i]);
      xHat0[i] = Math.min(clip, Math.max(-clip, unclipped));
      eps[i] =
        again === null || xHat0[i] === Math.fround(unclipped)
          ? weighted(weights.eps, x[i], output[i])
          : weighted(again, x[i], xHat0[i]);
    }
    return [xHat0, eps];
  };

  return {
    async take(length, { every, isLast }) {
      const states: Float32Array[] = [];
      const part = steps.slice(done, done + length);
      let heard = now();
      for (const step of part) {
        if (now() - heard > patience) {
          await nextTask();
          heard = now();
        }
        const [xHat0, eps] = predictionAt(step);
        if (every) states.push(x, xHat0, eps);
        if (step.noise !== 0) gaussianField(seed, step.t, count, noise);
        x = x.map((xt, j) => step.x0 * xHat0[j] + step.xt * xt + step.eps * eps[j] + step.noise * noise[j]);
      }
      done += part.length;
      if (isLast) states.push(x);
      return concatenated(states);
    },
    dispose: () => undefined,
  };
}

function concatenated(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of arrays) {
    all.set(values, at);
    at += values.length;
  }
  return all;
}

/** Lets the worker answer what has come in between two steps; setTimeout would wait 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
