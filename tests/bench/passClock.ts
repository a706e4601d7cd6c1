import type { Gpu } from '../../src/engine/webgpu/gpu.ts';
import { median } from '../../src/bench/statistics.ts';

type Record = (pass: GPUComputePassEncoder) => void;

/** A pass that is much shorter is mostly its beginning and end; one that is much longer tells no more. */
const passMicroseconds = { least: 5_000, most: 20_000 };
const rounds = 3;

/** How long the device takes for a dispatch, from many of them in one pass. */
export class PassClock {
  private readonly gpu: Gpu;
  private readonly now: () => number;
  private readonly stamps: { set: GPUQuerySet; resolved: GPUBuffer; read: GPUBuffer } | null;

  /** @param now milliseconds, where the device has no timestamps: then the time of a submit is part of it */
  constructor(gpu: Gpu, now: () => number) {
    this.gpu = gpu;
    this.now = now;
    const { device } = gpu;
    this.stamps = device.features.has('timestamp-query')
      ? {
          set: device.createQuerySet({ type: 'timestamp', count: 2 }),
          resolved: gpu.buffer('stamps', 16, GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC),
          read: gpu.buffer('stamps to read', 16, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ),
        }
      : null;
  }

  get kind(): 'timestamp-query' | 'submit and wait' {
    return this.stamps === null ? 'submit and wait' : 'timestamp-query';
  }

  /**
   * Microseconds of each, the median of some passes; all have their turn in each round, so that whatever else the device
   * does hits all of them. About 200 dispatches a pass, fewer where they take long.
   */
  async microseconds(records: readonly Record[]): Promise<number[]> {
    const counts: number[] = [];
    for (const record of records) {
      await this.pass(record, 1);
      const one = (await this.pass(record, 3)) / 3;
      const { least, most } = passMicroseconds;
      const wanted = Math.max(Math.min(200, most / one), Math.min(2500, least / one));
      counts.push(Math.max(2, Math.round(wanted)));
    }
    const times: number[][] = records.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, record] of records.entries())
        times[i].push((await this.pass(record, counts[i])) / counts[i]);
    }
    return times.map(median);
  }

  dispose(): void {
    if (this.stamps === null) return;
    this.stamps.set.destroy();
    this.gpu.free(this.stamps.resolved);
    this.gpu.free(this.stamps.read);
  }

  /** Microseconds of a pass of so many. */
  private async pass(record: Record, count: number): Promise<number> {
    const { stamps } = this;
    const { device } = this.gpu;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass(
      stamps === null
        ? {}
        : { timestampWrites: { querySet: stamps.set, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } },
    );
    for (let i = 0; i < count; i++) record(pass);
    pass.end();
    if (stamps !== null) {
      encoder.resolveQuerySet(stamps.set, 0, 2, stamps.resolved, 0);
      encoder.copyBufferToBuffer(stamps.resolved, 0, stamps.read, 0, 16);
    }
    const commands = encoder.finish();
    const started = this.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    const waited = 1000 * (this.now() - started);
    if (stamps === null) return waited;
    await stamps.read.mapAsync(GPUMapMode.READ);
    const [begun, ended] = new BigUint64Array(stamps.read.getMappedRange().slice(0));
    stamps.read.unmap();
    // Some emulations have stamps that stand still.
    return ended > begun ? Number(ended - begun) / 1000 : waited;
  }
}
