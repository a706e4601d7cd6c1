import type { WeightRef } from '../operations.ts';
import {
  readsOf,
  sizeOf,
  type AttentionStep,
  type ConvStep,
  type GroupNormStep,
  type Plan,
  type PlanStep,
  type SlotId,
} from './plan.ts';

/** Sees a step's output right after the step. */
export type StepObserver = (step: PlanStep, output: Float64Array) => void;

/**
 * Carries a plan out in float64, slowly, by the definitions: what every executor is checked against. Memory is the
 * plan's own, and a picture that nobody reads any more is overwritten with NaN, so a plan whose buffers are shared
 * wrongly gives NaN.
 * @param arena the weights
 * @param inputs one array for each of plan.inputs
 */
export function interpreted(
  plan: Plan,
  arena: ArrayLike<number>,
  inputs: readonly ArrayLike<number>[],
  observe?: StepObserver,
): Float64Array {
  const buffers = plan.buffers.map((length) => new Float64Array(length).fill(NaN));
  const values = (id: SlotId): Float64Array =>
    buffers[plan.slots[id].buffer].subarray(0, sizeOf(plan.slots[id]));
  plan.inputs.forEach((id, i) => values(id).set(inputs[i]));
  const readers = new Map<SlotId, number>([[plan.output, 1]]);
  const count = (id: SlotId, by: number): number => (readers.get(id) ?? 0) + by;
  for (const step of plan.steps) for (const id of readsOf(step)) readers.set(id, count(id, 1));
  const context: Context = { plan, values, weights: (ref) => weightsOf(arena, ref) };
  for (const step of plan.steps) {
    compute(step, context);
    observe?.(step, values(step.output).slice());
    for (const id of readsOf(step)) {
      readers.set(id, count(id, -1));
      if (readers.get(id) === 0 && !plan.inputs.includes(id)) values(id).fill(NaN);
    }
  }
  return values(plan.output).slice();
}

interface Context {
  plan: Plan;
  values(id: SlotId): Float64Array;
  weights(ref: WeightRef): number[];
}

const weightsOf = (arena: ArrayLike<number>, { offset, length }: WeightRef): number[] =>
  Array.from({ length }, (_, i) => arena[offset + i]);

function compute(step: PlanStep, context: Context): void {
  switch (step.kind) {
    case 'conv':
      return convolve(step, context);
    case 'groupNorm':
      return normalise(step, context);
    case 'attention':
      return attend(step, context);
  }
}

const siluOf = (y: number): number => y / (1 + Math.exp(-y));

/** The picture of x and, after its channels, those of second. */
function concatenated(
  context: Context,
  x: SlotId,
  second: SlotId | null,
): { channels: number; all: Float64Array } {
  const first = context.plan.slots[x].shape[3];
  if (second === null) return { channels: first, all: context.values(x) };
  const more = context.plan.slots[second].shape[3];
  const channels = first + more;
  const pixels = context.values(x).length / first;
  const all = new Float64Array(pixels * channels);
  for (let p = 0; p < pixels; p++) {
    all.set(context.values(x).subarray(p * first, (p + 1) * first), p * channels);
    all.set(context.values(second).subarray(p * more, (p + 1) * more), p * channels + first);
  }
  return { channels, all };
}

function convolve(step: ConvStep, context: Context): void {
  const { size, outChannels } = step.weights;
  const { channels, all } = concatenated(context, step.x, step.second);
  const [, inHeight, inWidth] = context.plan.slots[step.x].shape;
  const [batch, height, width] = context.plan.slots[step.output].shape;
  const kernel = context.weights(step.weights.kernel);
  const bias = context.weights(step.weights.bias);
  const output = context.values(step.output);
  const grown = step.upsample ? 2 : 1;
  const sums = new Float64Array(outChannels);
  for (let b = 0; b < batch; b++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        sums.set(bias);
        for (let ky = 0; ky < size; ky++) {
          const i = step.stride * y + ky - step.padding[0][0];
          for (let kx = 0; kx < size; kx++) {
            const j = step.stride * x + kx - step.padding[1][0];
            if (i < 0 || j < 0 || i >= grown * inHeight || j >= grown * inWidth) continue;
            const from =
              ((b * inHeight + Math.floor(i / grown)) * inWidth + Math.floor(j / grown)) * channels;
            for (let c = 0; c < channels; c++) {
              const value = all[from + c];
              const row = ((ky * size + kx) * channels + c) * outChannels;
              for (let o = 0; o < outChannels; o++) sums[o] += value * kernel[row + o];
            }
          }
        }
        const at = ((b * height + y) * width + x) * outChannels;
        for (let o = 0; o < outChannels; o++) output[at + o] = finished(step, context, sums[o], b, at, o);
      }
    }
  }
}

