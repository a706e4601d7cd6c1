import { gatheredRows } from '../gatheredRows.ts';
import type { Conditions } from '../noisyNetwork.ts';
import { planOfEmbedding, planOfForward } from '../plan/planOf.ts';
import { longestChunk } from '../sampler.ts';
import { sinusoidalEmbedding } from '../timeEmbedding.ts';
import { noiseKernel, stepFloats, updateKernel, updateWorkgroups } from './kernels/updateKernel.ts';
import type { Kernel } from './kernels/kernel.ts';
import type { NetworkOnGpu } from './networkOnGpu.ts';
import { bindGroup, kernelsOf, PlanProgram, type Dispatch } from './planProgram.ts';

/** How many pictures, and whether the network is asked twice for each. */
export interface ReplayShape {
  pictures: number;
  guided: boolean;
}

/** What a chunk of steps needs to know. */
export interface ChunkTables {
  conditions: Conditions;
  /** Rows of stepRow, one a step; empty for a network call alone. */
  steps: Float32Array<ArrayBuffer>;
  seed: number;
  keeps: boolean;
  guidance: number;
}

/**
 * A step of the sampler as a list of dispatches, made once for so many pictures and replayed: the network, then the
 * update. Everything that differs from step to step stands in tables on the device (the blocks' projections of time and
 * class, the step's coefficients) and is found by the count of steps that the update keeps there.
 */
export class Replay {
  readonly x: GPUBuffer;
  readonly output: GPUBuffer;
  /** Values of all pictures. */
  readonly count: number;
  /** x_t, x̂_0 and ε̂ of the chunk's steps so far. */
  frames: GPUBuffer;
  /** How many steps may share a submit and leave the page its turn. */
  stepsPerSubmit = 1;
  private readonly network: NetworkOnGpu;
  private readonly own: Record<'sines' | 'classes' | 'table' | 'progress' | 'steps' | 'run', GPUBuffer>;
  private readonly forward: PlanProgram;
  private readonly embedding: PlanProgram;
  private readonly update: { kernel: Kernel; pipeline: GPUComputePipeline };
  private readonly noise: Dispatch;
  private updateDispatch: Dispatch;

  private constructor(network: NetworkOnGpu, parts: Awaited<ReturnType<typeof made>>) {
    this.network = network;
    this.x = parts.x;
    this.count = parts.count;
    this.frames = parts.frames;
    this.own = parts.own;
    this.forward = parts.forward;
    this.embedding = parts.embedding;
    this.output = parts.output;
    this.update = parts.update;
    this.updateDispatch = this.boundUpdate();
    this.noise = this.dispatch(parts.noise.kernel, parts.noise.pipeline);
  }

  static async record(network: NetworkOnGpu, shape: ReplayShape): Promise<Replay> {
    return new Replay(network, await made(network, shape));
  }

  /** Dispatches of one step. */
  get dispatchesPerStep(): number {
    return this.forward.length + 1;
  }

  /** Makes room for the frames of so many steps. */
  reserveFrames(steps: number): void {
    const bytes = 12 * steps * this.count;
    if (this.frames.size >= bytes) return;
    const { gpu } = this.network;
    gpu.free(this.frames);
    this.frames = gpu.storage('frames', bytes);
    this.updateDispatch = this.boundUpdate();
  }

  /** Fills the tables; takes effect before whatever is submitted next. */
  write({ conditions, steps, seed, keeps, guidance }: ChunkTables): void {
    const { gpu, unet, arena } = this.network;
    const { queue } = gpu.device;
    const sines = sinusoidalEmbedding(conditions.timesteps, unet.config);
    queue.writeBuffer(this.own.sines, 0, sines as Float32Array<ArrayBuffer>);
    if (unet.classRows !== null && conditions.classes !== null) {
      const rows = gatheredRows(
        arena.subarray(unet.classRows.offset),
        conditions.classes,
        unet.embeddingWidth,
      );
      queue.writeBuffer(this.own.classes, 0, rows);
    }
    queue.writeBuffer(this.own.steps, 0, steps);
    const run = new DataView(new ArrayBuffer(16));
    run.setUint32(0, seed >>> 0, true);
    run.setUint32(8, keeps ? 1 : 0, true);
    run.setFloat32(12, guidance, true);
    queue.writeBuffer(this.own.run, 0, run);
  }

  /** Sets the count of steps to 0 and computes the projections of the chunk's steps. */
  recordStart(encoder: GPUCommandEncoder, steps: number): void {
    encoder.clearBuffer(this.own.progress);
    const pass = encoder.beginComputePass();
    this.embedding.record(pass, steps / longestChunk);
    pass.end();
  }

