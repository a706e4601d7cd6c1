import type { Denoiser } from '../denoiser.ts';
import type { Device } from '../device.ts';
import { watchDevice } from '../deviceWatch.ts';
import { ModelError } from '../modelError.ts';
import type { ModelFolder } from '../modelFolder.ts';
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
    denoiser: (folder) => watch.guard(opened(gpu, folder, sheets)),
    // What goes wrong here goes wrong again when the network is opened, and is reported there.
    prepare: (config, onProgress) => void compileAhead(gpu, config, onProgress).catch(() => undefined),
    close: () => gpu.close(),
  };
}

async function opened(gpu: Gpu, folder: ModelFolder, sheets: FrameSheets | null): Promise<Denoiser> {
  try {
    return await WebgpuDenoiser.open(gpu, folder, sheets);
  } catch (error) {
    // A pipeline that this driver does not compile.
    if (error instanceof ModelError) throw error;
    throw new ModelError('backend-unavailable', { backend: 'webgpu', reason: String(error) });
  }
}
