/** Runs inside the benchmark's browser, as on the page in a worker: src/bench, with what is known of where it is. */
import {
  fetchedNetwork,
  largeNetwork,
  runBench,
  type BenchEvent,
  type BenchOptions,
} from '../../src/bench/index.ts';
import { tinyNetwork } from './tinyNetwork.ts';

/** What can be handed over from Node. */
export interface SpeedRequest extends Pick<
  BenchOptions,
  'batches' | 'takesAll' | 'backends' | 'engines' | 'threads' | 'effort'
> {
  /** Folders of public/models; 'large' and 'tiny' are made here. */
  networks: readonly string[];
  browser: string;
  commit: string;
}

/** An event, null after the last, or why there are no more. */
export type FromSpeedWorker = { event: BenchEvent | null } | { error: string };

/** In colour and with classes, as the shipped ones are. */
const tiny = { in_channels: 3, out_channels: 3, num_class_embeds: 3 };

const networkOf = (id: string) => {
  if (id === 'large') return largeNetwork;
  if (id === 'tiny') return { id, folder: () => Promise.resolve(tinyNetwork(tiny)) };
  return fetchedNetwork(id, new URL(`/models/${id}/`, location.origin).href);
};

self.onmessage = async ({ data }: MessageEvent<SpeedRequest>) => {
  const { networks, ...request } = data;
  const options: BenchOptions = {
    ...request,
    networks: networks.map(networkOf),
    gpu: navigator.gpu ?? null,
    onnxruntime: new URL('/node_modules/onnxruntime-web/dist/', location.origin).href,
    date: new Date(),
  };
  const post = (said: FromSpeedWorker): void => self.postMessage(said);
  try {
    for await (const event of runBench(options)) post({ event });
    post({ event: null });
  } catch (error) {
    post({ error: String(error) });
  }
};
