import {
  defaultPadding,
  type ConvOptions,
  type ConvWeights,
  type NormOptions,
  type NormWeights,
  type Operations,
} from '../operations.ts';
import { buffersFor } from './buffers.ts';
import type { Plan, PlanStep, Slot, SlotId } from './plan.ts';

type Shape = Slot['shape'];

/** Writes down what a forward pass asks for instead of computing it. */
export class Recorder implements Operations<SlotId> {
  private readonly shapes: Shape[] = [];
  private readonly inputs: SlotId[] = [];
  private readonly steps: PlanStep[] = [];

  /** A picture that is there before the plan begins. */
  input(shape: Shape): SlotId {
    const slot = this.slot(shape);
    this.inputs.push(slot);
    return slot;
  }

  conv(x: SlotId, weights: ConvWeights, options: ConvOptions<SlotId> = {}): SlotId {
    const { stride = 1, upsample = false, second = null, perChannel = null, residual = null } = options;
    const padding = options.padding ?? defaultPadding(weights.size);
    const [batch, height, width] = this.shapes[x];
    const grown = upsample ? 2 : 1;
    const extent = (size: number, [before, after]: [number, number]): number =>
      Math.floor((grown * size + before + after - weights.size) / stride) + 1;
    const output = this.slot([
      batch,
      extent(height, padding[0]),
      extent(width, padding[1]),
      weights.outChannels,
    ]);
    const channels = this.channels(x) + (second === null ? 0 : this.channels(second));
    assertEqual(`channels of ${weights.kernel.name}`, channels, weights.inChannels);
    if (residual !== null) {
      assertEqual(
        `residual of ${weights.kernel.name}`,
        this.shapes[residual].join(),
        this.shapes[output].join(),
      );
    }
    this.steps.push({
      kind: 'conv',
      x,
      second,
      weights,
      stride,
      padding,
      upsample,
      perChannel,
      residual,
      scale: options.scale ?? 1,
      silu: options.silu ?? false,
      output,
    });
    return output;
  }

  groupNorm(x: SlotId, weights: NormWeights, options: NormOptions<SlotId> = {}): SlotId {
    const { second = null, modulation = null, silu = false } = options;
    const [batch, height, width, channels] = this.shapes[x];
    const all = channels + (second === null ? 0 : this.channels(second));
    assertEqual(`channels of ${weights.scale.name}`, all, weights.scale.length);
    const output = this.slot([batch, height, width, all]);
    this.steps.push({ kind: 'groupNorm', x, second, weights, modulation, silu, output });
    return output;
  }

  attention(qkv: SlotId, heads: number): SlotId {
    const [batch, height, width, channels] = this.shapes[qkv];
    const output = this.slot([batch, height, width, channels / 3]);
    this.steps.push({ kind: 'attention', qkv, heads, output });
    return output;
  }

  scope(work: () => SlotId): SlotId {
    return work();
  }

  /** What was recorded, with a place in memory for every picture. */
  plan(output: SlotId): Plan {
    const { buffers, bufferOf } = buffersFor(this.shapes, this.steps, this.inputs, output);
    const slots = this.shapes.map((shape, id) => ({ shape, buffer: bufferOf[id] }));
    return { inputs: this.inputs, output, slots, buffers, steps: this.steps };
  }

  private slot(shape: Shape): SlotId {
    this.shapes.push(shape);
    return this.shapes.length - 1;
  }

  private channels(slot: SlotId): number {
    return this.shapes[slot][3];
  }
}

function assertEqual<V>(what: string, actual: V, expected: V): void {
  if (actual !== expected) throw new RangeError(`${what}: ${String(actual)}, not ${String(expected)}`);
}
