import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/** Rows above and below, columns left and right, that a convolution sees as zero. */
export type Padding = [[top: number, bottom: number], [left: number, right: number]];

/** A convolution's or a dense layer's parameters, already in tfjs' order. */
export interface ConvWeights {
  /** (height, width, in, out) */
  kernel: Tensor4D;
  /** (out) */
  bias: Tensor1D;
}
export interface LinearWeights {
  /** (in, out) */
  matrix: Tensor2D;
  /** (out) */
  bias: Tensor1D;
}
export interface NormWeights {
  /** (channels) */
  scale: Tensor1D;
  shift: Tensor1D;
  groups: number;
  epsilon: number;
}

/**
 * Everything that the network does to numbers. Pictures are (batch, height, width, channels) in float32. The forward
 * pass is written once over this interface; a backend may bring faster versions of single operations.
 */
export interface Operations {
  conv2d(x: Tensor4D, weights: ConvWeights, stride: number, padding: Padding): Tensor4D;
  /** Group normalisation (Wu & He 2018). */
  groupNorm(x: Tensor4D, weights: NormWeights): Tensor4D;
  /** silu(groupNorm(x)), the pair in front of every convolution of a residual block. */
  groupNormSilu(x: Tensor4D, weights: NormWeights): Tensor4D;
  /** x · sigmoid(x), on (batch, features). */
  silu(x: Tensor2D): Tensor2D;
  /** x · matrix + bias, on (batch, features). */
  linear(x: Tensor2D, weights: LinearWeights): Tensor2D;
  /** The same at every pixel. */
  linearPerPixel(x: Tensor4D, weights: LinearWeights): Tensor4D;
  /** softmax(q kᵀ / √(channels/heads)) v over all pixels, head by head. */
  attention(q: Tensor4D, k: Tensor4D, v: Tensor4D, heads: number): Tensor4D;
  upsampleNearest2x(x: Tensor4D): Tensor4D;
  add(a: Tensor4D, b: Tensor4D): Tensor4D;
  /** Adds row b of `perChannel` (batch, channels) to every pixel of picture b. */
  addPerChannel(x: Tensor4D, perChannel: Tensor2D): Tensor4D;
  divide(x: Tensor4D, divisor: number): Tensor4D;
  /** The standard normal numbers of (seed, step), elements 0, 1, … (gaussianField of src/math/rng.ts). */
  noise(seed: number, step: number, shape: [number, number, number, number]): Tensor4D;
  /** Along the channels. */
  concat(a: Tensor4D, b: Tensor4D): Tensor4D;
}
