import { findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { ComposedDenoiser } from './composedDenoiser.ts';
import type { Denoiser } from './denoiser.ts';
import type { ModelFolder } from './modelFolder.ts';

/** tfjs' operations on a WebGPU device that others use, too. */
export interface TfjsOnDevice {
  denoiser(folder: ModelFolder): Denoiser;
  /** Hands over what tfjs has recorded and not yet submitted: it waits for 15 dispatches. */
  submit(): void;
  /** Frees what tfjs has on the device; the device stays. */
  close(): void;
}

/** tfjs' kernels are registered under this name. */
const name = 'webgpu';

/**
 * Makes the device tfjs' backend. tfjs is global state: one of these at a time, and no other backend of tfjs beside it.
 * Rejects where tfjs does not run on it.
 */
export async function openTfjsOnDevice(device: GPUDevice, info: GPUAdapterInfo): Promise<TfjsOnDevice> {
  const backend = new WebGPUBackend(device, info);
  // Its own entry would open a device of its own.
  if (findBackendFactory(name) != null) removeBackend(name);
  registerBackend(name, () => backend);
  if (!(await setBackend(name))) throw new Error('tfjs does not run on this device');
  return {
    denoiser: (folder) => new ComposedDenoiser(folder),
    submit() {
      backend.ensureCommandEncoderReady();
      backend.endComputePassEncoder();
      backend.submitQueue();
    },
    close: () => removeBackend(name),
  };
}
