import type { ConvWeights, NormWeights, WeightRef } from '../operations.ts';
import type { Plan } from '../plan/plan.ts';
import { exactHalves } from './halves.ts';

/** Where a layer stands in the weights' buffer, in floats, and how its numbers get there. */
interface Block {
  start: number;
  length: number;
  fill(arena: Float32Array, target: Float32Array): void;
}

/** Floats between the starts of two layers, at least: WebGPU binds at multiples of 256 bytes, and a half has two. */
const alignment = 128;
const up4 = (n: number): number => Math.ceil(n / 4) * 4;

/**
 * The weights as the kernels read them: a layer's numbers one after the other, channels rounded up to four with zeros, so
 * that four always come in one load. Follows from the plans alone; packed() takes the numbers.
 */
export class WeightLayout {
  private readonly blocks = new Map<number, Block>();
  private end = 0;

  constructor(plans: readonly Plan[]) {
    for (const { steps } of plans) {
      for (const step of steps) {
        if (step.kind === 'conv') this.add(step.weights.kernel, convBlock(step.weights));
        if (step.kind === 'groupNorm') this.add(step.weights.scale, normBlock(step.weights));
      }
    }
  }

  /** The bytes of the layer whose first numbers are `ref`. */
  bytesOf(ref: WeightRef, isHalf: boolean): { offset: number; size: number } {
    const { start, length } = this.blocks.get(ref.offset)!;
    const width = isHalf ? 2 : 4;
    return { offset: start * width, size: length * width };
  }

  /** All layers, in float16 where that loses nothing. */
  packed(arena: Float32Array): {
    isHalf: boolean;
    bytes: Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  } {
    const values = new Float32Array(this.end);
    for (const { start, length, fill } of this.blocks.values()) {
      fill(arena, values.subarray(start, start + length));
    }
    const halves = exactHalves(values);
    return halves === null ? { isHalf: false, bytes: values } : { isHalf: true, bytes: halves };
  }

  private add(ref: WeightRef, block: Omit<Block, 'start'>): void {
    if (this.blocks.has(ref.offset)) return;
    this.blocks.set(ref.offset, { ...block, start: this.end });
    this.end = Math.ceil((this.end + block.length) / alignment) * alignment;
  }
}

function convBlock({ kernel, bias, size, inChannels, outChannels }: ConvWeights): Omit<Block, 'start'> {
  const rows = size * size * up4(inChannels);
  const width = up4(outChannels);
  return {
    length: (rows + 1) * width,
    fill(arena, target) {
      for (let tap = 0; tap < size * size; tap++) {
        for (let i = 0; i < inChannels; i++) {
          const from = kernel.offset + (tap * inChannels + i) * outChannels;
          target.set(arena.subarray(from, from + outChannels), (tap * up4(inChannels) + i) * width);
        }
      }
      target.set(arena.subarray(bias.offset, bias.offset + outChannels), rows * width);
    },
  };
}

function normBlock({ scale, shift }: NormWeights): Omit<Block, 'start'> {
  const width = up4(scale.length);
  return {
    length: 2 * width,
    fill(arena, target) {
      target.set(arena.subarray(scale.offset, scale.offset + scale.length));
      target.set(arena.subarray(shift.offset, shift.offset + shift.length), width);
    },
  };
}
