/** What a device was asked for. */
export interface DeviceCounts {
  dispatches: number;
  submits: number;
  /** Buffers mapped for reading. */
  readbacks: number;
  /** Of the storage buffers bound to the dispatches, each as often as it is bound. */
  bytes: number;
}

const none: DeviceCounts = { dispatches: 0, submits: 0, readbacks: 0, bytes: 0 };

/** The bytes of a bind group's storage buffers; what a pipeline binds beside them (uniforms) is not counted. */
function storageBytes({ entries }: GPUBindGroupDescriptor): number {
  let sum = 0;
  for (const { resource } of entries) {
    if (!isBinding(resource)) continue;
    const { buffer, offset = 0, size } = 'buffer' in resource ? resource : { buffer: resource };
    if ((buffer.usage & STORAGE) !== 0) sum += size ?? buffer.size - offset;
  }
  return sum;
}

/** GPUBufferUsage.STORAGE, which is no global everywhere. */
const STORAGE = 0x80;

/** A buffer, or a part of one; not a texture, not a sampler. */
const isBinding = (resource: GPUBindingResource): resource is GPUBufferBinding | GPUBuffer =>
  'buffer' in resource || ('mapAsync' in resource && 'size' in resource);

/**
 * Counts what engines ask of a device, whoever they are, by putting its own methods' calls through. While it is off the
 * device is as it was, so times are taken then. Bind groups that are made while it is off have no bytes.
 */
export class CountedDevice {
  private readonly device: GPUDevice;
  private readonly bytesOf = new WeakMap<GPUBindGroup, number>();
  private counts = { ...none };
  private undo: (() => void)[] = [];

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** Counts from nothing. */
  start(): void {
    this.stop();
    this.counts = { ...none };
    const { device, bytesOf } = this;
    const { queue } = device;
    this.replace(device, 'createBindGroup', (make) => (descriptor: GPUBindGroupDescriptor) => {
      const group = make(descriptor);
      bytesOf.set(group, storageBytes(descriptor));
      return group;
    });
    this.replace(
      device,
      'createCommandEncoder',
      (make) => (descriptor?: GPUCommandEncoderDescriptor) => this.watched(make(descriptor)),
    );
    this.replace(device, 'createBuffer', (make) => (descriptor: GPUBufferDescriptor) => {
      const buffer = make(descriptor);
      const map = buffer.mapAsync.bind(buffer);
      // Some engines map what they write; only what is read holds the device up.
      buffer.mapAsync = (mode, ...range) => {
        if (mode === READ) this.counts.readbacks++;
        return map(mode, ...range);
      };
      return buffer;
    });
    this.replace(queue, 'submit', (submit) => (commands: Iterable<GPUCommandBuffer>) => {
      this.counts.submits++;
      return submit(commands);
    });
  }

  /** @returns what was asked for since start() */
  stop(): DeviceCounts {
    for (const restore of this.undo) restore();
    this.undo = [];
    return this.counts;
  }

  private watched(encoder: GPUCommandEncoder): GPUCommandEncoder {
    const begin = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = (descriptor) => {
      const pass = begin(descriptor);
      const set = pass.setBindGroup.bind(pass) as (...all: unknown[]) => undefined;
      const dispatch = pass.dispatchWorkgroups.bind(pass);
      const indirect = pass.dispatchWorkgroupsIndirect.bind(pass);
      let bound: (number | undefined)[] = [];
      const count = (): void => {
        this.counts.dispatches++;
        this.counts.bytes += bound.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
      };
      pass.setBindGroup = (index: number, group: GPUBindGroup | null | undefined, ...rest: unknown[]) => {
        bound = [...bound];
        bound[index] = group ? this.bytesOf.get(group) : undefined;
        return set(index, group, ...rest);
      };
      pass.dispatchWorkgroups = (...size) => {
        count();
        return dispatch(...size);
      };
      pass.dispatchWorkgroupsIndirect = (...where) => {
        count();
        return indirect(...where);
      };
      return pass;
    };
    return encoder;
  }

  /** Puts a method of the object's own before the one that its class has; undone by stop(). */
  private replace<T extends object, K extends keyof T>(
    target: T,
    name: K,
    around: (original: T[K]) => T[K],
  ): void {
    const original = target[name] as T[K] & ((...all: unknown[]) => unknown);
    target[name] = around(original.bind(target) as T[K]);
    this.undo.push(() => delete target[name]);
  }
}

/** GPUMapMode.READ */
const READ = 1;
