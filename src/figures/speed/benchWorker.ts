/** Runs the benchmark away from the page. Whoever started it ends it by ending the worker. */
import { fetchedNetwork, largeNetwork, runBench } from '../../bench/index.ts';
import { ModelError } from '../../engine/modelError.ts';
import type { BenchChoice, Broken, FromBenchWorker } from './benchProtocol.ts';
import { browserName } from './browserName.ts';

const post = (message: FromBenchWorker): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<BenchChoice>) => {
  const { networks, onnxruntime, commit, ...choice } = data;
  try {
    const events = runBench({
      networks: networks.map(({ id, url }) => (url === null ? largeNetwork : fetchedNetwork(id, url))),
      ...choice,
      // Not even asked for where nothing is to run on it.
      gpu: (choice.backends.includes('webgpu') && navigator.gpu) || null,
      onnxruntime,
      // Threads share memory, which only an isolated page has.
      threads: self.crossOriginIsolated ? navigator.hardwareConcurrency : 1,
      browser: browserName(navigator),
      commit,
      date: new Date(),
    });
    for await (const event of events) post(event);
  } catch (error) {
    post({ kind: 'broken', broken: brokenBy(error) });
  }
};

const brokenBy = (error: unknown): Broken =>
  error instanceof ModelError
    ? { code: 'network', error: error.toData() }
    : { code: 'error', reason: error instanceof Error ? error.message : String(error) };
