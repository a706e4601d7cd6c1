import { describe, expect, it } from 'vitest';
import { liveDevice, openBenchDevice, type BenchDevice } from './benchDevice.ts';

/** A GPU that computes nothing, with a switch for every misfortune. */
function fakeGpu() {
  const devices: (EventTarget & { lose: () => Promise<void>; complain: (message: string) => void })[] = [];
  const requestDevice = () => {
    let lose = (_: { reason: string; message: string }): void => undefined;
    const lost = new Promise((resolve) => (lose = resolve));
    const device = Object.assign(new EventTarget(), {
      lost,
      queue: { onSubmittedWorkDone: () => Promise.resolve() },
      lose: async () => {
        lose({ reason: 'unknown', message: 'it fell off the bus' });
        await lost;
      },
      complain: (message: string) =>
        void device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message } })),
    });
    devices.push(device);
    return Promise.resolve(device);
  };
  const adapter = { features: new Set(), limits: {}, info: { description: 'SwiftShader' }, requestDevice };
  const gpu = { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
  const open = (): Promise<BenchDevice | null> => openBenchDevice(gpu);
  return { devices, open };
}

describe('the device of the benchmark', () => {
  it('says once what it has complained about', async () => {
    const { devices, open } = fakeGpu();
    const device = (await open())!;
    await device.assertHealthy();
    devices[0].complain('out of memory');
    devices[0].complain('and what came of it');
    await expect(device.assertHealthy()).rejects.toMatchObject({
      code: 'device-error',
      message: 'out of memory',
    });
    await expect(device.assertHealthy()).resolves.toBeUndefined();
  });

  it('is another once it is gone, and the same until then', async () => {
    const { devices, open } = fakeGpu();
    const device = (await open())!;
    expect(await liveDevice(device, open)).toBe(device);
    await devices[0].lose();
    await expect(device.assertHealthy()).rejects.toMatchObject({ code: 'device-lost' });
    expect(device.isLost()).toBe(true);
    const next = await liveDevice(device, open);
    expect(next).not.toBe(device);
    expect(next.isLost()).toBe(false);
    await next.assertHealthy();
    expect(devices).toHaveLength(2);
  });

  it('stays the one that is gone where there is no other', async () => {
    const { devices, open } = fakeGpu();
    const device = (await open())!;
    await devices[0].lose();
    expect(await liveDevice(device, () => Promise.resolve(null))).toBe(device);
    expect(await liveDevice(device, () => Promise.reject(new Error('no adapter')))).toBe(device);
  });
});
