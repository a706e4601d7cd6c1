import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { gaussianField } from '../../math/rng.ts';
import type { ConvOptions, ConvWeights, NormWeights, WeightRef } from '../operations.ts';
import { interpreted } from '../plan/interpreter.ts';
import type { SlotId } from '../plan/plan.ts';
import { Recorder } from '../plan/recorder.ts';
import { kernelBuild } from './kernelBuild.ts';
import { openKernels, type OpenKernels } from './kernels.ts';
import { WasmExecutor } from './wasmExecutor.ts';

/** Another one each time; a failure says which. */
const seed = Date.now() % 1_000_000;

type Shape = [batch: number, height: number, width: number, channels: number];

/** A plan with random weights and inputs, run by the kernels and by the interpreter in float64. */
class Trial {
  readonly recorder = new Recorder();
  private readonly inputs: Float32Array[] = [];
  private readonly weights: Float32Array[] = [];
  private length = 0;
  private fields = 0;

  private random(count: number, scale = 1): Float32Array {
    const field = gaussianField(seed, this.fields++, count, new Float32Array(count));
    return scale === 1 ? field : field.map((value) => value * scale);
  }

  input(shape: Shape): SlotId {
    this.inputs.push(this.random(shape.reduce((a, b) => a * b)));
    return this.recorder.input(shape);
  }

  private ref(length: number, scale = 1): WeightRef {
    const padded = Math.ceil(length / 4) * 4;
    const ref = { name: `weight ${this.weights.length}`, offset: this.length, length };
    this.weights.push(this.random(padded, scale));
    this.length += padded;
    return ref;
  }

  conv(size: 1 | 3, inChannels: number, outChannels: number): ConvWeights {
    const inputs = size * size * inChannels;
    const kernel = this.ref(inputs * outChannels, 1 / Math.sqrt(inputs));
    return { kernel, bias: this.ref(outChannels), size, inChannels, outChannels };
  }

  norm(channels: number, groups: number): NormWeights {
    return { scale: this.ref(channels), shift: this.ref(channels), groups, epsilon: 1e-5 };
  }

  /** max|Δ| / max|reference| */
  error(opened: OpenKernels, output: SlotId): number {
    const plan = this.recorder.plan(output);
    const arena = new Float32Array(this.length);
    let at = 0;
    for (const values of this.weights) {
      arena.set(values, at);
      at += values.length;
    }
    const reference = interpreted(plan, arena, this.inputs);
    const prepared = new WasmExecutor(opened, arena).prepare(plan);
    const actual = prepared.run(this.inputs);
    expect(prepared.run(this.inputs), 'the same bits again').toEqual(actual);
    expect(actual.length).toBe(reference.length);
    let difference = 0;
    let largest = 0;
    reference.forEach((value, i) => {
      // NaN must not pass as small.
      difference = Math.max(difference, Number.isNaN(actual[i]) ? Infinity : Math.abs(actual[i] - value));
      largest = Math.max(largest, Math.abs(value));
    });
    return difference / largest;
  }
}

// Node 20 has relaxed SIMD behind a flag, newer versions have it always.
if (kernelBuild() !== 'relaxed') setFlagsFromString('--experimental-wasm-relaxed-simd');

