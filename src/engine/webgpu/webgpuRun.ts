import type { Run } from '../denoiser.ts';
import { bands } from '../frames.ts';
import { isGuided, type NoisyNetwork } from '../noisyNetwork.ts';
import type { SampleRequest } from '../sampler.ts';
import type { FrameSheets } from './frameSheets.ts';
import type { Gpu } from './gpu.ts';
import { stepRow } from './kernels/updateKernel.ts';
import { readback } from './readback.ts';
import type { Replay, ReplayShape } from './replay.ts';

/** Where a run finds its network and its recorded step. */
export interface ReplaySource {
  readonly network: NoisyNetwork;
  replay(shape: ReplayShape): Promise<Replay>;
}

/** The page has its turn between two submits; this many milliseconds of work may go into one. */
const submitMilliseconds = 40;

/** A run whose x stays on the device. Runs may take turns: what they share is written anew for every chunk. */
export class WebgpuRun implements Run {
  readonly draw?: Run['draw'];
  private readonly gpu: Gpu;
  private readonly source: ReplaySource;
  private readonly request: SampleRequest;
  private readonly shape: ReplayShape;
  private readonly now: () => number;
  /** Between two chunks, x. */
  private readonly state: GPUBuffer;
  private done = 0;

  /** @param sheets what draws; null where nothing can */
  constructor(
    gpu: Gpu,
    source: ReplaySource,
    request: SampleRequest,
    sheets: FrameSheets | null = null,
    now = () => performance.now(),
  ) {
    const { batch = 1, guidance = 1, start } = request;
    this.gpu = gpu;
    this.source = source;
    this.request = request;
    this.now = now;
    this.shape = { pictures: batch, guided: isGuided(guidance) };
    this.state = gpu.storage('state', 4 * batch * source.network.size);
    if (start !== undefined) gpu.device.queue.writeBuffer(this.state, 0, start as Float32Array<ArrayBuffer>);
    if (sheets !== null) this.draw = (count, what, isLast) => this.drawn(sheets, count, what, isLast);
  }

  take(count: number, { every, isLast }: { every: boolean; isLast: boolean }): Promise<Float32Array> {
    return this.steps(count, every, (encoder, { frames }, { taken, bytes }) =>
      readback(this.gpu, encoder, [
        { buffer: frames, bytes: every ? bands * bytes * taken : 0 },
        { buffer: this.state, bytes: isLast ? bytes : 0 },
      ]),
    );
  }

  private drawn(sheets: FrameSheets, count: number, what: 'every' | 'newest' | null, isLast: boolean) {
    const { batch = 1 } = this.request;
    const shape = this.source.network.imageShape;
    return this.steps(count, what === 'every', async (encoder, { frames }, { taken, bytes }) => {
      if (what === 'every') sheets.record(encoder, { buffer: frames, count: bands * batch * taken, shape });
      if (what === 'newest') sheets.record(encoder, { buffer: this.state, count: batch, shape });
      const reading = readback(this.gpu, encoder, [{ buffer: this.state, bytes: isLast ? bytes : 0 }]);
      // It is submitted, and no other run has drawn since.
      const sheet = what === null ? null : sheets.taken();
      return { sheet, values: await reading };
    });
  }

  /** Takes steps; `finish` submits the last commands and waits for the device. */
  private async steps<T>(
    count: number,
    keeps: boolean,
    finish: (encoder: GPUCommandEncoder, replay: Replay, of: { taken: number; bytes: number }) => Promise<T>,
  ): Promise<T> {
    const { steps, labels, guidance = 1, seed, batch = 1, start } = this.request;
    const { network } = this.source;
    const part = steps.slice(this.done, this.done + count);
    const times = part.map(({ t }) => new Array<number>(batch).fill(t));
    const conditions = network.conditions(times, labels, guidance);
    const replay = await this.source.replay(this.shape);
    const started = this.now();
    // Nothing waits from here until all is submitted, so no other run comes between.
    if (keeps) replay.reserveFrames(part.length);
    const rows = part.flatMap((step) => stepRow(step, network.predictionType, this.request));
    replay.write({ conditions, steps: Float32Array.from(rows), seed, keeps, guidance });
    const bytes = 4 * replay.count;
    let encoder = this.gpu.device.createCommandEncoder();
    if (this.done === 0 && start === undefined) {
      replay.recordNoise(encoder);
      encoder.copyBufferToBuffer(replay.x, 0, this.state, 0, bytes);
    }
    encoder.copyBufferToBuffer(this.state, 0, replay.x, 0, bytes);
    if (this.shape.guided) encoder.copyBufferToBuffer(this.state, 0, replay.x, bytes, bytes);
    replay.recordStart(encoder, part.length);
    for (let i = 0; i < part.length; i += replay.stepsPerSubmit) {
      if (i > 0) {
        this.gpu.submit(encoder);
        encoder = this.gpu.device.createCommandEncoder();
      }
      replay.recordSteps(encoder, Math.min(replay.stepsPerSubmit, part.length - i));
    }
    encoder.copyBufferToBuffer(replay.x, 0, this.state, 0, bytes);
    this.done += part.length;
    const result = await finish(encoder, replay, { taken: part.length, bytes });
    const perStep = (this.now() - started) / part.length;
    replay.stepsPerSubmit = Math.max(1, Math.floor(submitMilliseconds / Math.max(perStep, 0.1)));
    return result;
  }

  dispose(): void {
    this.gpu.free(this.state);
  }
}
