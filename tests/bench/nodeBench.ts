/** The benchmark's code as Node runs it, on Dawn; scripts/bench-gpu.mjs bundles it and brings what a browser would. */
import { openModelFiles, type ModelFolder } from '../../src/engine/loadedModel.ts';
import { readModelFiles } from '../../src/engine/modelFiles.ts';
import { allAbilities, featuresOf, noAbilities } from '../../src/engine/webgpu/abilities.ts';
import { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { WebgpuDenoiser } from '../../src/engine/webgpu/webgpuDenoiser.ts';
import { gate as gateOf, type Verdict } from '../parity/gate.ts';
import { tinyNetwork } from './tinyNetwork.ts';
import { watchedMemory, type WatchedMemory, type WatchedProgress } from './watchedMemory.ts';

export { eventInWords } from './speedWords.ts';
export { tinyNetwork as tiny } from './tinyNetwork.ts';
export { tuned } from './tuning.ts';
export { largeNetwork, runBench } from '../../src/bench/index.ts';

/** A network from its files, as a reader would drop them. */
export const networkFrom = async (files: { path: string; file: Blob }[]): Promise<ModelFolder> =>
  openModelFiles(await readModelFiles(files));

/**
 * Parity of this process's WebGPU, on a device of its own.
 * @param plain whether kernels keep to what every device has
 * @returns the device's features that the kernels use
 */
export async function* gate(
  networks: ReadonlyMap<string, ModelFolder>,
  seed: number,
  plain: boolean,
): AsyncGenerator<Verdict, string[], undefined> {
  const gpu = await Gpu.open(plain ? noAbilities : allAbilities);
  try {
    yield* gateOf(gpu, new Map([['tiny', tinyNetwork()], ...networks]), seed);
    return featuresOf(gpu.abilities);
  } finally {
    gpu.close();
  }
}

/** Whether 1,000 steps of `batch` pictures leave this process's device with as much memory in use as before. */
export async function* memory(
  folder: ModelFolder,
  batch: number,
): AsyncGenerator<WatchedProgress, WatchedMemory> {
  const gpu = await Gpu.open();
  try {
    const denoiser = await WebgpuDenoiser.open(gpu, folder);
    return yield* watchedMemory(denoiser, batch, () => performance.now());
  } finally {
    gpu.close();
  }
}
