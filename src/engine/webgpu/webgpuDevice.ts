import type { Device } from '../device.ts';
import { watchDevice } from '../deviceWatch.ts';
import { allAbilities, featuresOf, noAbilities } from './abilities.ts';
import { FrameSheets } from './frameSheets.ts';
import { Gpu } from './gpu.ts';
import { compileAhead, WebgpuDenoiser } from './webgpuDenoiser.ts';

/** A WebGPU device of our own, ready for networks. */
export interface WebgpuDevice extends Omit<Device, 'info'> {
  gpu: Gpu;
  /** Of the device, that its kernels use. */
  features: readonly string[];
}

/**
 * @param draws whether frames may be drawn on the device; where that does not work, they are read back
 * @param plain whether kernels keep to what every device has
 * @throws ModelError 'backend-unavailable'
 */
export async function openWebgpuDevice({
  draws,
  plain,
}: {
  draws: boolean;
  plain: boolean;
}): Promise<WebgpuDevice> {
  const gpu = await Gpu.open(plain ? noAbilities : allAbilities);
  const watch = watchDevice('webgpu', gpu);
  const sheets = draws ? await FrameSheets.open(gpu) : null;
  return {
    gpu,
    features: featuresOf(gpu.abilities),
    watch,
    // A pipeline that this driver does not compile is named there.
    denoiser: (folder) => watch.guard(WebgpuDenoiser.open(gpu, folder, sheets)),
    // What goes wrong here goes wrong again when the network is opened, and is reported there.
    prepare: (config, onProgress) => void compileAhead(gpu, config, onProgress).catch(() => undefined),
    close: () => gpu.close(),
  };
}