describe.each(['simd', 'relaxed'] as const)('kernels (%s) against float64', (build) => {
  // A fresh memory each: what one trial left behind must not help the next.
  const check = async (trial: Trial, output: SlotId, bound = 1e-5): Promise<void> => {
    expect(trial.error(await openKernels(build), output), `seed ${seed}`).toBeLessThan(bound);
  };

  it.each<[Shape, number, 1 | 3, ConvOptions<never>]>([
    [[1, 28, 28, 1], 16, 3, {}],
    [[3, 7, 5, 3], 6, 3, {}],
    [[1, 7, 7, 96], 96, 3, {}],
    [[16, 5, 7, 16], 24, 3, {}],
    [[5, 8, 8, 48], 96, 3, {}],
    [[2, 32, 32, 48], 48, 3, {}],
    [[2, 9, 1, 8], 4, 3, {}],
    [[1, 1, 1, 4], 4, 3, {}],
    [[1, 28, 28, 16], 1, 3, {}],
    [[1, 13, 11, 20], 12, 3, { scale: 0.5, silu: true }],
    [[3, 6, 10, 10], 7, 3, { silu: true }],
    [[2, 14, 14, 48], 48, 3, { stride: 2 }],
    [[1, 7, 9, 5], 3, 3, { stride: 2 }],
    [
      [3, 8, 8, 12],
      12,
      3,
      {
        stride: 2,
        padding: [
          [0, 1],
          [0, 1],
        ],
      },
    ],
    [[1, 7, 7, 48], 48, 3, { upsample: true }],
    [[3, 3, 5, 6], 5, 3, { upsample: true }],
    [[1, 1, 1, 16], 64, 1, { silu: true }],
    [[1, 1, 7, 64], 100, 1, {}],
    [[3, 5, 5, 7], 9, 1, { scale: 2 }],
    [[2, 7, 7, 96], 288, 1, {}],
    [[2, 6, 6, 8], 12, 1, { stride: 2 }],
  ])('conv %j → %i, size %i, %j', async (shape, outChannels, size, options) => {
    const trial = new Trial();
    const x = trial.input(shape);
    await check(trial, trial.recorder.conv(x, trial.conv(size, shape[3], outChannels), options));
  });

  it.each<[Shape, number, number, 1 | 3]>([
    [[3, 7, 5, 12], 8, 16, 3],
    [[1, 5, 5, 3], 2, 5, 3],
    [[2, 14, 14, 48], 48, 48, 1],
    [[16, 3, 3, 6], 5, 7, 1],
  ])(
    'conv of %j and %i channels → %i, size %i, table, residual',
    async (shape, second, outChannels, size) => {
      const trial = new Trial();
      const [batch, height, width, channels] = shape;
      const x = trial.input(shape);
      const options = {
        second: trial.input([batch, height, width, second]),
        residual: trial.input([batch, height, width, outChannels]),
        perChannel: { table: trial.input([batch, 1, 1, outChannels + 9]), column: 5 },
        scale: Math.SQRT1_2,
      };
      const weights = trial.conv(size, channels + second, outChannels);
      await check(trial, trial.recorder.conv(x, weights, options));
    },
  );

  it.each<[Shape, number, number, boolean]>([
    [[1, 28, 28, 16], 0, 8, true],
    [[3, 7, 5, 6], 0, 3, false],
    [[2, 9, 9, 5], 5, 1, true],
    [[16, 7, 7, 96], 48, 8, true],
    [[1, 1, 1, 12], 0, 4, false],
  ])('group norm of %j and %i channels in %i groups, silu %s', async (shape, second, groups, silu) => {
    const trial = new Trial();
    const [batch, height, width, channels] = shape;
    const x = trial.input(shape);
    const options = { second: second > 0 ? trial.input([batch, height, width, second]) : undefined, silu };
    const weights = trial.norm(channels + second, groups);
    await check(trial, trial.recorder.groupNorm(x, weights, options));
  });

  it.each<[Shape, number, number]>([
    [[3, 7, 5, 6], 0, 3],
    [[2, 9, 9, 5], 5, 1],
    [[16, 5, 5, 16], 0, 8],
  ])('modulated group norm of %j and %i channels in %i groups', async (shape, second, groups) => {
    const [batch, height, width, channels] = shape;
    const all = channels + second;
    // Alone, and as a part of the convolution that reads it, whose table is the plan's or made by the plan.
    for (const use of ['alone', 'joined', 'made'] as const) {
      const trial = new Trial();
      const { recorder } = trial;
      const rows = trial.input([batch, 1, 1, 2 * all + 9]);
      const table = use === 'made' ? recorder.conv(rows, trial.conv(1, 2 * all + 9, 2 * all + 7)) : rows;
      const normed = recorder.groupNorm(trial.input(shape), trial.norm(all, groups), {
        second: second > 0 ? trial.input([batch, height, width, second]) : undefined,
        modulation: { table, column: 5 },
        silu: true,
      });
      await check(trial, use === 'alone' ? normed : recorder.conv(normed, trial.conv(3, all, 8)));
    }
  });

  it.each<[Shape, number]>([
    [[1, 7, 7, 96], 1],
    [[3, 5, 3, 12], 3],
    [[2, 16, 16, 16], 2],
    [[1, 1, 1, 4], 1],
    [[16, 4, 4, 6], 1],
  ])('attention over %j, %i heads', async (shape, heads) => {
    const trial = new Trial();
    const [batch, height, width, channels] = shape;
    await check(trial, trial.recorder.attention(trial.input([batch, height, width, 3 * channels]), heads));
  });

  it('is what this Node can run', () => expect(kernelBuild()).toBe('relaxed'));

  it('attends to one token alone when its score is far above the others', async () => {
    const trial = new Trial();
    const { recorder } = trial;
    // Sharp: queries and keys so long that most weights are far below what float32 can hold.
    const qkv = recorder.conv(trial.input([2, 5, 5, 12]), trial.conv(1, 12, 36), { scale: 6 });
    await check(trial, recorder.attention(qkv, 2), 1e-3);
  });

  it('joins a norm with the convolution behind it, unless another step reads it too', async () => {
    for (const isShared of [false, true]) {
      const trial = new Trial();
      const { recorder } = trial;
      const x = trial.input([3, 7, 7, 12]);
      const normed = recorder.groupNorm(x, trial.norm(20, 4), {
        second: trial.input([3, 7, 7, 8]),
        silu: true,
      });
      const residual = isShared ? normed : undefined;
      // A convolution in front of the norm, so that its input is not one of the plan's.
      const first = recorder.conv(normed, trial.conv(3, 20, 20), { residual });
      const second = recorder.conv(recorder.groupNorm(first, trial.norm(20, 5)), trial.conv(1, 20, 16));
      await check(trial, recorder.conv(second, trial.conv(3, 16, 3)));
    }
  });

  it('computes exp to 1e-6 of itself and silu to 1e-6 of x', async () => {
    const { kernels, memory } = await openKernels(build);
    const x = Float32Array.from({ length: 3501 }, (_, i) => -87 + i / 20);
    memory.grow(2);
    const view = (at: number): Float32Array => new Float32Array(memory.buffer, at, x.length);
    view(1024).set(x);
    kernels.exponentials(1024, 65_536, x.length);
    x.forEach((value, i) =>
      expect(Math.abs(view(65_536)[i] / Math.exp(value) - 1), `${value}`).toBeLessThan(1e-6),
    );
    kernels.silus(1024, 65_536, x.length);
    x.forEach((value, i) => {
      const silu = value / (1 + Math.exp(-value));
      expect(Math.abs(view(65_536)[i] - silu), `${value}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
    });
  });
});
