/** What subgroups do together, in workgroups of any size: ones smaller than a subgroup, and ones that do not fill their last. */
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { sumBySubgroups, sumByTree } from '../../src/engine/webgpu/kernels/groupSum.ts';
import { enabling, type Kernel } from '../../src/engine/webgpu/kernels/kernel.ts';
import { weighedBySubgroups, weighedByThreads } from '../../src/engine/webgpu/kernels/weighing.ts';
import { bindGroup } from '../../src/engine/webgpu/planProgram.ts';
import { readback } from '../../src/engine/webgpu/readback.ts';
import { gaussianField } from '../../src/math/rng.ts';
import { relativeError } from './relativeError.ts';

const workgroups = 3;
const buffers = `@group(0) @binding(0) var<storage, read> x : array<f32>;
@group(0) @binding(1) var<storage, read_write> output : array<f32>;`;

/** In workgroups of these sizes, if the device has subgroups; a tree and equal shares need powers of two. */
export async function subgroups(gpu: Gpu, seed: number): Promise<{ name: string; error: number }[]> {
  const seen = [];
  for (const threads of [1, 2, 3, 4, 5, 7, 8, 12, 31, 32, 64, 65, 100, 128, 255, 256]) {
    const isPower = threads > 1 && (threads & (threads - 1)) === 0;
    const ways = [...(gpu.abilities.subgroups ? [true] : []), ...(isPower ? [false] : [])];
    for (const isBySubgroups of ways) {
      const name = `${threads} threads${isBySubgroups ? ', subgroups' : ''}`;
      seen.push({ name: `sums of ${name}`, error: await sumError(gpu, threads, isBySubgroups, seed) });
      const shape = { threads, queries: Math.min(8, 2 ** Math.floor(Math.log2(threads))), keys: 37 };
      seen.push({ name: `weights of ${name}`, error: await weightError(gpu, shape, isBySubgroups, seed) });
    }
  }
  return seen;
}

/** Two sums of all threads' numbers, as each thread has them. */
async function sumError(gpu: Gpu, threads: number, isBySubgroups: boolean, seed: number): Promise<number> {
  const source = `${enabling(isBySubgroups && 'subgroups')}
${buffers}
${(isBySubgroups ? sumBySubgroups : sumByTree)(threads)}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) place : vec3<u32>, @builtin(local_invocation_index) lane : u32) {
  let i = place.x * ${threads}u + lane;
  output[2u * i] = groupSum(lane, x[i], 0u);
  output[2u * i + 1u] = groupSum(lane, x[i] * x[i], 1u);
}`;
  const x = numbers(seed, workgroups * threads);
  const output = await outputOf(gpu, source, x, 2 * x.length);
  const reference = Array.from(output, (_, i) => {
    const first = Math.floor(i / 2 / threads) * threads;
    return x
      .subarray(first, first + threads)
      .reduce((sum, value) => sum + (i % 2 === 0 ? value : value * value), 0);
  });
  return relativeError(output, reference);
}

/** Scores of two blocks of keys, the second one shorter: the weights of the last, and each query's largest, total and shrink. */
async function weightError(
  gpu: Gpu,
  shape: { threads: number; queries: number; keys: number },
  isBySubgroups: boolean,
  seed: number,
): Promise<number> {
  const { threads, queries, keys } = shape;
  const last = 23;
  const scores = queries * keys;
  const each = scores + 3 * queries;
  const weighing = (isBySubgroups ? weighedBySubgroups : weighedByThreads)(shape);
  const source = `${enabling(isBySubgroups && 'subgroups')}
${buffers}
var<workgroup> scores : array<f32, ${scores}>;
var<workgroup> largest : array<f32, ${queries}>;
var<workgroup> total : array<f32, ${queries}>;
var<workgroup> shrink : array<f32, ${queries}>;
${weighing.memory}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) place : vec3<u32>, @builtin(local_invocation_index) lane : u32) {
${weighing.start}  if (lane < ${queries}u) { largest[lane] = -3.0e38; total[lane] = 0.0; }
  workgroupBarrier();
${weighing.counted}  for (var block = 0u; block < 2u; block++) {
    let present = select(${keys}u, ${last}u, block == 1u);
    for (var i = lane; i < ${scores}u; i += ${threads}u) {
      scores[i] = x[(2u * place.x + block) * ${scores}u + i];
    }
    workgroupBarrier();
${weighing.block}
    workgroupBarrier();
  }
  for (var i = lane; i < ${scores}u; i += ${threads}u) { output[place.x * ${each}u + i] = scores[i]; }
  if (lane < ${queries}u) {
    let start = place.x * ${each}u + ${scores}u + lane;
    output[start] = largest[lane];
    output[start + ${queries}u] = total[lane];
    output[start + ${2 * queries}u] = shrink[lane];
  }
}`;
  const x = numbers(seed, 2 * workgroups * scores);
  const output = await outputOf(gpu, source, x, workgroups * each);
  const reference: number[] = [];
  for (let group = 0; group < workgroups; group++) {
    const block = (i: number): Float32Array =>
      x.subarray((2 * group + i) * scores, (2 * group + i + 1) * scores);
    const ofQuery = (i: number, query: number, count: number): number[] => [
      ...block(i).subarray(query * keys, query * keys + count),
    ];
    const rows = Array.from({ length: queries }, (_, query) => {
      const [before, now] = [ofQuery(0, query, keys), ofQuery(1, query, last)];
      const [first, most] = [Math.max(...before), Math.max(...before, ...now)];
      const sum = (values: number[]): number =>
        values.reduce((all, value) => all + Math.exp(value - most), 0);
      // What lies beyond the block's keys is left as it is.
      const weights = ofQuery(1, query, keys).map((value, i) => (i < last ? Math.exp(value - most) : value));
      return { weights, most, total: sum(before) + sum(now), shrink: Math.exp(first - most) };
    });
    reference.push(...rows.flatMap(({ weights }) => weights));
    for (const name of ['most', 'total', 'shrink'] as const) reference.push(...rows.map((row) => row[name]));
  }
  return relativeError(output, reference);
}

const numbers = (seed: number, count: number): Float32Array<ArrayBuffer> =>
  gaussianField(seed, 0, count, new Float32Array(count));

async function outputOf(gpu: Gpu, source: string, x: Float32Array<ArrayBuffer>, count: number) {
  const kernel: Kernel = {
    label: 'subgroups',
    source,
    bindings: ['x', 'output'],
    workgroups: [workgroups, 1, 1],
  };
  const pipeline = await gpu.pipeline(kernel);
  const given = { x: gpu.storage('x', x.byteLength), output: gpu.storage('output', 4 * count) };
  gpu.device.queue.writeBuffer(given.x, 0, x);
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const group = bindGroup(gpu.device, pipeline, kernel, (name) => ({
    buffer: name === 'x' ? given.x : given.output,
  }));
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...kernel.workgroups);
  pass.end();
  const values = await readback(gpu, encoder, [{ buffer: given.output, bytes: 4 * count }]);
  for (const buffer of Object.values(given)) gpu.free(buffer);
  return values;
}