  /** x becomes the noise of (seed, 0); of the first copy only. */
  recordNoise(encoder: GPUCommandEncoder): void {
    const pass = encoder.beginComputePass();
    record(pass, this.noise);
    pass.end();
  }

  /** x → x after so many steps. */
  recordSteps(encoder: GPUCommandEncoder, steps: number): void {
    const pass = encoder.beginComputePass();
    for (let i = 0; i < steps; i++) {
      this.forward.record(pass);
      record(pass, this.updateDispatch);
    }
    this.network.gpu.counts.dispatches += steps;
    pass.end();
  }

  /** x → output, once. */
  recordNetwork(encoder: GPUCommandEncoder): void {
    const pass = encoder.beginComputePass();
    this.forward.record(pass);
    pass.end();
  }

  dispose(): void {
    const { gpu } = this.network;
    this.forward.dispose();
    this.embedding.dispose();
    for (const buffer of [this.x, this.frames, ...Object.values(this.own)]) gpu.free(buffer);
  }

  private boundUpdate(): Dispatch {
    return this.dispatch(this.update.kernel, this.update.pipeline);
  }

  private dispatch(kernel: Kernel, pipeline: GPUComputePipeline): Dispatch {
    const { x, output, frames, own } = this;
    const buffers: Partial<Record<string, GPUBuffer>> = { ...own, x, output, frames };
    const group = bindGroup(this.network.gpu.device, pipeline, kernel, (name) => ({
      buffer: buffers[name]!,
    }));
    return { pipeline, bindGroup: group, workgroups: kernel.workgroups };
  }
}

function record(pass: GPUComputePassEncoder, { pipeline, bindGroup: group, workgroups }: Dispatch): void {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...workgroups);
}

/** The plans, buffers and pipelines of a replay. */
async function made({ gpu, unet, weights }: NetworkOnGpu, { pictures, guided }: ReplayShape) {
  const { sampleSize, inChannels, blockOutChannels } = unet.config;
  const rows = guided ? 2 * pictures : pictures;
  const most = longestChunk * rows;
  const count = pictures * sampleSize[0] * sampleSize[1] * inChannels;
  const plan = planOfForward(unet, rows);
  const embeddingPlan = planOfEmbedding(unet, most);
  const kernels = kernelsOf(plan, weights.isHalf, gpu.abilities);
  const embeddingKernels = kernelsOf(embeddingPlan, weights.isHalf, gpu.abilities);
  const updates = updateKernel({ count, guided });
  const noises = noiseKernel(count);
  // Everything that waits comes before anything that takes memory.
  const [updatePipeline, noisePipeline] = await Promise.all([
    gpu.pipeline(updates),
    gpu.pipeline(noises),
    ...[...kernels, ...embeddingKernels].map((kernel) => gpu.pipeline(kernel)),
  ]);
  const x = gpu.storage('x', 4 * count * (guided ? 2 : 1));
  const own = {
    sines: gpu.storage('sines', 4 * most * blockOutChannels[0]),
    classes: gpu.storage('classes', unet.classRows === null ? 0 : 4 * most * unet.embeddingWidth),
    table: gpu.storage('projections', 4 * most * unet.projectionWidth),
    progress: gpu.storage('progress', 4 * updateWorkgroups(count)),
    steps: gpu.storage('steps', 4 * longestChunk * stepFloats),
    run: gpu.buffer('run', 16, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST),
  };
  const [xSlot, tableSlot] = plan.inputs;
  const [sinesSlot, classesSlot] = embeddingPlan.inputs;
  const given = new Map([
    [xSlot, x],
    [tableSlot, own.table],
  ]);
  const givenToEmbedding = new Map([
    [sinesSlot, own.sines],
    [embeddingPlan.output, own.table],
  ]);
  if (classesSlot !== undefined) givenToEmbedding.set(classesSlot, own.classes);
  const forward = await PlanProgram.make(gpu, plan, weights, given, own.progress, kernels);
  const embedding = await PlanProgram.make(
    gpu,
    embeddingPlan,
    weights,
    givenToEmbedding,
    own.progress,
    embeddingKernels,
  );
  return {
    x,
    count,
    own,
    forward,
    embedding,
    output: forward.buffer(plan.output),
    frames: gpu.storage('frames', 0),
    update: { kernel: updates, pipeline: updatePipeline },
    noise: { kernel: noises, pipeline: noisePipeline },
  };
}
