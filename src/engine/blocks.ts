import type { UnetConfig } from './config.ts';
import type { NormOptions, Operations, Padding } from './operations.ts';
import type { ProjectionTable } from './projectionTable.ts';
import type { Weights } from './weights.ts';

/** What a layer reads besides the picture. */
export interface LayerInputs<T> {
  ops: Operations<T>;
  /** Every residual block's projection of time and class, one row a picture. */
  projections: T;
  /** A skip's channels, which follow those of the picture. */
  skip?: T;
}
/** A layer with its weights named: picture in, picture out. */
export type Layer = <T>(x: T, inputs: LayerInputs<T>) => T;

const padBelowAndRight: Padding = [
  [0, 1],
  [0, 1],
];

/** What every block needs to be built. */
export interface Parts {
  weights: Weights;
  config: UnetConfig;
  projections: ProjectionTable;
}

/** diffusers' ResnetBlock2D, time_embedding_norm 'default' or 'scale_shift'. */
export function residualBlock(
  { weights, config, projections: table }: Parts,
  name: string,
  inChannels: number,
  outChannels: number,
  scaleFactor = 1,
): Layer {
  const { normNumGroups: groups, normEps, timeScalesAndShifts } = config;
  const norm1 = weights.norm(`${name}.norm1`, inChannels, groups, normEps);
  const conv1 = weights.conv(`${name}.conv1`, inChannels, outChannels, 3);
  // Scales of all the channels, then their shifts.
  const column = table.add(`${name}.time_emb_proj`, (timeScalesAndShifts ? 2 : 1) * outChannels);
  const norm2 = weights.norm(`${name}.norm2`, outChannels, groups, normEps);
  const conv2 = weights.conv(`${name}.conv2`, outChannels, outChannels, 3);
  const shortcut =
    inChannels === outChannels ? null : weights.conv(`${name}.conv_shortcut`, inChannels, outChannels, 1);
  return <T>(x: T, { ops, projections, skip }: LayerInputs<T>): T =>
    ops.scope(() => {
      const silu: NormOptions<T> = { silu: true };
      const row = { table: projections, column };
      const [perChannel, modulation] = timeScalesAndShifts ? [undefined, row] : [row, undefined];
      const first = ops.conv(ops.groupNorm(x, norm1, { ...silu, second: skip }), conv1, { perChannel });
      const residual = shortcut === null ? x : ops.conv(x, shortcut, { second: skip });
      return ops.conv(ops.groupNorm(first, norm2, { ...silu, modulation }), conv2, {
        residual,
        scale: 1 / scaleFactor,
      });
    });
}

/**
 * diffusers' Attention as UNet2DModel builds it: self-attention over pixels with its norm and a residual.
 * @param groups of the norm; null for none
 */
export function attentionLayer(
  { weights, config }: Parts,
  name: string,
  channels: number,
  groups: number | null = config.normNumGroups,
  scaleFactor = 1,
): Layer {
  const norm = groups === null ? null : weights.norm(`${name}.group_norm`, channels, groups, config.normEps);
  const toQkv = weights.denseBeside([`${name}.to_q`, `${name}.to_k`, `${name}.to_v`], channels, [
    channels,
    channels,
    channels,
  ]);
  const toOut = weights.dense(`${name}.to_out.0`, channels, channels);
  const heads = config.attentionHeadDim === null ? 1 : channels / config.attentionHeadDim;
  return (x, { ops }) =>
    ops.scope(() => {
      const mixed = ops.attention(ops.conv(norm === null ? x : ops.groupNorm(x, norm), toQkv), heads);
      return ops.conv(mixed, toOut, { residual: x, scale: 1 / scaleFactor });
    });
}

/** diffusers' Downsample2D: a convolution of stride 2. */
export function downsampler({ weights, config }: Parts, name: string, channels: number): Layer {
  const conv = weights.conv(`${name}.conv`, channels, channels, 3);
  const padding = config.downsamplePadding === 0 ? padBelowAndRight : undefined;
  return (x, { ops }) => ops.conv(x, conv, { stride: 2, padding });
}

/** diffusers' Upsample2D: each pixel becomes four, then a convolution. */
export function upsampler({ weights }: Parts, name: string, channels: number): Layer {
  const conv = weights.conv(`${name}.conv`, channels, channels, 3);
  return (x, { ops }) => ops.conv(x, conv, { upsample: true });
}
