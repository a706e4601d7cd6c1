import type * as Ort from 'onnxruntime-web';
import { smallestModel } from '../onnx/smallestModel.ts';

export type OnnxRuntime = typeof Ort;

/** Its two builds: the native WebGPU provider, and the CPU's. */
const entries = { webgpu: 'ort.webgpu.min.mjs', wasm: 'ort.wasm.min.mjs' };

const loaded = new Map<string, Promise<OnnxRuntime>>();

/**
 * Loads onnxruntime-web from a folder of its files, as they are: no bundler sees them, and nothing of it is loaded before.
 * Its threads are fixed by the first call.
 * @param folder absolute address, ending in '/'
 */
export function onnxruntime(
  folder: string,
  build: keyof typeof entries,
  threads: number,
): Promise<OnnxRuntime> {
  const address = folder + entries[build];
  let runtime = loaded.get(address);
  if (runtime === undefined) {
    runtime = load(address, folder, threads);
    loaded.set(address, runtime);
  }
  return runtime;
}

const alive = new WeakMap<GPUDevice, Promise<unknown>>();

/**
 * Keeps a session on the device for good: when the last one is released the runtime forgets the device, and the next
 * session computes nothing that can be found (1.30).
 */
export function keepAlive(ort: OnnxRuntime, device: GPUDevice): Promise<unknown> {
  let session = alive.get(device);
  if (session === undefined) {
    session = ort.InferenceSession.create(smallestModel(), {
      executionProviders: [{ name: 'webgpu', device, validationMode: 'disabled' }],
    });
    alive.set(device, session);
  }
  return session;
}

async function load(address: string, folder: string, threads: number): Promise<OnnxRuntime> {
  const ort = (await import(/* @vite-ignore */ address)) as OnnxRuntime;
  ort.env.wasm.wasmPaths = folder;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  // Fetches and compiles 14 to 27 MB, which is no part of a network's cold start: entrants do it in load().
  const session = await ort.InferenceSession.create(smallestModel(), { executionProviders: ['wasm'] });
  await session.release();
  return ort;
}
