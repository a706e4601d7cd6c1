import type { MemoryInfo } from './protocol.ts';
import type { NoisyNetwork, Prediction, PredictRequest } from './noisyNetwork.ts';
import type { SampleRequest } from './sampler.ts';

export type { Labels, Prediction, PredictRequest } from './noisyNetwork.ts';

/** The part of a run that stays on the device: x and what it takes to change it. */
export interface Run {
  /**
   * Takes the next `count` steps.
   * @param wanted what to hand over: for 'every', x_t, x̂_0 and ε̂ of each step, one after the other; with `isLast`, x
   * after the last step at the end
   * @returns the wanted numbers; empty when nothing is wanted
   */
  take(count: number, wanted: { every: boolean; isLast: boolean }): Promise<Float32Array>;
  /**
   * The same for who only looks: what take() would hand over is drawn, and its numbers stay on the device. Left out where
   * the device cannot draw.
   * @param what 'every': x_t, x̂_0 and ε̂ of each step; 'newest': x after the last of them; null: nothing is drawn
   * @param isLast whether to hand over x after the last step in numbers
   */
  draw?(
    count: number,
    what: 'every' | 'newest' | null,
    isLast: boolean,
  ): Promise<{ sheet: ImageBitmap | null; values: Float32Array }>;
  dispose(): void;
}

/** What a sampler asks of a network; tests put a formula in its place. */
export interface SampledDenoiser {
  readonly network: Pick<NoisyNetwork, 'imageShape' | 'size' | 'schedule'>;
  /** @param request checked */
  begin(request: SampleRequest): Run;
}

/** A network bound to its device: pictures in, ε̂ and x̂_0 out. */
export interface Denoiser extends SampledDenoiser {
  readonly network: NoisyNetwork;
  /** @throws ModelError 'bad-request' */
  predict(request: PredictRequest): Promise<Prediction>;
  memory(): MemoryInfo;
  /** Frees what only makes the next request of a kind quicker; left out where there is nothing of the sort. */
  rest?(): void;
  dispose(): void;
}
