import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { NoisyNetwork } from '../../engine/noisyNetwork.ts';
import { buildUnet2d } from '../../engine/unet2d.ts';
import { predictionWeights, weighted } from '../../engine/predictionWeights.ts';
import { gaussianField } from '../../math/rng.ts';
import { benchRequest, type Contender, type Entrant, type Job } from '../contender.ts';
import { channelsFirst, channelsLast } from '../onnx/layouts.ts';
import { networkToOnnx } from '../onnx/networkToOnnx.ts';
import { conditionTables } from './conditionTables.ts';
import { onnxruntime } from './onnxruntime.ts';

/** onnxruntime-web's WebAssembly. */
export const onnxOnWasm = (folder: string, threads: number): Entrant => ({
  engine: 'onnxruntime-web',
  backend: 'wasm',
  variant: threads === 1 ? '1 thread' : `${threads} threads`,
  load: async () => void (await onnxruntime(folder, 'wasm', threads)),
  open: (job) => opened(folder, threads, job),
});

async function opened(folder: string, threads: number, job: Job): Promise<Contender> {
  const { batch } = job;
  const { config, tensors } = job.folder;
  const ort = await onnxruntime(folder, 'wasm', threads);
  const network = new NoisyNetwork(job.folder);
  const request = benchRequest(job);
  const unet = buildUnet2d(config);
  const arena = unet.arenaOf(tensors);
  const session: InferenceSession = await ort.InferenceSession.create(networkToOnnx(unet, arena, batch), {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const [height, width] = config.sampleSize;
  const channels = config.inChannels;
  const pixels = height * width;
  const count = batch * network.size;
  const start = channelsFirst(
    gaussianField(request.seed, 0, count, new Float32Array(count)),
    pixels,
    channels,
  );

  /** The network's output, channels first, as x is. */
  const outputAt = async (x: Float32Array, t: readonly number[]): Promise<Float32Array> => {
    const { sines, classes } = conditionTables(unet, arena, network.conditions([t], request.labels, 1));
    const tensor = (values: Float32Array, dims: number[]): Tensor => new ort.Tensor('float32', values, dims);
    const feeds: Record<string, Tensor> = {
      x: tensor(x, [batch, channels, height, width]),
      sines: tensor(sines, [batch, config.blockOutChannels[0]]),
    };
    if (classes !== null) feeds.classes = tensor(classes, [batch, unet.embeddingWidth]);
    return (await session.run(feeds)).output.data as Float32Array;
  };

  return {
    async block(steps) {
      let x: Float32Array = start;
      for (const step of request.steps.slice(0, steps)) {
        const output = await outputAt(x, new Array<number>(batch).fill(step.t));
        const { xHat0, eps } = predictionWeights(network.predictionType, step.alphaBar);
        // As our own run does it: in float64, rounded once.
        x = x.map((xt, i) => {
          const clean = Math.min(1, Math.max(-1, weighted(xHat0, xt, output[i])));
          return step.x0 * clean + step.xt * xt + step.eps * weighted(eps, xt, output[i]);
        });
      }
      return null;
    },
    async predict({ xt, t }) {
      const output = channelsLast(await outputAt(channelsFirst(xt, pixels, channels), t), pixels, channels);
      return network.prediction(xt, (i) => output[i], t).eps;
    },
    close: () => session.release(),
  };
}
