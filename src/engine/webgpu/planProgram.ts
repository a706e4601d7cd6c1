import { sizeOf, type Plan, type PlanStep, type SlotId } from '../plan/plan.ts';
import type { Abilities } from './abilities.ts';
import type { Gpu } from './gpu.ts';
import { attentionKernel } from './kernels/attentionKernel.ts';
import { convKernel } from './kernels/convKernel.ts';
import { groupNormKernel } from './kernels/groupNormKernel.ts';
import type { BindingName, Kernel } from './kernels/kernel.ts';
import type { WeightLayout } from './weightLayout.ts';

/** The kernel of each of a plan's steps. */
export const kernelsOf = (plan: Plan, isHalf: boolean, abilities: Abilities): Kernel[] =>
  plan.steps.map((step) => kernelOf(plan, step, isHalf, abilities));

export function kernelOf(plan: Plan, step: PlanStep, isHalf: boolean, abilities: Abilities): Kernel {
  switch (step.kind) {
    case 'conv':
      return convKernel(plan, step, isHalf, abilities);
    case 'groupNorm':
      return groupNormKernel(plan, step, isHalf, abilities);
    case 'attention':
      return attentionKernel(plan, step, abilities);
  }
}

/** The weights on the device. */
export interface WeightsOnGpu {
  buffer: GPUBuffer;
  layout: WeightLayout;
  isHalf: boolean;
}

/** One dispatch, ready to be recorded. */
export interface Dispatch {
  pipeline: GPUComputePipeline;
  bindGroup: GPUBindGroup;
  workgroups: Kernel['workgroups'];
}

/** Uniforms are bound at multiples of this many bytes. */
const uniformAlignment = 256;

/**
 * A plan made ready on a device: its buffers, pipelines and bind groups, each made once. Carrying it out is three calls a
 * step.
 */
export class PlanProgram {
  private readonly gpu: Gpu;
  private readonly plan: Plan;
  private readonly buffers: (GPUBuffer | null)[];
  private readonly given: ReadonlyMap<SlotId, GPUBuffer>;
  private columns: GPUBuffer | null = null;
  private dispatches: Dispatch[] = [];

  private constructor(gpu: Gpu, plan: Plan, given: ReadonlyMap<SlotId, GPUBuffer>) {
    this.gpu = gpu;
    this.plan = plan;
    this.given = given;
    const needed = new Set(plan.slots.flatMap(({ buffer }, id) => (given.has(id) ? [] : [buffer])));
    this.buffers = plan.buffers.map((length, i) =>
      needed.has(i) ? gpu.storage(`pictures ${i}`, 4 * length) : null,
    );
  }

  /**
   * @param given slots that live in buffers of the caller's
   * @param progress counts the steps since the table of projections was filled
   * @param kernels kernelsOf(plan), if they are there already
   */
  static async make(
    gpu: Gpu,
    plan: Plan,
    weights: WeightsOnGpu,
    given: ReadonlyMap<SlotId, GPUBuffer>,
    progress: GPUBuffer,
    kernels = kernelsOf(plan, weights.isHalf, gpu.abilities),
  ): Promise<PlanProgram> {
    const pipelines = await Promise.all(kernels.map((kernel) => gpu.pipeline(kernel)));
    const program = new PlanProgram(gpu, plan, given);
    program.bind(kernels, pipelines, weights, progress);
    return program;
  }

  /** Dispatches that carry the plan out once. */
  get length(): number {
    return this.dispatches.length;
  }

  buffer(slot: SlotId): GPUBuffer {
    return this.given.get(slot) ?? this.buffers[this.plan.slots[slot].buffer]!;
  }

  /** @param part of the pixels that matter, for a plan over one long row: the rest is left undone */
  record(pass: GPUComputePassEncoder, part = 1): void {
    this.gpu.counts.dispatches += this.dispatches.length;
    for (const { pipeline, bindGroup, workgroups } of this.dispatches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(Math.ceil(workgroups[0] * part), workgroups[1], workgroups[2]);
    }
  }

  dispose(): void {
    for (const buffer of this.buffers) if (buffer !== null) this.gpu.free(buffer);
    if (this.columns !== null) this.gpu.free(this.columns);
  }

  private bind(
    kernels: readonly Kernel[],
    pipelines: readonly GPUComputePipeline[],
    weights: WeightsOnGpu,
    progress: GPUBuffer,
  ): void {
    const { steps } = this.plan;
    this.columns = this.columnBuffer();
    const { columns } = this;
    const whole = (slot: SlotId): GPUBufferBinding => ({
      buffer: this.buffer(slot),
      size: 4 * Math.ceil(sizeOf(this.plan.slots[slot]) / 4) * 4,
    });
    const of = (step: PlanStep, index: number, name: BindingName): GPUBufferBinding => {
      const layer = (ref: Parameters<WeightLayout['bytesOf']>[0]): GPUBufferBinding => ({
        buffer: weights.buffer,
        ...weights.layout.bytesOf(ref, weights.isHalf),
      });
      if (name === 'output') return whole(step.output);
      if (step.kind === 'attention') return whole(step.qkv);
      if (name === 'x') return whole(step.x);
      if (name === 'second') return whole(step.second!);
      if (name === 'layer') return layer(step.kind === 'conv' ? step.weights.kernel : step.weights.scale);
      if (name === 'residual' && step.kind === 'conv') return whole(step.residual!);
      // The table holds rows for many steps, so all of it is bound.
      if (name === 'table') return { buffer: this.buffer(rowOf(step)!.table) };
      if (name === 'progress') return { buffer: progress };
      return { buffer: columns, offset: index * uniformAlignment, size: 16 };
    };
    this.dispatches = steps.map((step, i) => ({
      pipeline: pipelines[i],
      bindGroup: bindGroup(this.gpu.device, pipelines[i], kernels[i], (name) => of(step, i, name)),
      workgroups: kernels[i].workgroups,
    }));
  }

  /** For each step that reads a row of the table, where its columns begin and how many rows a step has. */
  private columnBuffer(): GPUBuffer {
    const { steps } = this.plan;
    const words = new Uint32Array((steps.length * uniformAlignment) / 4);
    steps.forEach((step, i) => {
      const row = rowOf(step);
      if (row === null) return;
      const { table, column } = row;
      words.set([column, this.plan.slots[table].shape[0]], (i * uniformAlignment) / 4);
    });
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = this.gpu.buffer('columns', words.byteLength, usage);
    this.gpu.device.queue.writeBuffer(buffer, 0, words);
    return buffer;
  }
}

/** What a step reads of the table of projections. */
function rowOf(step: PlanStep): { table: SlotId; column: number } | null {
  if (step.kind === 'attention') return null;
  return step.kind === 'conv' ? step.perChannel : step.modulation;
}

export const bindGroup = (
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  { label, bindings }: Kernel,
  bufferOf: (name: BindingName) => GPUBufferBinding,
): GPUBindGroup =>
  device.createBindGroup({
    label,
    layout: pipeline.getBindGroupLayout(0),
    entries: bindings.map((name, binding) => ({ binding, resource: bufferOf(name) })),
  });
