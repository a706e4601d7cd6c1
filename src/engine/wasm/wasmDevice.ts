import type { Device } from '../device.ts';
import { watchDevice } from '../deviceWatch.ts';
import { kernelBuild } from './kernelBuild.ts';
import { openKernels } from './kernels.ts';
import { WasmDenoiser } from './wasmDenoiser.ts';

/** Our own kernels in WebAssembly; each network has a memory of its own. Rejects where there is no SIMD. */
export async function openWasmDevice(): Promise<Omit<Device, 'info'>> {
  const build = kernelBuild();
  if (build === null) throw new Error('WebAssembly without SIMD');
  // A browser may refuse to compile: better now than when the weights are there.
  await openKernels(build);
  return {
    watch: watchDevice('wasm', {}),
    denoiser: async (folder) => new WasmDenoiser(folder, await openKernels(build)),
    prepare: () => undefined,
    close: () => undefined,
  };
}
