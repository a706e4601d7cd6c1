import type { Device } from '../device.ts';
import { watchDevice } from '../deviceWatch.ts';
import type { ModelFolder } from '../modelFolder.ts';
import { kernelBuild, type KernelBuild } from './kernelBuild.ts';
import { openKernels, openSharedKernels } from './kernels.ts';
import { spawnWorker } from './threads/spawnWorker.ts';
import { threadCount } from './threads/threadCount.ts';
import { WasmDenoiser } from './wasmDenoiser.ts';

/**
 * Our own kernels in WebAssembly; each network has a memory of its own. Rejects where there is no SIMD.
 * @param threads how many compute together, where memory can be shared
 */
export async function openWasmDevice(threads = threadCount()): Promise<Omit<Device, 'info'>> {
  const build = kernelBuild();
  if (build === null) throw new Error('WebAssembly without SIMD');
  // A browser may refuse to compile: better now than when the weights are there.
  await openKernels(build);
  return {
    watch: watchDevice('wasm', {}),
    denoiser: (folder) => openDenoiser(folder, build, threads),
    prepare: () => undefined,
    close: () => undefined,
  };
}

async function openDenoiser(folder: ModelFolder, build: KernelBuild, count: number): Promise<WasmDenoiser> {
  // A device may refuse to set so much memory aside that threads can share.
  const shared = count > 1 ? await openSharedKernels(build).catch(() => null) : null;
  return shared === null
    ? new WasmDenoiser(folder, await openKernels(build))
    : new WasmDenoiser(folder, shared, { count, spawn: spawnWorker });
}
