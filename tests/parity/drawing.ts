/** Runs inside the test browser: frames that are drawn on the device beside those that are read back. */
import { openEngine } from '../../src/engine/index.ts';
import type { Denoiser } from '../../src/engine/denoiser.ts';
import type { Frame, ShownFrame } from '../../src/engine/frames.ts';
import { cornerOf, type Pictures } from '../../src/engine/pictures.ts';
import type { Opened } from '../../src/engine/protocol.ts';
import { sample, show, type Chunk, type SampleRequest } from '../../src/engine/sampler.ts';
import { Session } from '../../src/engine/session.ts';
import { FrameSheets } from '../../src/engine/webgpu/frameSheets.ts';
import { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { WebgpuDenoiser } from '../../src/engine/webgpu/webgpuDenoiser.ts';
import { gaussianField, uniformAt } from '../../src/math/rng.ts';
import { ddimStep, ddpmStep } from '../../src/math/samplers.ts';
import { makeSchedule } from '../../src/math/schedules.ts';
import { stepsOf, subsequence } from '../../src/math/timesteps.ts';
import { tinyNetwork } from '../bench/tinyNetwork.ts';

type Shape = readonly [height: number, width: number, channels: number];

let gpu: Gpu;
let sheets: FrameSheets;

async function open(): Promise<boolean> {
  gpu = await Gpu.open();
  const opened = await FrameSheets.open(gpu);
  if (opened === null) return false;
  sheets = opened;
  return true;
}

/** A picture as figures paint it from numbers. */
function painted(values: Float32Array, [height, width, channels]: Shape): Uint8ClampedArray {
  const data = new Uint8ClampedArray(4 * height * width).fill(255);
  for (let i = 0; i < height * width; i++)
    for (let c = 0; c < 3; c++)
      data[4 * i + c] = values[i * channels + (channels < 3 ? 0 : c)] * 127.5 + 127.5;
  return data;
}

function pixelsOf(sheet: ImageBitmap, first: number, [height, width]: Shape): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  const [x, y] = cornerOf({ sheet, first }, { width, height });
  context.drawImage(sheet, x, y, width, height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0) : 256;

/** Random pictures of random shapes, values beyond [-1, 1] among them: the largest difference of a byte. */
function drawn(seed: number, count: number): { name: string; difference: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const upTo = (most: number, draw: number): number => 1 + Math.floor(most * uniformAt(seed + i, 0, draw));
    const shape: Shape = [upTo(40, 0), upTo(40, 1), upTo(2, 2) === 1 ? 1 : 3];
    const size = shape[0] * shape[1] * shape[2];
    const pictures = upTo(70, 3);
    const values = gaussianField(seed + i, 1, pictures * size, new Float32Array(pictures * size));
    const buffer = gpu.storage('pictures', values.byteLength);
    gpu.device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
    const encoder = gpu.device.createCommandEncoder();
    sheets.record(encoder, { buffer, count: pictures, shape });
    gpu.submit(encoder);
    const sheet = sheets.taken();
    const differences = Array.from({ length: pictures }, (_, p) =>
      largestDifference(pixelsOf(sheet, p, shape), painted(values.subarray(p * size, (p + 1) * size), shape)),
    );
    sheet.close();
    gpu.free(buffer);
    return { name: `${pictures} of ${shape} (seed ${seed + i})`, difference: Math.max(...differences) };
  });
}

const schedule = makeSchedule({ id: 'linear', T: 1000 });
const batch = 3;

const request = (keep: SampleRequest['keep']): SampleRequest => ({
  steps: [...stepsOf(subsequence(1000, 7, 'trailing'))].map(([t, s]) => ddpmStep(schedule, t, s, 'beta')),
  seed: 5,
  batch,
  clip: 1,
  keep,
});

/** Chunks of 1, 4 and 2 steps, whatever the device takes. */
const clock = () => {
  let time = 0;
  return () => (time += 25);
};

async function chunksOf<F extends ShownFrame>(
  run: AsyncGenerator<Chunk<F>>,
): Promise<{ chunks: Chunk<F>[]; readbacks: number[] }> {
  const chunks: Chunk<F>[] = [];
  const readbacks: number[] = [];
  let before = gpu.counts.readbacks;
  for await (const chunk of run) {
    chunks.push(chunk);
    readbacks.push(gpu.counts.readbacks - before);
    before = gpu.counts.readbacks;
  }
  return { chunks, readbacks };
}

