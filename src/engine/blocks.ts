import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { UnetConfig } from './config.ts';
import type { Operations, Padding } from './operations.ts';
import type { Weights } from './weights.ts';

/** A layer with its weights bound: picture and time embedding (after its SiLU) in, picture out. */
export type Layer = (x: Tensor4D, embedding: Tensor2D) => Tensor4D;

const noPadding: Padding = [
  [0, 0],
  [0, 0],
];
export const padOne: Padding = [
  [1, 1],
  [1, 1],
];
const padBelowAndRight: Padding = [
  [0, 1],
  [0, 1],
];

/** What every block needs to be built. */
export interface Parts {
  ops: Operations;
  weights: Weights;
  config: UnetConfig;
}

/** diffusers' ResnetBlock2D, time_embedding_norm 'default'. */
export function residualBlock(
  { ops, weights, config }: Parts,
  name: string,
  inChannels: number,
  outChannels: number,
  scaleFactor = 1,
): Layer {
  const { normNumGroups: groups, normEps } = config;
  const norm1 = weights.norm(`${name}.norm1`, inChannels, groups, normEps);
  const conv1 = weights.conv(`${name}.conv1`, inChannels, outChannels, 3);
  const timeProjection = weights.linear(`${name}.time_emb_proj`, 4 * config.blockOutChannels[0], outChannels);
  const norm2 = weights.norm(`${name}.norm2`, outChannels, groups, normEps);
  const conv2 = weights.conv(`${name}.conv2`, outChannels, outChannels, 3);
  const shortcut =
    inChannels === outChannels ? null : weights.conv(`${name}.conv_shortcut`, inChannels, outChannels, 1);
  return (x, embedding) =>
    tf.tidy(() => {
      const first = ops.conv2d(ops.groupNormSilu(x, norm1), conv1, 1, padOne);
      const timed = ops.addPerChannel(first, ops.linear(embedding, timeProjection));
      const second = ops.conv2d(ops.groupNormSilu(timed, norm2), conv2, 1, padOne);
      const sum = ops.add(shortcut === null ? x : ops.conv2d(x, shortcut, 1, noPadding), second);
      return scaleFactor === 1 ? sum : ops.divide(sum, scaleFactor);
    });
}

/** diffusers' Attention as UNet2DModel builds it: self-attention over pixels with its norm and a residual. */
export function attentionLayer(
  { ops, weights, config }: Parts,
  name: string,
  channels: number,
  groups = config.normNumGroups,
  scaleFactor = 1,
): Layer {
  const norm = weights.norm(`${name}.group_norm`, channels, groups, config.normEps);
  const toQ = weights.linear(`${name}.to_q`, channels, channels);
  const toK = weights.linear(`${name}.to_k`, channels, channels);
  const toV = weights.linear(`${name}.to_v`, channels, channels);
  const toOut = weights.linear(`${name}.to_out.0`, channels, channels);
  const heads = config.attentionHeadDim === null ? 1 : channels / config.attentionHeadDim;
  return (x) =>
    tf.tidy(() => {
      const normed = ops.groupNorm(x, norm);
      const [q, k, v] = [toQ, toK, toV].map((layer) => ops.linearPerPixel(normed, layer));
      const sum = ops.add(ops.linearPerPixel(ops.attention(q, k, v, heads), toOut), x);
      return scaleFactor === 1 ? sum : ops.divide(sum, scaleFactor);
    });
}

/** diffusers' Downsample2D: a convolution of stride 2. */
export function downsampler({ ops, weights, config }: Parts, name: string, channels: number): Layer {
  const conv = weights.conv(`${name}.conv`, channels, channels, 3);
  const padding = config.downsamplePadding === 0 ? padBelowAndRight : padOne;
  return (x) => ops.conv2d(x, conv, 2, padding);
}

/** diffusers' Upsample2D: each pixel becomes four, then a convolution. */
export function upsampler({ ops, weights }: Parts, name: string, channels: number): Layer {
  const conv = weights.conv(`${name}.conv`, channels, channels, 3);
  return (x) => tf.tidy(() => ops.conv2d(ops.upsampleNearest2x(x), conv, 1, padOne));
}
