import { ModelError } from '../modelError.ts';
import { abilitiesOf, allAbilities, featuresOf, noAbilities, type Abilities } from './abilities.ts';
import type { Kernel } from './kernels/kernel.ts';
import { patience } from './patience.ts';
import { provenAbilities } from './provenAbilities.ts';

/** Limits that a large network may need more of than WebGPU promises everywhere. */
const raisedLimits = ['maxStorageBufferBindingSize', 'maxBufferSize'] as const;

/** A WebGPU device of our own: its buffers, counted, and its pipelines, one for each program. */
export class Gpu {
  readonly device: GPUDevice;
  readonly abilities: Abilities;
  /** What the device was asked to do so far, for benchmarks. */
  readonly counts = { dispatches: 0, submits: 0, readbacks: 0 };
  private readonly buffers = new Set<GPUBuffer>();
  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();
  private readonly patient = patience();

  /** @param abilities what its kernels may use; whoever names any vouches for them */
  constructor(device: GPUDevice, abilities: Abilities = noAbilities) {
    this.device = device;
    this.abilities = abilities;
  }

  /**
   * A device whose kernels use what is wanted, as far as the adapter has it and it has proven equal there.
   * @throws ModelError 'backend-unavailable'
   */
  static async open(wanted: Abilities = allAbilities): Promise<Gpu> {
    const fail = (reason: string): never => {
      throw new ModelError('backend-unavailable', { backend: 'webgpu', reason });
    };
    const patient = patience();
    const adapter = await patient(navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }));
    if (!adapter) return fail('no adapter');
    const requiredLimits = Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]]));
    const requiredFeatures = featuresOf(wanted).filter((name) => adapter.features.has(name));
    try {
      const device = await patient(adapter.requestDevice({ requiredLimits, requiredFeatures }));
      const abilities = await provenAbilities(new Gpu(device), abilitiesOf(device.features));
      const isDoubtful = featuresOf(abilities).length < requiredFeatures.length;
      if (!isDoubtful || !(await isLost(device))) return new Gpu(device, abilities);
    } catch (error) {
      if (requiredFeatures.length === 0) return fail(String(error));
    }
    // What it says to have, it has not got, or does not survive.
    return Gpu.open(noAbilities);
  }

  buffer(label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.device.createBuffer({ label, size: Math.max(16, Math.ceil(bytes / 16) * 16), usage });
    this.buffers.add(buffer);
    return buffer;
  }

  /** A buffer that kernels read and write, and that copies may fill and read. */
  storage(label: string, bytes: number): GPUBuffer {
    return this.buffer(
      label,
      bytes,
      GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    );
  }

  free(buffer: GPUBuffer): void {
    if (this.buffers.delete(buffer)) buffer.destroy();
  }

  submit(encoder: GPUCommandEncoder): void {
    this.counts.submits++;
    this.device.queue.submit([encoder.finish()]);
  }

  /**
   * Compiles without blocking; equal programs are compiled once.
   * @throws ModelError 'backend-unavailable', when the driver hangs
   */
  pipeline({ label, source }: Kernel): Promise<GPUComputePipeline> {
    let pipeline = this.pipelines.get(source);
    if (pipeline === undefined) {
      const module = this.device.createShaderModule({ label, code: source });
      pipeline = this.patient(
        this.device.createComputePipelineAsync({
          label,
          layout: 'auto',
          compute: { module, entryPoint: 'main' },
        }),
      );
      this.pipelines.set(source, pipeline);
    }
    return pipeline;
  }

  /** Buffers that are there, and their bytes. */
  get held(): { buffers: number; bytes: number } {
    return {
      buffers: this.buffers.size,
      bytes: [...this.buffers].reduce((sum, { size }) => sum + size, 0),
    };
  }

  get pipelineCount(): number {
    return this.pipelines.size;
  }

  close(): void {
    for (const buffer of this.buffers) buffer.destroy();
    this.buffers.clear();
    this.pipelines.clear();
    this.device.destroy();
  }
}

/** Whether the device is gone; that is announced a moment after the first call that it made fail. */
const isLost = ({ lost }: GPUDevice): Promise<boolean> =>
  Promise.race([
    lost.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 200)),
  ]);
