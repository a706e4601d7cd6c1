/** The benchmark's code as Node runs it, on Dawn; scripts/bench-gpu.mjs bundles it and brings what a browser would. */
import { openModelFiles, type ModelFolder } from '../../src/engine/loadedModel.ts';
import { readModelFiles } from '../../src/engine/modelFiles.ts';
import { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { gate as gateOf, type Verdict } from '../parity/gate.ts';
import { tinyNetwork } from './tinyNetwork.ts';

export { eventInWords } from './speedWords.ts';
export { tinyNetwork as tiny } from './tinyNetwork.ts';
export { largeNetwork, runBench } from '../../src/bench/index.ts';

/** A network from its files, as a reader would drop them. */
export const networkFrom = async (files: { path: string; file: Blob }[]): Promise<ModelFolder> =>
  openModelFiles(await readModelFiles(files));

/** Parity of this process's WebGPU, on a device of its own. */
export async function* gate(
  networks: ReadonlyMap<string, ModelFolder>,
  seed: number,
): AsyncGenerator<Verdict, void, undefined> {
  const gpu = await Gpu.open();
  try {
    yield* gateOf(gpu, new Map([['tiny', tinyNetwork()], ...networks]), seed);
  } finally {
    gpu.close();
  }
}
