import { mostThreads } from '../engine/wasm/threads/threadCount.ts';
import { featuresOf } from '../engine/webgpu/abilities.ts';
import type { Entrant } from './contender.ts';
import type { BenchDevice } from './device/benchDevice.ts';
import { onnxOnWasm } from './engines/onnxOnWasm.ts';
import { onnxOnWebgpu } from './engines/onnxOnWebgpu.ts';
import { oursOnWasm, oursOnWebgpu, oursPlain } from './engines/ours.ts';
import { oursNoReplay } from './engines/oursNoReplay.ts';
import { tfjsOn, tfjsOnDevice } from './engines/tfjs.ts';
import type { BenchOptions } from './options.ts';
import type { BenchBackend } from './row.ts';

/** The engines of a backend, those that were asked for. */
export function entrantsOf(
  backend: BenchBackend,
  { engines, onnxruntime, threads }: Pick<BenchOptions, 'engines' | 'onnxruntime' | 'threads'>,
  gpu: BenchDevice | null,
): Entrant[] {
  const all: Record<BenchBackend, () => Entrant[]> = {
    webgpu: () =>
      gpu === null
        ? []
        : [
            oursOnWebgpu(gpu),
            ...(featuresOf(gpu.abilities).length > 0 ? [oursPlain(gpu)] : []),
            oursNoReplay(gpu),
            tfjsOnDevice(gpu.device, gpu.info),
            ...(onnxruntime === null ? [] : onnxOnWebgpu(gpu.device, onnxruntime, gpu.isSoftware)),
          ],
    wasm: () => [
      oursOnWasm(1),
      // Ours as it is shipped, which takes no more; a peer takes as many as it likes. Each row says its threads.
      ...(threads > 1 ? [oursOnWasm(Math.min(threads, mostThreads))] : []),
      tfjsOn('wasm'),
      ...(onnxruntime === null ? [] : [onnxOnWasm(onnxruntime, threads)]),
    ],
    webgl: () => [tfjsOn('webgl')],
    cpu: () => [tfjsOn('cpu')],
  };
  return all[backend]().filter(({ engine }) => engines === undefined || engines.includes(engine));
}