/** A run that is looked at beside the same run in numbers. */
async function runs(keep: SampleRequest['keep']) {
  const denoiser: Denoiser = await WebgpuDenoiser.open(gpu, tinyNetwork(), sheets);
  const { imageShape, size } = denoiser.network;
  const numbers = await chunksOf(sample(denoiser, request(keep), clock()));
  const before = denoiser.memory();
  const shown = await chunksOf(show(denoiser, request(keep), clock()));
  const after = denoiser.memory();
  denoiser.dispose();
  const framesIn = <F extends ShownFrame>(chunks: Chunk<F>[]): F[] => chunks.flatMap(({ frames }) => frames);
  const [expected, seen] = [framesIn<Frame>(numbers.chunks), framesIn(shown.chunks)];
  let difference = 0;
  let onSheets = 0;
  const compare = (pictures: Pictures | null, values: Float32Array | null): void => {
    if (pictures === null || values === null) {
      if (pictures !== values) difference = 256;
    } else if (pictures instanceof Float32Array) {
      difference = Math.max(difference, 256 * largestDifference(pictures, values));
    } else {
      for (let p = 0; p < batch; p++) {
        onSheets++;
        const drawnPixels = pixelsOf(pictures.sheet, pictures.first + p, imageShape);
        const expectedPixels = painted(values.subarray(p * size, (p + 1) * size), imageShape);
        difference = Math.max(difference, largestDifference(drawnPixels, expectedPixels));
      }
    }
  };
  expected.forEach(({ xt, xHat0, eps }, i) => {
    compare(seen[i].xt, xt);
    compare(seen[i].xHat0, xHat0);
    compare(seen[i].eps, eps);
  });
  return {
    times: [expected.map(({ t }) => t), seen.map(({ t }) => t)],
    steps: shown.chunks.map(({ done }) => done),
    readbacks: shown.readbacks,
    onSheets,
    difference,
    result: largestDifference(shown.chunks.at(-1)!.result!, numbers.chunks.at(-1)!.result!),
    before,
    after,
  };
}

/** On a device that may not draw, a run that is to be shown comes in numbers. */
async function withoutDrawing(model: string): Promise<boolean> {
  const session = new Session();
  const silent = (): void => undefined;
  const url = new URL(model, location.origin).href;
  const { model: info } = (await session.answer('open', { model: url, backend: 'webgpu' }, silent)) as Opened;
  const steps = [ddimStep(info.schedule, 1000, 0, 0)];
  await session.answer('start', { run: 1, request: { steps, seed: 1, labels: [0] }, shows: true }, silent);
  const chunk = (await session.answer('next', { run: 1 }, silent)) as Chunk<ShownFrame>;
  await session.answer('stop', { run: 1 }, silent);
  return chunk.frames.every(({ xt }) => xt instanceof Float32Array);
}

/** The same through the worker: kinds of frames, and the brightness of the last drawn one. */
async function throughTheWorker(
  model: string,
): Promise<{ sheets: number; numbers: number; range: number[] }> {
  const engine = await openEngine({ model: new URL(model, location.origin).href, backend: 'webgpu' });
  const steps = [...stepsOf(subsequence(1000, 3, 'trailing'))].map(([t, s]) =>
    ddimStep(engine.model.schedule, t, s, 0),
  );
  const seen = { sheets: 0, numbers: 0, range: [0, 0] };
  for await (const { frames } of engine.show({ steps, seed: 1, clip: 1, labels: [0] })) {
    for (const { xt } of frames) {
      if (xt instanceof Float32Array) seen.numbers++;
      else {
        seen.sheets++;
        const pixels = pixelsOf(xt.sheet, xt.first, engine.model.imageShape).filter((_, i) => i % 4 === 0);
        seen.range = [Math.min(...pixels), Math.max(...pixels)];
      }
    }
  }
  engine.close();
  return seen;
}

const api = { open, drawn, runs, withoutDrawing, throughTheWorker };
(globalThis as { drawing?: typeof api }).drawing = api;
