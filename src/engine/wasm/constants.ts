import type { ConvWeights, WeightRef } from '../operations.ts';
import type { Heap } from './heap.ts';
import type { Kernels, Pointer } from './kernels.ts';
import { paddedColumns, panels, winogradPanels } from './packing.ts';

/** What stays in the kernels' memory, each made when it is first asked for: packed weights and tables of offsets. */
export class Constants {
  private readonly heap: Heap;
  private readonly kernels: Kernels;
  private arena: Float32Array | null;
  private readonly made = new Map<string, Pointer>();

  /** @param arena the network's weights */
  constructor(heap: Heap, kernels: Kernels, arena: Float32Array) {
    this.heap = heap;
    this.kernels = kernels;
    this.arena = arena;
  }

  /** A bias, or a norm's scale or shift, with zeros up to a multiple of 8. */
  vector(ref: WeightRef): Pointer {
    return this.kept(`vector ${ref.offset}`, paddedColumns(ref.length), () => this.values(ref));
  }

  /** The kernel as gemm's b: rows in the order (ky, kx, channel). */
  panels({ kernel, size, inChannels, outChannels }: ConvWeights): Pointer {
    const rows = size * size * inChannels;
    return this.kept(`panels ${kernel.offset}`, rows * paddedColumns(outChannels), () =>
      panels(this.values(kernel), rows, outChannels),
    );
  }

  winogradPanels({ kernel, inChannels, outChannels }: ConvWeights): Pointer {
    return this.kept(`winograd ${kernel.offset}`, 16 * inChannels * paddedColumns(outChannels), () =>
      winogradPanels(this.values(kernel), inChannels, outChannels),
    );
  }

  /** Where the windows of a convolution begin; see windowRows. */
  windowRows(height: number, width: number, stride: number, paddedWidth: number, channels: number): Pointer {
    const key = [height, width, stride, paddedWidth, channels];
    return this.filled(`windows ${key.join()}`, height * width, (at) =>
      this.kernels.windowRows(at, height, width, stride, paddedWidth, channels),
    );
  }

  /** Lets go of the weights as they came: what is not packed by now is never asked for. */
  releaseArena(): void {
    this.arena = null;
  }

  private values({ name, offset, length }: WeightRef): Float32Array {
    if (this.arena === null) throw new RangeError(`${name} is asked for after the weights were let go`);
    return this.arena.subarray(offset, offset + length);
  }

  private kept(key: string, count: number, values: () => Float32Array): Pointer {
    return this.filled(key, count, (at) => {
      const room = this.heap.floats(at, count);
      room.fill(0);
      room.set(values());
    });
  }

  private filled(key: string, count: number, fill: (at: Pointer) => void): Pointer {
    let at = this.made.get(key);
    if (at === undefined) {
      at = this.heap.keep(count);
      fill(at);
      this.made.set(key, at);
    }
    return at;
  }
}
