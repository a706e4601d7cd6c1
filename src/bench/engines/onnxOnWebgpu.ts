import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { NoisyNetwork } from '../../engine/noisyNetwork.ts';
import { buildUnet2d } from '../../engine/unet2d.ts';
import { Gpu } from '../../engine/webgpu/gpu.ts';
import { readback } from '../../engine/webgpu/readback.ts';
import { gaussianField } from '../../math/rng.ts';
import { benchRequest, type Contender, type Entrant, type Job } from '../contender.ts';
import { issuingTime } from '../device/issuing.ts';
import { channelsFirst, channelsLast } from '../onnx/layouts.ts';
import { networkToOnnx } from '../onnx/networkToOnnx.ts';
import { conditionTables } from './conditionTables.ts';
import { keepAlive, onnxruntime, type OnnxRuntime } from './onnxruntime.ts';
import { StepUpdate } from './stepUpdate.ts';

interface Variant {
  layout: 'NCHW' | 'NHWC';
  captures: boolean;
}
const variants: Variant[] = [
  { layout: 'NHWC', captures: true },
  { layout: 'NHWC', captures: false },
  { layout: 'NCHW', captures: true },
  { layout: 'NCHW', captures: false },
];

/**
 * onnxruntime-web's native WebGPU provider, in each of its ways; the fastest counts. On an emulated device arithmetic is all
 * that takes time, so there each layout is tried in one way only.
 */
export const onnxOnWebgpu = (device: GPUDevice, folder: string, isSoftware: boolean): Entrant[] =>
  variants
    .filter(({ captures }) => captures || !isSoftware)
    .map((variant) => ({
      engine: 'onnxruntime-web',
      backend: 'webgpu',
      variant: `${variant.layout}, ${variant.captures ? 'captured' : 'not captured'}`,
      load: async () => void (await alive(device, folder)),
      open: (job) => opened(new Gpu(device), folder, variant, job),
    }));

/** The runtime, with a session on the device that keeps it there. */
async function alive(device: GPUDevice, folder: string): Promise<OnnxRuntime> {
  const ort = await onnxruntime(folder, 'webgpu', 1);
  await keepAlive(ort, device);
  return ort;
}

/**
 * All that goes in and comes out stays in buffers on the device, the same ones at every step, as its graph capture wants
 * it. Its steps' update is our kernel, so that only the network differs.
 */
async function opened(gpu: Gpu, folder: string, { layout, captures }: Variant, job: Job): Promise<Contender> {
  const { batch, now } = job;
  const { device } = gpu;
  const { config, tensors } = job.folder;
  const ort = await alive(device, folder);
  const network = new NoisyNetwork(job.folder);
  const request = benchRequest(job);
  const unet = buildUnet2d(config);
  const arena = unet.arenaOf(tensors);
  const session: InferenceSession = await ort.InferenceSession.create(networkToOnnx(unet, arena, batch), {
    executionProviders: [{ name: 'webgpu', device, preferredLayout: layout, validationMode: 'disabled' }],
    enableGraphCapture: captures,
    preferredOutputLocation: 'gpu-buffer',
    graphOptimizationLevel: 'all',
  });

  const [height, width] = config.sampleSize;
  const channels = config.inChannels;
  const pixels = height * width;
  const count = batch * network.size;
  const update = await StepUpdate.open(gpu, count, request.steps.length);
  const times = request.steps.map(({ t }) => new Array<number>(batch).fill(t));
  const all = conditionTables(unet, arena, network.conditions(times, request.labels, 1));
  const rowBytes = 4 * batch * config.blockOutChannels[0];
  const sinesOfAll = gpu.storage('sines of all steps', rowBytes * times.length);
  const sines = gpu.storage('sines', rowBytes);
  const classes = gpu.storage('classes', 4 * batch * unet.embeddingWidth);
  device.queue.writeBuffer(sinesOfAll, 0, all.sines);
  // The classes are the same at every step.
  if (all.classes !== null) device.queue.writeBuffer(classes, 0, all.classes, 0, batch * unet.embeddingWidth);
  const onGpu = (buffer: GPUBuffer, dims: number[]): Tensor =>
    ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
  const shape = [batch, channels, height, width];
  const feeds: Record<string, Tensor> = {
    x: onGpu(update.x, shape),
    sines: onGpu(sines, [batch, config.blockOutChannels[0]]),
  };
  if (all.classes !== null) feeds.classes = onGpu(classes, [batch, unet.embeddingWidth]);
  const fetches = { output: onGpu(update.output, shape) };
  const noise = channelsFirst(
    gaussianField(request.seed, 0, count, new Float32Array(count)),
    pixels,
    channels,
  );

  return {
    block: (steps) =>
      issuingTime(
        device,
        async () => {
          update.begin(noise, request.steps, network.predictionType);
          device.queue.writeBuffer(sines, 0, all.sines, 0, rowBytes / 4);
          for (let i = 0; i < steps; i++) {
            await session.run(feeds, fetches);
            const encoder = device.createCommandEncoder();
            const pass = encoder.beginComputePass();
            update.record(pass);
            pass.end();
            if (i + 1 < steps) encoder.copyBufferToBuffer(sinesOfAll, (i + 1) * rowBytes, sines, 0, rowBytes);
            gpu.submit(encoder);
          }
          await device.queue.onSubmittedWorkDone();
        },
        now,
      ),
    async predict({ xt, t }) {
      update.begin(channelsFirst(xt, pixels, channels), request.steps, network.predictionType);
      const tables = conditionTables(unet, arena, network.conditions([t], request.labels, 1));
      device.queue.writeBuffer(sines, 0, tables.sines);
      await session.run(feeds, fetches);
      const wanted = [{ buffer: update.output, bytes: 4 * count }];
      const said = await readback(gpu, device.createCommandEncoder(), wanted);
      const output = channelsLast(said, pixels, channels);
      return network.prediction(xt, (i) => output[i], t).eps;
    },
    async close() {
      await session.release();
      update.dispose();
      for (const buffer of [sinesOfAll, sines, classes]) gpu.free(buffer);
    },
  };
}
