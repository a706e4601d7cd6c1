import { stepCost, type StepCost } from '../../src/bench/stepCost.ts';
import type { ModelFolder } from '../../src/engine/modelFolder.ts';
import { sizeOf, type Plan, type PlanStep, type SlotId } from '../../src/engine/plan/plan.ts';
import { planOfForward } from '../../src/engine/plan/planOf.ts';
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import type { Kernel } from '../../src/engine/webgpu/kernels/kernel.ts';
import { networkOnGpu, type NetworkOnGpu } from '../../src/engine/webgpu/networkOnGpu.ts';
import { kernelOf, PlanProgram } from '../../src/engine/webgpu/planProgram.ts';
import { readback } from '../../src/engine/webgpu/readback.ts';
import { gaussianField } from '../../src/math/rng.ts';

/** Steps of a plan that are one program on equally many workgroups. */
export interface EqualSteps {
  key: string;
  kernel: Kernel;
  /** The first of them. */
  step: PlanStep;
  count: number;
}

/** A network's plan on a device, of which any one step can be carried out, by its own kernel or by another. */
export class KernelsAlone {
  readonly plan: Plan;
  readonly isHalf: boolean;
  private readonly gpu: Gpu;
  private readonly weights: NetworkOnGpu['weights'];
  private readonly places: ReadonlyMap<SlotId, GPUBuffer>;
  private readonly progress: GPUBuffer;
  private programs: PlanProgram[] = [];

  /** Gaussian noise in, so that the kernels compute with numbers of a usual size. */
  constructor(gpu: Gpu, folder: ModelFolder, batch: number) {
    const { unet, weights } = networkOnGpu(gpu, folder);
    this.gpu = gpu;
    this.plan = planOfForward(unet, batch);
    this.weights = weights;
    this.isHalf = weights.isHalf;
    const buffers = this.plan.buffers.map((length, i) => gpu.storage(`pictures ${i}`, 4 * length));
    this.places = new Map(this.plan.slots.map(({ buffer }, slot) => [slot, buffers[buffer]]));
    this.progress = gpu.storage('progress', 16);
    for (const [step, slot] of this.plan.inputs.entries()) {
      const count = sizeOf(this.plan.slots[slot]);
      const values = gaussianField(1, step, count, new Float32Array(count));
      gpu.device.queue.writeBuffer(this.places.get(slot)!, 0, values);
    }
  }

  equalSteps(): EqualSteps[] {
    const found = new Map<string, EqualSteps>();
    for (const step of this.plan.steps) {
      const kernel = kernelOf(this.plan, step, this.isHalf, this.gpu.abilities);
      const key = JSON.stringify([kernel.source, kernel.workgroups]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { key, kernel, step, count: 1 });
      else known.count++;
    }
    return [...found.values()];
  }

  /** All steps, in order. */
  whole(): Promise<PlanProgram> {
    return this.program(this.plan.steps);
  }

  /** @throws Error where the device does not compile the kernel */
  alone(step: PlanStep, kernel: Kernel): Promise<PlanProgram> {
    return this.program([step], [kernel]);
  }

  /** What a step must compute and move. */
  costOf(step: PlanStep): Pick<StepCost, 'macs' | 'bytes'> {
    const of = (steps: PlanStep[]): StepCost => stepCost({ ...this.plan, steps }, this.isHalf ? 2 : 4);
    const [one, none] = [of([step]), of([])];
    return { macs: one.macs - none.macs, bytes: one.bytes - none.bytes };
  }

  /** What a program for this step leaves in its output. */
  async outputOf(step: PlanStep, program: PlanProgram): Promise<Float32Array> {
    const encoder = this.gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    program.record(pass);
    pass.end();
    const bytes = 4 * sizeOf(this.plan.slots[step.output]);
    return readback(this.gpu, encoder, [{ buffer: this.places.get(step.output)!, bytes }]);
  }

  /** Everything but the weights' and pictures' memory. */
  forget(): void {
    for (const program of this.programs) program.dispose();
    this.programs = [];
  }

  dispose(): void {
    this.forget();
    for (const buffer of new Set([...this.places.values(), this.progress, this.weights.buffer]))
      this.gpu.free(buffer);
  }

  private async program(steps: readonly PlanStep[], kernels?: Kernel[]): Promise<PlanProgram> {
    const { gpu, plan, weights, places, progress } = this;
    const program = await PlanProgram.make(gpu, { ...plan, steps }, weights, places, progress, kernels);
    this.programs.push(program);
    return program;
  }
}
