import type { Denoiser } from '../denoiser.ts';
import type { Device } from '../device.ts';
import { watchDevice } from '../deviceWatch.ts';
import { ModelError } from '../modelError.ts';
import type { ModelFolder } from '../modelFolder.ts';
import { Gpu } from './gpu.ts';
import { compileAhead, WebgpuDenoiser } from './webgpuDenoiser.ts';

/** A WebGPU device of our own, ready for networks. */
export interface WebgpuDevice extends Omit<Device, 'info'> {
  gpu: Gpu;
}

/** @throws ModelError 'backend-unavailable' */
export async function openWebgpuDevice(): Promise<WebgpuDevice> {
  const gpu = await Gpu.open();
  const watch = watchDevice('webgpu', gpu);
  return {
    gpu,
    watch,
    denoiser: (folder) => watch.guard(opened(gpu, folder)),
    // What goes wrong here goes wrong again when the network is opened, and is reported there.
    prepare: (config) => void compileAhead(gpu, config).catch(() => undefined),
    close: () => gpu.close(),
  };
}

async function opened(gpu: Gpu, folder: ModelFolder): Promise<Denoiser> {
  try {
    return await WebgpuDenoiser.open(gpu, folder);
  } catch (error) {
    // A pipeline that this driver does not compile.
    if (error instanceof ModelError) throw error;
    throw new ModelError('backend-unavailable', { backend: 'webgpu', reason: String(error) });
  }
}
