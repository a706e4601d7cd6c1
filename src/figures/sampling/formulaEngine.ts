/**
 * An engine without a network, for tests: data of one Gaussian number a pixel, N(mean, variance), whose best denoiser
 * is a formula, in float64. It reads requests as the real one does and shares no code with it.
 */
import type { Chunk, Frame, SampleRequest } from '../../engine/index.ts';
import { gaussianAt } from '../../math/rng.ts';
import type { SamplingEngine } from './interleaved.ts';

interface Data {
  mean: number;
  variance: number;
  /** Values of one picture. */
  size: number;
}

export const formulaEngine = ({ mean, variance, size }: Data, chunkLength = 3): SamplingEngine => ({
  async *sample(request: SampleRequest): AsyncGenerator<Chunk, void, undefined> {
    const { steps, seed, batch = 1, clip = Infinity, recomputeEps = false } = request;
    const n = size * batch;
    let x = Array.from(request.start ?? Array.from({ length: n }, (_, i) => gaussianAt(seed, 0, i)));
    for (let done = 0; done < steps.length;) {
      const frames: Frame[] = [];
      for (const step of steps.slice(done, done + chunkLength)) {
        const a = Math.sqrt(step.alphaBar);
        const b2 = 1 - step.alphaBar;
        const best = x.map((v) => mean + ((a * variance) / (a * a * variance + b2)) * (v - a * mean));
        const told = x.map((v, i) => (b2 === 0 ? 0 : (v - a * best[i]) / Math.sqrt(b2)));
        const xHat0 = best.map((v) => Math.max(-clip, Math.min(clip, v)));
        const eps = recomputeEps && b2 > 0 ? x.map((v, i) => (v - a * xHat0[i]) / Math.sqrt(b2)) : told;
        frames.push({
          t: step.t,
          xt: Float32Array.from(x),
          xHat0: Float32Array.from(xHat0),
          eps: Float32Array.from(eps),
        });
        x = x.map(
          (v, i) =>
            step.x0 * xHat0[i] +
            step.xt * v +
            step.eps * eps[i] +
            (step.noise === 0 ? 0 : step.noise * gaussianAt(seed, step.t, i)),
        );
        done++;
      }
      if (done === steps.length)
        frames.push({ t: steps[done - 1].s, xt: Float32Array.from(x), xHat0: null, eps: null });
      const result = done === steps.length ? Float32Array.from(x) : null;
      yield { frames, result, done, total: steps.length, networkCalls: done * batch, milliseconds: 5 };
    }
  },
});
