/** Runs inside the benchmark's browser: a network's memory over a long run of a sampler. */
import { openDevice, type BackendId, type BackendInfo } from '../../src/engine/device.ts';
import { fetchModelFolder } from '../../src/engine/modelFolder.ts';
import { tinyNetwork } from './tinyNetwork.ts';
import { watchedMemory, type WatchedMemory, type WatchedProgress } from './watchedMemory.ts';

let run: AsyncGenerator<WatchedProgress, WatchedMemory>;

/** @param folder of a model; left out: a tiny network with random weights */
async function open(backend: BackendId, folder?: string): Promise<BackendInfo> {
  const device = await openDevice(backend);
  const model =
    folder === undefined ? tinyNetwork() : await fetchModelFolder(new URL(folder, location.origin).href);
  run = watchedMemory(await device.denoiser(model), 1, () => performance.now());
  return device.info;
}

/** Computes the run's next chunk: where it stands then, or at its end what was found. */
const next = (): Promise<IteratorResult<WatchedProgress, WatchedMemory>> => run.next();

const api = { open, next };
export type BenchApi = typeof api;
(globalThis as { bench?: BenchApi }).bench = api;
