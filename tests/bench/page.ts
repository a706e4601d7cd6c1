/** Runs inside the benchmark's browser: runs of a sampler whose memory is watched. */
import type { Denoiser } from '../../src/engine/denoiser.ts';
import { openDevice, type BackendId, type BackendInfo } from '../../src/engine/device.ts';
import { fetchModelFolder } from '../../src/engine/modelFolder.ts';
import type { MemoryInfo } from '../../src/engine/protocol.ts';
import { sample, type Chunk } from '../../src/engine/sampler.ts';
import { ddpmStep } from '../../src/math/samplers.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';
import { tinyNetwork } from './tinyNetwork.ts';

/** Where a run whose memory is watched stands. */
export interface RunProgress {
  done: number;
  total: number;
}

let denoiser: Denoiser;
let run: AsyncGenerator<Chunk, void, undefined> | null = null;

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

/**
 * Begins a DDPM run of `count` steps. How many steps a chunk holds follows from how fast the last one was, and a graphics
 * backend keeps a buffer of every size it has seen; a clock that stands at 25 ms a chunk gives 1, 4, 16, 64, 64, … steps
 * in every run, so that two runs differ in nothing but what they leak.
 */
function beginRun(count: number): void {
  let now = 0;
  const times = subsequence(denoiser.network.schedule.T, count, 'trailing');
  const steps = [...stepsOf(times)].map(([t, s]) => ddpmStep(denoiser.network.schedule, t, s, 'beta'));
  const labels = denoiser.network.nullClass === null ? undefined : [3];
  run = sample(denoiser, { steps, seed: 1, labels, clip: 1 }, () => (now += 25));
}

/** Computes the run's next chunk; null after the last. */
async function continueRun(): Promise<RunProgress | null> {
  const chunk = (await run!.next()).value;
  return chunk ? { done: chunk.done, total: chunk.total } : null;
}

const api = { open, memory, beginRun, continueRun };
export type BenchApi = typeof api;
(globalThis as { bench?: BenchApi }).bench = api;
