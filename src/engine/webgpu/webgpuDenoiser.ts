import type { UnetConfig } from '../config.ts';
import type { Denoiser, Run } from '../denoiser.ts';
import type { ModelFolder } from '../modelFolder.ts';
import { isGuided, NoisyNetwork, type Prediction, type PredictRequest } from '../noisyNetwork.ts';
import { planOfEmbedding, planOfForward } from '../plan/planOf.ts';
import type { MemoryInfo } from '../protocol.ts';
import { longestChunk, type SampleRequest } from '../sampler.ts';
import { buildUnet2d, type Unet2d } from '../unet2d.ts';
import type { FrameSheets } from './frameSheets.ts';
import type { Gpu } from './gpu.ts';
import { noiseKernel, updateKernel } from './kernels/updateKernel.ts';
import { kernelsOf } from './planProgram.ts';
import { networkOnGpu, type NetworkOnGpu } from './networkOnGpu.ts';
import { readback } from './readback.ts';
import { Replay, type ReplayShape } from './replay.ts';
import { WebgpuRun } from './webgpuRun.ts';

/** Replays that are kept for the next request of their kind. */
const mostReplays = 3;

/** The network by our own kernels: a recorded step, replayed. */
export class WebgpuDenoiser implements Denoiser {
  readonly network: NoisyNetwork;
  private readonly onGpu: NetworkOnGpu;
  private readonly sheets: FrameSheets | null;
  /** By shape, the last used last. */
  private readonly replays = new Map<string, Promise<Replay>>();

  private constructor(network: NoisyNetwork, onGpu: NetworkOnGpu, sheets: FrameSheets | null) {
    this.network = network;
    this.onGpu = onGpu;
    this.sheets = sheets;
  }

  /**
   * Uploads the weights and compiles what one picture needs.
   * @param sheets what draws a run's frames on this device; null: they are read back
   * @throws ModelError 'weights-mismatch'
   */
  static async open(
    gpu: Gpu,
    folder: ModelFolder,
    sheets: FrameSheets | null = null,
  ): Promise<WebgpuDenoiser> {
    const denoiser = new WebgpuDenoiser(new NoisyNetwork(folder), networkOnGpu(gpu, folder), sheets);
    await denoiser.replay({ pictures: 1, guided: false });
    return denoiser;
  }

  async predict(request: PredictRequest): Promise<Prediction> {
    const { xt, t, labels, guidance = 1 } = request;
    this.network.checkPrediction(request);
    const guided = isGuided(guidance);
    const conditions = this.network.conditions([t], labels, guidance);
    const replay = await this.replay({ pictures: t.length, guided });
    const { gpu } = this.onGpu;
    const { queue } = gpu.device;
    const values = xt as Float32Array<ArrayBuffer>;
    queue.writeBuffer(replay.x, 0, values);
    if (guided) queue.writeBuffer(replay.x, values.byteLength, values);
    replay.write({ conditions, steps: new Float32Array(), seed: 0, keeps: false, guidance });
    const encoder = gpu.device.createCommandEncoder();
    replay.recordStart(encoder, 1);
    replay.recordNetwork(encoder);
    const said = await readback(gpu, encoder, [
      { buffer: replay.output, bytes: values.byteLength * (guided ? 2 : 1) },
    ]);
    const n = xt.length;
    const mixed = (i: number): number => said[i + n] + guidance * (said[i] - said[i + n]);
    return this.network.prediction(xt, guided ? mixed : (i) => said[i], t);
  }

  begin(request: SampleRequest): Run {
    return new WebgpuRun(this.onGpu.gpu, this, request, this.sheets);
  }

  /** The recorded step for such a batch; the least recently used makes room for a new one. */
  replay(shape: ReplayShape): Promise<Replay> {
    const key = JSON.stringify(shape);
    const found = this.replays.get(key) ?? Replay.record(this.onGpu, shape);
    // One that failed is no answer to the next request.
    found.catch(() => this.replays.delete(key));
    this.replays.delete(key);
    this.replays.set(key, found);
    if (this.replays.size > mostReplays) {
      const [oldest, replay] = this.replays.entries().next().value!;
      this.replays.delete(oldest);
      replay.then((old) => old.dispose()).catch(() => undefined);
    }
    return found;
  }

  memory(): MemoryInfo {
    const { buffers, bytes } = this.onGpu.gpu.held;
    return { tensors: buffers, bytes, gpuBytes: bytes };
  }

  /** A run under way records its step anew: whoever waits for a replay now comes before its end. */
  rest(): void {
    for (const replay of this.replays.values()) replay.then((old) => old.dispose()).catch(() => undefined);
    this.replays.clear();
  }

  dispose(): void {
    this.rest();
    this.onGpu.gpu.free(this.onGpu.weights.buffer);
  }
}

/**
 * Compiles what one picture of such a network needs, while its weights are still under way: programs follow from the
 * config. Takes the weights for float16, as they are in nearly every file that is meant for a page.
 */
export async function compileAhead(
  gpu: Gpu,
  config: UnetConfig,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const unet: Unet2d = buildUnet2d(config);
  const [height, width] = config.sampleSize;
  const count = height * width * config.inChannels;
  const kernels = [planOfForward(unet, 1), planOfEmbedding(unet, longestChunk)].flatMap((plan) =>
    kernelsOf(plan, true, gpu.abilities),
  );
  kernels.push(updateKernel({ count, guided: false }), noiseKernel(count));
  const pipelines = new Set(kernels.map((kernel) => gpu.pipeline(kernel)));
  let done = 0;
  onProgress(done, pipelines.size);
  await Promise.all(
    [...pipelines].map((pipeline) => pipeline.then(() => onProgress(++done, pipelines.size))),
  );
}
