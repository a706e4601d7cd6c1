/** Runs inside the benchmark's browser: runs of a sampler whose memory is watched. */
import type { Denoiser } from '../../src/engine/denoiser.ts';
import { openDevice, type BackendId, type BackendInfo } from '../../src/engine/device.ts';
import { fetchModelFolder } from '../../src/engine/modelFolder.ts';
import type { MemoryInfo } from '../../src/engine/protocol.ts';
import type { Chunk } from '../../src/engine/sampler.ts';
import { tinyNetwork } from './tinyNetwork.ts';
import { watchedRun } from './watchedRun.ts';

/** Where a run whose memory is watched stands. */
export interface RunProgress {
  done: number;
  total: number;
}

let denoiser: Denoiser;
let run: AsyncGenerator<Chunk> | null = null;

/** @param folder of a model; left out: a tiny network with random weights */
async function open(backend: BackendId, folder?: string): Promise<BackendInfo> {
  const device = await openDevice(backend);
  const model =
    folder === undefined ? tinyNetwork() : await fetchModelFolder(new URL(folder, location.origin).href);
  denoiser = await device.denoiser(model);
  return device.info;
}

function memory(): MemoryInfo {
  return denoiser.memory();
}

/** Begins a run of `count` steps. */
function beginRun(count: number): void {
  run = watchedRun(denoiser, count);
}

/** Computes the run's next chunk; null after the last. */
async function continueRun(): Promise<RunProgress | null> {
  const chunk = (await run!.next()).value;
  return chunk ? { done: chunk.done, total: chunk.total } : null;
}

const api = { open, memory, beginRun, continueRun };
export type BenchApi = typeof api;
(globalThis as { bench?: BenchApi }).bench = api;