function finished(step: ConvStep, context: Context, sum: number, b: number, at: number, o: number): number {
  let result = sum;
  if (step.perChannel !== null) {
    const { table, column } = step.perChannel;
    result += context.values(table)[b * context.plan.slots[table].shape[3] + column + o];
  }
  if (step.residual !== null) result += context.values(step.residual)[at + o];
  result *= step.scale;
  return step.silu ? siluOf(result) : result;
}

function normalise(step: GroupNormStep, context: Context): void {
  const { groups, epsilon } = step.weights;
  const { channels, all } = concatenated(context, step.x, step.second);
  const [batch, height, width] = context.plan.slots[step.x].shape;
  const scale = context.weights(step.weights.scale);
  const shift = context.weights(step.weights.shift);
  const { modulation } = step;
  const modulated = (y: number, b: number, c: number): number => {
    if (modulation === null) return y;
    const table = context.values(modulation.table);
    const at = b * context.plan.slots[modulation.table].shape[3] + modulation.column + c;
    return y * (1 + table[at]) + table[at + channels];
  };
  const output = context.values(step.output);
  const pixels = height * width;
  const groupWidth = channels / groups;
  for (let b = 0; b < batch; b++) {
    for (let g = 0; g < groups; g++) {
      const indices: number[] = [];
      for (let p = 0; p < pixels; p++) {
        for (let c = 0; c < groupWidth; c++) indices.push((b * pixels + p) * channels + g * groupWidth + c);
      }
      const mean = indices.reduce((sum, i) => sum + all[i], 0) / indices.length;
      const variance = indices.reduce((sum, i) => sum + (all[i] - mean) ** 2, 0) / indices.length;
      for (const i of indices) {
        const c = i % channels;
        const normal = ((all[i] - mean) / Math.sqrt(variance + epsilon)) * scale[c] + shift[c];
        const y = modulated(normal, b, c);
        output[i] = step.silu ? siluOf(y) : y;
      }
    }
  }
}

function attend({ qkv, heads, output: target }: AttentionStep, context: Context): void {
  const [batch, height, width, channels] = context.plan.slots[target].shape;
  const values = context.values(qkv);
  const output = context.values(target);
  const tokens = height * width;
  const d = channels / heads;
  const at = (b: number, token: number, part: number, head: number): number =>
    (b * tokens + token) * 3 * channels + part * channels + head * d;
  for (let b = 0; b < batch; b++) {
    for (let head = 0; head < heads; head++) {
      for (let i = 0; i < tokens; i++) {
        const scores = Array.from({ length: tokens }, (_, j) => {
          let dot = 0;
          for (let c = 0; c < d; c++) dot += values[at(b, i, 0, head) + c] * values[at(b, j, 1, head) + c];
          return dot / Math.sqrt(d);
        });
        const largest = scores.reduce((a, b) => Math.max(a, b));
        const weights = scores.map((score) => Math.exp(score - largest));
        const total = weights.reduce((a, b) => a + b);
        for (let c = 0; c < d; c++) {
          let sum = 0;
          for (let j = 0; j < tokens; j++) sum += weights[j] * values[at(b, j, 2, head) + c];
          output[(b * tokens + i) * channels + head * d + c] = sum / total;
        }
      }
    }
  }
}
