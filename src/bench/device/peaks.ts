import { ceilDiv } from '../../engine/webgpu/kernels/kernel.ts';
import type { Gpu } from '../../engine/webgpu/gpu.ts';
import type { DevicePeaks } from '../roofline.ts';
import { median } from '../statistics.ts';
import type { BenchDevice } from './benchDevice.ts';

/** A measurement shorter than this is made longer: the clock and one submit would be part of it. */
const longEnough = 60;
const repeats = 5;

const threads = 256;
/** Independent chains of four lanes each, so that a chain's latency hides behind the others. */
const chains = 8;

/** `rounds` times y = y · a + b, in chains · 4 lanes of each thread. */
const fmaSource = (rounds: number): string => `
@group(0) @binding(0) var<storage, read_write> y : array<vec4<f32>>;
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let a = vec4<f32>(0.999 + f32(id.x & 1u) * 1e-4);
  let b = vec4<f32>(f32(id.x) * 1e-6);
  ${Array.from({ length: chains }, (_, c) => `var s${c} = vec4<f32>(${c}.0, 1.0, 2.0, 3.0);`).join('\n')}
  for (var i = 0u; i < ${rounds}u; i++) {
    ${Array.from({ length: chains }, (_, c) => `s${c} = fma(s${c}, a, b);`).join('\n')}
  }
  y[id.x] = ${Array.from({ length: chains }, (_, c) => `s${c}`).join(' + ')};
}`;

/** y = x, four numbers a thread. */
const copySource = (rowLength: number): string => `
@group(0) @binding(0) var<storage, read> x : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> y : array<vec4<f32>>;
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let i = id.y * ${rowLength}u + id.x;
  y[i] = x[i];
}`;

/** Next to nothing, and each has to wait for the one before. */
const emptySource = `
@group(0) @binding(0) var<storage, read_write> y : array<u32>;
@compute @workgroup_size(1)
fn main() { y[0] = y[0] + 1u; }`;

/**
 * Measures a device: a chain of fused multiply-adds in registers, a copy that no cache holds, dispatches that do
 * nothing. Medians of some runs, each at least 60 ms long.
 */
export async function measuredPeaks(gpu: Gpu, now: () => number, isSoftware: boolean): Promise<DevicePeaks> {
  const buffers: GPUBuffer[] = [];
  const buffer = (label: string, bytes: number): GPUBuffer => {
    const made = gpu.storage(label, bytes);
    buffers.push(made);
    return made;
  };
  const freeAll = (): void => {
    for (const made of buffers.splice(0)) gpu.free(made);
  };
  try {
    const groups = isSoftware ? 64 : 16384;
    const rounds = 256;
    const perDispatch = groups * threads * chains * 4 * rounds * 2;
    const scratch = buffer('peak', 16 * groups * threads);
    const fma = await dispatcher(gpu, fmaSource(rounds), [scratch], [groups, 1]);
    const flops = (1000 * perDispatch) / (await millisecondsEach(gpu, fma, now));
    freeAll();

    const { maxStorageBufferBindingSize, maxComputeWorkgroupsPerDimension } = gpu.device.limits;
    const wanted = (isSoftware ? 64 : 512) * 2 ** 20;
    const size = 2 ** Math.floor(Math.log2(Math.min(wanted, maxStorageBufferBindingSize)));
    const all = size / 16 / threads;
    const across = Math.min(2 ** Math.floor(Math.log2(maxComputeWorkgroupsPerDimension)), all);
    const ends = [buffer('from', size), buffer('to', size)];
    const copy = await dispatcher(gpu, copySource(across * threads), ends, [across, ceilDiv(all, across)]);
    const bandwidth = (1000 * 2 * size) / (await millisecondsEach(gpu, copy, now));
    freeAll();

    const empty = await dispatcher(gpu, emptySource, [buffer('one', 16)], [1, 1]);
    return { flops, bandwidth, emptyDispatchMilliseconds: await millisecondsEach(gpu, empty, now) };
  } finally {
    freeAll();
  }
}

/**
 * The peaks, or null where the device refuses something on the way, such as so much memory: a dispatch that was refused
 * takes no time. What it has complained about is said then, so that no engine after it is blamed.
 */
export async function peaksOrNull(
  { assertHealthy }: Pick<BenchDevice, 'assertHealthy'>,
  measure: () => Promise<DevicePeaks>,
): Promise<DevicePeaks | null> {
  try {
    const peaks = await measure();
    await assertHealthy();
    return Object.values(peaks).every((peak) => Number.isFinite(peak) && peak > 0) ? peaks : null;
  } catch {
    await assertHealthy().catch(() => undefined);
    return null;
  }
}

type Record = (pass: GPUComputePassEncoder) => void;

async function dispatcher(
  gpu: Gpu,
  source: string,
  buffers: readonly GPUBuffer[],
  groups: [x: number, y: number],
): Promise<Record> {
  const pipeline = await gpu.pipeline({ label: 'peak', source, bindings: [], workgroups: [...groups, 1] });
  const bindGroup = gpu.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return (pass) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...groups);
  };
}

/** Of one dispatch among many in one submit; as many as take long enough. */
async function millisecondsEach({ device }: Gpu, record: Record, now: () => number): Promise<number> {
  const timed = async (count: number): Promise<number> => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < count; i++) record(pass);
    pass.end();
    const commands = encoder.finish();
    const started = now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    return now() - started;
  };
  await timed(1);
  let count = 1;
  let time = await timed(count);
  while (time < longEnough && count < 2 ** 16) {
    count *= Math.max(2, Math.min(16, Math.ceil(longEnough / Math.max(time, 1))));
    time = await timed(count);
  }
  const times = [time];
  while (times.length < repeats && time < 20 * longEnough) times.push(await timed(count));
  return median(times) / count;
}
