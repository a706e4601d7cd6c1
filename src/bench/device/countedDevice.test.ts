import { describe, expect, it } from 'vitest';
import { CountedDevice } from './countedDevice.ts';
import { issuingTime } from './issuing.ts';

const STORAGE = 0x80;
const UNIFORM = 0x40;

/** A device whose objects have their methods on their classes, as the real ones have. */
function device() {
  class Pass {
    setBindGroup(): void {}
    dispatchWorkgroups(): void {}
    dispatchWorkgroupsIndirect(): void {}
  }
  class Encoder {
    beginComputePass = () => new Pass();
  }
  class Buffer {
    size: number;
    usage: number;
    constructor({ size, usage }: { size: number; usage: number }) {
      this.size = size;
      this.usage = usage;
    }
    mapAsync(): Promise<void> {
      return Promise.resolve();
    }
  }
  class Queue {
    submit(): void {}
    onSubmittedWorkDone(): Promise<void> {
      return Promise.resolve();
    }
  }
  class Device {
    queue = new Queue();
    createBindGroup(): object {
      return {};
    }
    createCommandEncoder(): Encoder {
      return new Encoder();
    }
    createBuffer(descriptor: { size: number; usage: number }): Buffer {
      return new Buffer(descriptor);
    }
  }
  return new Device() as unknown as GPUDevice;
}

/** Two dispatches: one of 100 + 24 bytes of storage beside a uniform, one that takes the same group again. */
async function work(gpu: GPUDevice): Promise<void> {
  const storage = gpu.createBuffer({ size: 100, usage: STORAGE });
  const uniform = gpu.createBuffer({ size: 16, usage: UNIFORM });
  const group = gpu.createBindGroup({
    layout: null as unknown as GPUBindGroupLayout,
    entries: [
      { binding: 0, resource: { buffer: storage } },
      { binding: 1, resource: { buffer: storage, offset: 4, size: 24 } },
      { binding: 2, resource: { buffer: uniform } },
    ],
  });
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(1);
  pass.dispatchWorkgroups(2);
  gpu.queue.submit([]);
  await uniform.mapAsync(1);
  await uniform.mapAsync(2);
}

describe('a counted device', () => {
  it('counts dispatches, their storage bytes, submits and what is mapped for reading', async () => {
    const gpu = device();
    const counter = new CountedDevice(gpu);
    counter.start();
    await work(gpu);
    expect(counter.stop()).toEqual({ dispatches: 2, submits: 1, readbacks: 1, bytes: 2 * 124 });
  });

  it('is as it was when it is not counted, and begins from nothing again', async () => {
    const gpu = device();
    const methods = ['createBindGroup', 'createBuffer', 'createCommandEncoder'] as const;
    const before = methods.map((name) => gpu[name]);
    const counter = new CountedDevice(gpu);
    counter.start();
    expect(methods.map((name) => gpu[name])).not.toEqual(before);
    const counts = counter.stop();
    expect(methods.map((name) => gpu[name])).toEqual(before);
    expect(Object.hasOwn(gpu.queue, 'submit')).toBe(false);
    await work(gpu);
    expect(counts.dispatches).toBe(0);
    counter.start();
    await work(gpu);
    expect(counter.stop().dispatches).toBe(2);
  });
});

describe('issuingTime', () => {
  it('ends where the work first waits for the device', async () => {
    const gpu = device();
    let clock = 0;
    const waits = async (): Promise<void> => {
      clock += 3;
      await gpu.queue.onSubmittedWorkDone();
      clock += 100;
      await gpu.queue.onSubmittedWorkDone();
    };
    expect(await issuingTime(gpu, waits, () => clock)).toBe(3);
    expect(Object.hasOwn(gpu.queue, 'onSubmittedWorkDone')).toBe(false);
    const never = (): Promise<void> => Promise.resolve(void (clock += 5));
    expect(await issuingTime(gpu, never, () => clock)).toBe(5);
  });
});
