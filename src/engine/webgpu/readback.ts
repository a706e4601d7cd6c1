import type { Gpu } from './gpu.ts';

/** The first so many bytes of a buffer. */
export interface Wanted {
  buffer: GPUBuffer;
  bytes: number;
}

/** Ends and submits the commands, then reads buffers back, one after the other in one array: one transfer. */
export async function readback(
  gpu: Gpu,
  encoder: GPUCommandEncoder,
  wanted: readonly Wanted[],
): Promise<Float32Array<ArrayBuffer>> {
  const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) {
    gpu.submit(encoder);
    await gpu.device.queue.onSubmittedWorkDone();
    return new Float32Array();
  }
  const staging = gpu.buffer('readback', total, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  try {
    let at = 0;
    for (const { buffer, bytes } of wanted) {
      encoder.copyBufferToBuffer(buffer, 0, staging, at, bytes);
      at += bytes;
    }
    gpu.submit(encoder);
    gpu.counts.readbacks++;
    await staging.mapAsync(GPUMapMode.READ);
    return new Float32Array(staging.getMappedRange(0, total).slice(0));
  } finally {
    gpu.free(staging);
  }
}
