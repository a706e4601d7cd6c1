/** Inside the benchmark's browser: one network in WebAssembly, ours with one thread and with several, onnxruntime-web. */
import { fetchedNetwork, largeNetwork } from '../../src/bench/index.ts';
import type { Contender, Entrant } from '../../src/bench/contender.ts';
import { onnxOnWasm } from '../../src/bench/engines/onnxOnWasm.ts';
import { oursOnWasm } from '../../src/bench/engines/ours.ts';
import { median } from '../../src/bench/statistics.ts';
import { kernelBuild } from '../../src/engine/wasm/kernelBuild.ts';

export interface ThreadsRequest {
  /** A folder of public/models, or 'large'. */
  network: string;
  batch: number;
  threads: number;
  rounds: number;
}

export interface ThreadsRow extends ThreadsRequest {
  build: string;
  /** Milliseconds a step by the median and of the fastest block: ours alone, ours, theirs. */
  one: Times;
  several: Times;
  onnxruntime: Times;
  /** Medians over the rounds, in which all three take turns: how often `several` takes the other's time. */
  ratios: { toOne: number; toOnnxruntime: number };
}

interface Times {
  median: number;
  fastest: number;
}

const stepsPerBlock = 2;

async function measured({ network, batch, threads, rounds }: ThreadsRequest): Promise<ThreadsRow> {
  const chosen =
    network === 'large'
      ? largeNetwork
      : fetchedNetwork(network, new URL(`/models/${network}/`, location.origin).href);
  const folder = await chosen.folder();
  const onnx = new URL('/node_modules/onnxruntime-web/dist/', location.origin).href;
  const entrants: Entrant[] = [oursOnWasm(1), oursOnWasm(threads), onnxOnWasm(onnx, threads)];
  const contenders: Contender[] = [];
  for (const entrant of entrants) {
    contenders.push(await entrant.open({ folder, batch, now: () => performance.now() }));
    // Packs weights, starts threads.
    await contenders.at(-1)!.block(stepsPerBlock);
  }
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    // In turns, so that nobody always follows the same one.
    for (let i = 0; i < contenders.length; i++) {
      const which = (round + i) % contenders.length;
      const started = performance.now();
      await contenders[which].block(stepsPerBlock);
      times[which].push((performance.now() - started) / stepsPerBlock);
    }
  }
  for (const contender of contenders) await contender.close();
  const [one, several, onnxruntime] = times.map((all) => ({
    median: median(all),
    fastest: Math.min(...all),
  }));
  const ratioTo = (other: number): number => median(times[other].map((time, i) => time / times[1][i]));
  const ratios = { toOne: ratioTo(0), toOnnxruntime: ratioTo(2) };
  const build = kernelBuild() ?? 'none';
  return { network, batch, threads, rounds, build, one, several, onnxruntime, ratios };
}

self.onmessage = async ({ data }: MessageEvent<ThreadsRequest>) => {
  try {
    self.postMessage(await measured(data));
  } catch (error) {
    self.postMessage(String(error));
  }
};
