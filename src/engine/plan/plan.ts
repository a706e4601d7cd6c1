import type { ConvWeights, NormWeights, Padding } from '../operations.ts';

/** The place of a picture in a plan: an index into Plan.slots. */
export type SlotId = number;

/** A picture that a plan reads or makes. Values are in the order (batch, height, width, channels). */
export interface Slot {
  shape: readonly [batch: number, height: number, width: number, channels: number];
  /** Index into Plan.buffers. The slot starts where its buffer starts. */
  buffer: number;
}

/**
 * output = act((conv([x, second]) + bias + row of perChannel + residual) · scale), where act is SiLU or nothing. A dense
 * layer is a convolution of size 1 over (1, 1, rows, features).
 *
 * Input pixel (i, j) of output pixel (y, x) and tap (ky, kx): i = stride·y + ky − padding[0][0], j = stride·x + kx −
 * padding[1][0]; zero outside the input's height and width. With `upsample`, i and j count in the picture of twice the
 * height and width, whose pixel (i, j) is the input's (i >> 1, j >> 1). The output's height and width are its slot's.
 */
export interface ConvStep {
  readonly kind: 'conv';
  readonly x: SlotId;
  /** Channels that follow those of x, as if concatenated; channels(x) + channels(second) = weights.inChannels. */
  readonly second: SlotId | null;
  /** Kernel (size, size, in, out). */
  readonly weights: ConvWeights;
  readonly stride: 1 | 2;
  readonly padding: Padding;
  readonly upsample: boolean;
  /** Adds table[b, column + channel] to every pixel of picture b; the table's slot is (batch, 1, 1, width). */
  readonly perChannel: { readonly table: SlotId; readonly column: number } | null;
  /** Added; the shape of the output. */
  readonly residual: SlotId | null;
  readonly scale: number;
  readonly silu: boolean;
  readonly output: SlotId;
}

/**
 * output = act(modulated(groupNorm([x, second]))), where act is SiLU or nothing, and modulated, for C channels, is nothing
 * or y · (1 + table[b, column + channel]) + table[b, column + C + channel]; the table's slot is (batch, 1, 1, width). Mean and variance of one picture's group are taken
 * over its pixels and channels in two passes (the mean, then squares of what is left), because E[x²] − E[x]² loses
 * digits in float32. Group g holds channels g·C/groups … (g+1)·C/groups − 1 of the C channels of x and second together,
 * so it may hold some of both. The output has all C channels.
 */
export interface GroupNormStep {
  readonly kind: 'groupNorm';
  readonly x: SlotId;
  readonly second: SlotId | null;
  readonly weights: NormWeights;
  readonly modulation: { readonly table: SlotId; readonly column: number } | null;
  readonly silu: boolean;
  readonly output: SlotId;
}

/**
 * output = softmax(q kᵀ / √d) v over all pixels, head by head, d = C/heads. The slot of qkv has 3·C channels: q, then k,
 * then v. Head h holds channels h·d … (h+1)·d − 1 of each, and of the output, which has C channels.
 */
export interface AttentionStep {
  readonly kind: 'attention';
  readonly qkv: SlotId;
  readonly heads: number;
  readonly output: SlotId;
}

export type PlanStep = ConvStep | GroupNormStep | AttentionStep;

/**
 * A forward pass as plain data: the steps in order, every shape known, every picture's place in memory decided. Weights
 * are references into one array (Unet2d.arenaOf). A step's output never shares a buffer with anything that is still to be
 * read, its own inputs included, so a step may be carried out in any order of its elements.
 */
export interface Plan {
  /** Filled by whoever carries the plan out; their buffers hold nothing else, so they stay as they are. */
  readonly inputs: readonly SlotId[];
  /** Its buffer may have held other pictures before. */
  readonly output: SlotId;
  readonly slots: readonly Slot[];
  /** Length of each buffer in floats: the largest slot that it ever holds. */
  readonly buffers: readonly number[];
  readonly steps: readonly PlanStep[];
}

/** The slots that a step reads. */
export function readsOf(step: PlanStep): SlotId[] {
  switch (step.kind) {
    case 'conv':
      return [step.x, step.second, step.perChannel?.table ?? null, step.residual].filter((id) => id !== null);
    case 'groupNorm':
      return [step.x, step.second, step.modulation?.table ?? null].filter((id) => id !== null);
    case 'attention':
      return [step.qkv];
  }
}

/** Values in a slot. */
export const sizeOf = ({ shape }: Pick<Slot, 'shape'>): number => shape[0] * shape[1] * shape[2] * shape[3];
