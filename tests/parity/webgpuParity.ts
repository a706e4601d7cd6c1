/** What only the WebGPU path has: kernels against float64, noise, the same bits twice, memory. */
import { gatheredRows } from '../../src/engine/gatheredRows.ts';
import type { Denoiser } from '../../src/engine/denoiser.ts';
import { interpreted } from '../../src/engine/plan/interpreter.ts';
import { planOfEmbedding, planOfForward } from '../../src/engine/plan/planOf.ts';
import { sample, type SampleRequest } from '../../src/engine/sampler.ts';
import { sinusoidalEmbedding } from '../../src/engine/timeEmbedding.ts';
import { buildUnet2d } from '../../src/engine/unet2d.ts';
import { noAbilities, type Abilities } from '../../src/engine/webgpu/abilities.ts';
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { noiseKernel, noiseWordsKernel } from '../../src/engine/webgpu/kernels/updateKernel.ts';
import type { Kernel } from '../../src/engine/webgpu/kernels/kernel.ts';
import { bindGroup, kernelsOf } from '../../src/engine/webgpu/planProgram.ts';
import { readback } from '../../src/engine/webgpu/readback.ts';
import { gaussianAt, lanes, threefry2x32 } from '../../src/math/rng.ts';
import type { LayerInput } from './composedLayers.ts';
import { slotsOnGpu } from './onGpu.ts';
import { classPlans } from './kernelClasses.ts';
import { randomPlan } from './randomPlans.ts';
import { relativeError } from './relativeError.ts';

/**
 * Random single steps on the GPU against float64: so many of a kind, or one of every kernel and class of shapes. Where the
 * device's abilities make other kernels, each step is taken by the plain ones as well.
 */
export async function kernels(
  gpu: Gpu,
  kind: 'conv' | 'groupNorm' | 'attention' | 'classes',
  seed: number,
  count = 0,
) {
  const plans =
    kind === 'classes'
      ? classPlans(seed)
      : Array.from({ length: count }, (_, i) => randomPlan(kind, seed + i));
  const seen = [];
  let halves = 0;
  for (const { kind: name, plan, arena, inputs } of plans) {
    const reference = interpreted(plan, arena, inputs);
    const actual = await slotsOnGpu(gpu, plan, arena, inputs);
    if (actual.isHalf) halves++;
    seen.push({ name, error: relativeError(actual.of(plan.output), reference) });
    const [own, core] = [gpu.abilities, noAbilities].map(
      (abilities) => kernelsOf(plan, actual.isHalf, abilities)[0].source,
    );
    if (own === core) continue;
    const plain = await slotsOnGpu(gpu, plan, arena, inputs, false, noAbilities);
    seen.push({ name: `plain ${name}`, error: relativeError(plain.of(plan.output), reference) });
  }
  return { comparisons: seen, halves };
}

/** Every named layer of a network on the GPU; float16 weights where the file's are. */
export async function plannedLayers(
  gpu: Gpu,
  { config, tensors, timesteps, classes, x }: LayerInput,
  abilities: Abilities = gpu.abilities,
): Promise<Map<string, Float32Array>> {
  const unet = buildUnet2d(config);
  const arena = unet.arenaOf(tensors);
  const rows = timesteps.length;
  const inputs = [sinusoidalEmbedding(timesteps, config)];
  if (unet.classRows !== null && classes !== null) {
    inputs.push(gatheredRows(arena.subarray(unet.classRows.offset), classes, unet.embeddingWidth));
  }
  const embedding = planOfEmbedding(unet, rows);
  const projections = (await slotsOnGpu(gpu, embedding, arena, inputs, false, abilities)).of(
    embedding.output,
  );
  const named = new Map<string, number>();
  const plan = planOfForward(unet, rows, (name, slot) => named.set(name, slot));
  named.set('output', plan.output);
  const slots = await slotsOnGpu(gpu, plan, arena, [x.values, projections], true, abilities);
  return new Map([...named].map(([name, slot]) => [name, slots.of(slot)]));
}

async function filled(gpu: Gpu, kernel: Kernel, bytes: number, seed: number, step: number) {
  const output = gpu.storage('output', bytes);
  const run = gpu.buffer('run', 16, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  gpu.device.queue.writeBuffer(run, 0, Uint32Array.of(seed, step, 0, 0));
  const pipeline = await gpu.pipeline(kernel);
  const group = bindGroup(gpu.device, pipeline, kernel, (name) => ({
    buffer: name === 'run' ? run : output,
  }));
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...kernel.workgroups);
  pass.end();
  const values = await readback(gpu, encoder, [{ buffer: output, bytes }]);
  gpu.free(output);
  gpu.free(run);
  return values;
}

/** The noise on the GPU against src/math's: how many words differ, and by how much the normal numbers do. */
export async function noise(gpu: Gpu): Promise<{ differentWords: number; largestError: number }> {
  const n = 65536;
  let differentWords = 0;
  let largestError = 0;
  for (const [seed, step] of [
    [0, 0],
    [20261122, 1000],
    [0xffffffff, 7],
  ]) {
    const words = new Uint32Array((await filled(gpu, noiseWordsKernel(n), 8 * n, seed, step)).buffer);
    const values = await filled(gpu, noiseKernel(n), 4 * n, seed, step);
    for (let element = 0; element < n; element++) {
      const [word0, word1] = threefry2x32(seed, step, element, lanes.gaussian);
      if (words[2 * element] !== word0 >>> 0 || words[2 * element + 1] !== word1 >>> 0) differentWords++;
      const error = Math.abs(values[element] - gaussianAt(seed, step, element));
      largestError = Number.isNaN(error) ? Infinity : Math.max(largestError, error);
    }
  }
  return { differentWords, largestError };
}

async function lastOf(
  denoiser: Denoiser,
  request: SampleRequest,
  clock?: () => number,
): Promise<Float32Array> {
  let last = new Float32Array();
  for await (const { frames } of sample(denoiser, request, clock)) {
    last = (frames.at(-1)?.xt ?? last) as Float32Array<ArrayBuffer>;
  }
  return last;
}

/**
 * The same run again, in other chunks, and beside another run: how many numbers differ, what the device was asked for,
 * and what it holds before and after.
 */
export async function sameBits(gpu: Gpu, denoiser: Denoiser, request: SampleRequest) {
  // Of two clocks, by which chunks have 1, 1, 1, … steps and 1, 64, …: a real one would let the machine's load decide how
  // many frames a run makes room for.
  const clock = (step: number) => {
    let time = 0;
    return () => (time += step);
  };
  const first = await lastOf(denoiser, request, clock(1000));
  const before = denoiser.memory();
  const [again, other] = await Promise.all([
    lastOf(denoiser, { ...request, keep: 'last' }, clock(1)),
    lastOf(denoiser, { ...request, seed: request.seed + 1 }, clock(1000)),
  ]);
  const counted = { ...gpu.counts };
  await lastOf(denoiser, { ...request, keep: 'last' });
  const counts = {
    dispatches: gpu.counts.dispatches - counted.dispatches,
    submits: gpu.counts.submits - counted.submits,
    readbacks: gpu.counts.readbacks - counted.readbacks,
  };
  const differing = (a: Float32Array, b: Float32Array): number =>
    a.length === b.length ? a.filter((value, i) => !Object.is(value, b[i])).length : Infinity;
  return {
    values: first.length,
    differing: differing(first, again),
    differingWithOtherSeed: differing(first, other),
    counts,
    before,
    after: denoiser.memory(),
  };
}
