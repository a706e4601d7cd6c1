/** Rows above and below, columns left and right, that a convolution sees as zero. */
export type Padding = [[top: number, bottom: number], [left: number, right: number]];

/** Some of the network's numbers: where they stand in its one array of weights (Unet2d.arenaOf), in floats. */
export interface WeightRef {
  /** diffusers' name, for messages. */
  name: string;
  /** A multiple of 4. */
  offset: number;
  length: number;
}
/** A convolution's parameters. A dense layer is a convolution of size 1. */
export interface ConvWeights {
  /** (size, size, in, out) */
  kernel: WeightRef;
  /** (out) */
  bias: WeightRef;
  size: 1 | 3;
  inChannels: number;
  outChannels: number;
}
export interface NormWeights {
  /** (channels) */
  scale: WeightRef;
  shift: WeightRef;
  groups: number;
  epsilon: number;
}

export interface ConvOptions<T> {
  /** Default: as much as keeps a size divisible by `stride`, 1 all around for size 3 and none for size 1. */
  padding?: Padding;
  stride?: 1 | 2;
  /** Each pixel becomes 2×2 pixels before the convolution. */
  upsample?: boolean;
  /** Channels that follow those of x, as if the two had been concatenated. Same pixels. */
  second?: T;
  /** Adds table[picture, column + channel] to every pixel. The table is (batch, 1, 1, any width). */
  perChannel?: { table: T; column: number };
  /** Added, the shape of the result. */
  residual?: T;
  /** What the sum of all this is multiplied by, default 1. */
  scale?: number;
  /** At the very end, y · sigmoid(y). */
  silu?: boolean;
}

export interface NormOptions<T> {
  /** Channels that follow those of x; groups may hold some of both. The result has all of them. */
  second?: T;
  /**
   * Of C channels, channel c of the norm becomes y · (1 + table[picture, column + c]) + table[picture, column + C + c].
   * The table is (batch, 1, 1, any width).
   */
  modulation?: { table: T; column: number };
  /** At the end, y · sigmoid(y). */
  silu?: boolean;
}

/**
 * Everything that the network does to numbers, each operation as large as a kernel can take in one go. Pictures are
 * (batch, height, width, channels). The forward pass is written once over this interface, whatever a picture T is: a
 * tensor that is computed at once (ComposedOperations), or a slot of a plan that is carried out later (Recorder).
 */
export interface Operations<T> {
  conv(x: T, weights: ConvWeights, options?: ConvOptions<T>): T;
  /** Group normalisation (Wu & He 2018). */
  groupNorm(x: T, weights: NormWeights, options?: NormOptions<T>): T;
  /**
   * softmax(q kᵀ / √(channels/heads)) v over all pixels, head by head.
   * @param qkv q, then k, then v along the channels: (batch, height, width, 3 · channels)
   * @returns (batch, height, width, channels)
   */
  attention(qkv: T, heads: number): T;
  /** Runs `work` and frees what it made, but for what it returns. */
  scope(work: () => T): T;
}

export const padOne: Padding = [
  [1, 1],
  [1, 1],
];
export const noPadding: Padding = [
  [0, 0],
  [0, 0],
];
/** The padding of a convolution that names none. */
export const defaultPadding = (size: 1 | 3): Padding => (size === 3 ? padOne : noPadding);
