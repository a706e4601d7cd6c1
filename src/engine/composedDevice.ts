import * as tf from '@tensorflow/tfjs-core';
import { ComposedDenoiser } from './composedDenoiser.ts';
import type { BackendId, Device } from './device.ts';
import { watchDevice } from './deviceWatch.ts';

/**
 * Makes `id` tfjs' backend; the network runs by tfjs' operations. tfjs is global state: one call a worker.
 * Rejects where tfjs does not run on it.
 */
export async function openComposedDevice(id: BackendId): Promise<Omit<Device, 'info'>> {
  await load(id);
  // setBackend answers false instead of throwing, and leaves the broken backend in place.
  if (!(await tf.setBackend(id))) throw new Error(`tfjs does not run on ${id}`);
  await tf.ready();
  return {
    watch: watchDevice(id, tf.backend()),
    denoiser: async (folder) => new ComposedDenoiser(folder),
    prepare: () => undefined,
    close: () => tf.removeBackend(id),
  };
}

/** Each backend is its own chunk. */
async function load(id: BackendId): Promise<void> {
  switch (id) {
    case 'webgpu':
      await import('@tensorflow/tfjs-backend-webgpu');
      break;
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      break;
    case 'wasm':
      (await import('./wasmBackend.ts')).registerWasmBackend();
      break;
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
  }
}
