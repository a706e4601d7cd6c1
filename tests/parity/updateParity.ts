/** The sampler's update on the GPU against src/math in float64. */
import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { stepRow, updateKernel, updateWorkgroups } from '../../src/engine/webgpu/kernels/updateKernel.ts';
import { bindGroup } from '../../src/engine/webgpu/planProgram.ts';
import { readback } from '../../src/engine/webgpu/readback.ts';
import { count, updateCases, updateError, type UpdateCase } from './updateCases.ts';

export async function updates(gpu: Gpu, seed: number): Promise<{ name: string; error: number }[]> {
  const seen = [];
  for (const now of updateCases(seed)) {
    seen.push({ name: now.name, error: updateError(now, await onGpu(gpu, now)) });
  }
  return seen;
}

async function onGpu(gpu: Gpu, now: UpdateCase): Promise<Float32Array[]> {
  const guided = now.guidance !== 1;
  const kernel = updateKernel({ count, guided });
  const pipeline = await gpu.pipeline(kernel);
  const { queue } = gpu.device;
  const uniform = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const run = new DataView(new ArrayBuffer(16));
  run.setUint32(0, now.seed >>> 0, true);
  run.setUint32(8, 1, true);
  run.setFloat32(12, now.guidance, true);
  const buffers: Partial<Record<string, GPUBuffer>> = {
    x: gpu.storage('x', 8 * count),
    output: gpu.storage('output', 8 * count),
    steps: gpu.storage('steps', 256),
    progress: gpu.storage('progress', 4 * updateWorkgroups(count)),
    frames: gpu.storage('frames', 24 * count),
    run: gpu.buffer('run', 16, uniform),
  };
  const rows = now.steps.flatMap((step) => stepRow(step, now.type, now));
  queue.writeBuffer(buffers.x!, 0, now.x as Float32Array<ArrayBuffer>);
  now.said.forEach((values, i) =>
    queue.writeBuffer(buffers.output!, 4 * i * count, values as Float32Array<ArrayBuffer>),
  );
  queue.writeBuffer(buffers.steps!, 0, Float32Array.from(rows));
  queue.writeBuffer(buffers.run!, 0, run);
  const group = bindGroup(gpu.device, pipeline, kernel, (name) => ({ buffer: buffers[name]! }));
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  for (let i = 0; i < now.steps.length; i++) pass.dispatchWorkgroups(...kernel.workgroups);
  pass.end();
  const values = await readback(gpu, encoder, [
    { buffer: buffers.frames!, bytes: 24 * count },
    { buffer: buffers.x!, bytes: 8 * count },
  ]);
  for (const buffer of Object.values(buffers)) gpu.free(buffer!);
  const parts = Array.from({ length: 7 }, (_, i) => values.subarray(i * count, (i + 1) * count));
  // Under guidance the network takes x twice.
  if (guided && values.subarray(7 * count).some((value, i) => value !== parts[6][i])) {
    throw new Error('the second copy of x differs');
  }
  return parts;
}
