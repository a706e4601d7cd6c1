import {
  stepFloats,
  stepRow,
  updateKernel,
  updateWorkgroups,
} from '../../engine/webgpu/kernels/updateKernel.ts';
import type { Gpu } from '../../engine/webgpu/gpu.ts';
import { bindGroup } from '../../engine/webgpu/planProgram.ts';
import type { Kernel } from '../../engine/webgpu/kernels/kernel.ts';
import type { PredictionType } from '../../engine/schedulerConfig.ts';
import type { StepCoefficients } from '../../math/samplers.ts';

/** The sampler's update by our kernel, for engines that bring only a network: x and its output in, the next x in x. */
export class StepUpdate {
  readonly x: GPUBuffer;
  readonly output: GPUBuffer;
  private readonly gpu: Gpu;
  private readonly kernel: Kernel;
  private readonly pipeline: GPUComputePipeline;
  private readonly own: Record<'steps' | 'progress' | 'frames' | 'run', GPUBuffer>;
  private group: GPUBindGroup;

  private constructor(gpu: Gpu, kernel: Kernel, pipeline: GPUComputePipeline, count: number, steps: number) {
    this.gpu = gpu;
    this.kernel = kernel;
    this.pipeline = pipeline;
    this.x = gpu.storage('x', 4 * count);
    this.output = gpu.storage('output', 4 * count);
    this.own = {
      steps: gpu.storage('steps', 4 * steps * stepFloats),
      progress: gpu.storage('progress', 4 * updateWorkgroups(count)),
      frames: gpu.storage('frames', 0),
      run: gpu.buffer('run', 16, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST),
    };
    this.group = this.bound();
  }

  /** @param count values of all pictures; the kernel does not care which is where */
  static async open(gpu: Gpu, count: number, steps: number): Promise<StepUpdate> {
    const kernel = updateKernel({ count, guided: false });
    return new StepUpdate(gpu, kernel, await gpu.pipeline(kernel), count, steps);
  }

  /** x, and the steps that follow; none is taken yet. */
  begin(x: Float32Array, steps: readonly StepCoefficients[], type: PredictionType): void {
    const { queue } = this.gpu.device;
    const rows = Float32Array.from(steps.flatMap((step) => stepRow(step, type, { clip: 1 })));
    queue.writeBuffer(this.x, 0, x as Float32Array<ArrayBuffer>);
    queue.writeBuffer(this.own.steps, 0, rows);
    queue.writeBuffer(this.own.progress, 0, new Uint8Array(this.own.progress.size));
    queue.writeBuffer(this.own.run, 0, new Uint8Array(16));
  }

  record(pass: GPUComputePassEncoder): void {
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(0, this.group);
    pass.dispatchWorkgroups(...this.kernel.workgroups);
  }

  /** Makes its bind group anew, as whoever records nothing has to. */
  bindAgain(): void {
    this.group = this.bound();
  }

  dispose(): void {
    for (const buffer of [this.x, this.output, ...Object.values(this.own)]) this.gpu.free(buffer);
  }

  private bound(): GPUBindGroup {
    const buffers: Partial<Record<string, GPUBuffer>> = { ...this.own, x: this.x, output: this.output };
    return bindGroup(this.gpu.device, this.pipeline, this.kernel, (name) => ({ buffer: buffers[name]! }));
  }
}
