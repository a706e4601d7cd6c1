import type { Pointer } from './kernels.ts';

const pageBytes = 65_536;
/** Blocks begin at cache lines. */
const alignment = 64;

const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** Hands out consecutive blocks of some memory, counted from its beginning; nothing is handed back. */
export class Layout {
  /** Bytes handed out so far. */
  size = 0;

  floats(count: number): number {
    const at = this.size;
    this.size += aligned(4 * count);
    return at;
  }
}

/** The memory of the kernels: what stays (weights, tables), and behind it one area for the plan that is running. */
export class Heap {
  private readonly memory: WebAssembly.Memory;
  /** Address 0 is "none", so nothing begins there. */
  private keptEnd = alignment;
  private areaSize = 0;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
  }

  /** A block that stays where it is. The running area moves behind it. */
  keep(count: number): Pointer {
    const at = this.keptEnd;
    this.keptEnd += aligned(4 * count);
    this.grow();
    return at;
  }

  /** Makes the running area at least so large; its contents last until the next keep or reserve. */
  reserve(bytes: number): void {
    this.areaSize = Math.max(this.areaSize, bytes);
    this.grow();
  }

  /** Where the running area begins. */
  get area(): Pointer {
    return this.keptEnd;
  }

  /** Bytes of the whole memory. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** A view that is good until the memory grows. */
  floats(at: Pointer, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.memory.buffer as ArrayBuffer, at, count);
  }

  doubles(at: Pointer, count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.memory.buffer as ArrayBuffer, at, count);
  }

  private grow(): void {
    const missing = this.keptEnd + this.areaSize - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
  }
}
