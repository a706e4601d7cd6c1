import { describe, expect, it } from 'vitest';
import type { DevicePeaks } from '../roofline.ts';
import { peaksOrNull } from './peaks.ts';

const peaks: DevicePeaks = { flops: 1e12, bandwidth: 1e11, emptyDispatchMilliseconds: 0.005 };

/** As a device complains: some time after what it refused, to whoever asks first. */
function complaining() {
  let complaint: string | null = null;
  return {
    refuse: (reason: string) => void (complaint = reason),
    assertHealthy: (): Promise<void> => {
      const said = complaint;
      complaint = null;
      return said === null ? Promise.resolve() : Promise.reject(new Error(said));
    },
  };
}

describe('the peaks of a device', () => {
  it('are what was measured', async () => {
    expect(await peaksOrNull(complaining(), () => Promise.resolve(peaks))).toEqual(peaks);
  });

  it('are none where it is out of memory, and whoever asks next hears no complaint', async () => {
    const device = complaining();
    const measure = (): Promise<DevicePeaks> => {
      device.refuse('out of memory');
      return Promise.resolve({ ...peaks, bandwidth: 1e18 });
    };
    expect(await peaksOrNull(device, measure)).toBeNull();
    await expect(device.assertHealthy()).resolves.toBeUndefined();
  });

  it('are none where measuring throws, with a complaint or without', async () => {
    const device = complaining();
    const measure = (): Promise<DevicePeaks> => {
      device.refuse('validation');
      return Promise.reject(new Error('createBuffer'));
    };
    expect(await peaksOrNull(device, measure)).toBeNull();
    await expect(device.assertHealthy()).resolves.toBeUndefined();
  });

  it('are none where the clock saw no time pass', async () => {
    expect(await peaksOrNull(complaining(), () => Promise.resolve({ ...peaks, flops: Infinity }))).toBeNull();
  });
});
