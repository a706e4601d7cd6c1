import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { gaussianField } from '../math/rng.ts';
import {
  defaultPadding,
  type ConvOptions,
  type ConvWeights,
  type NormOptions,
  type NormWeights,
  type Operations,
  type WeightRef,
} from './operations.ts';

/**
 * The operations put together from tfjs' own: they run on every backend and are what faster kernels are checked
 * against. Weights and the constants they need are kept on the device; dispose() frees them.
 */
export class ComposedOperations implements Operations<Tensor4D> {
  private readonly arena: Float32Array;
  private readonly kept = new Map<string, Tensor>();

  /** @param arena the network's weights */
  constructor(arena: Float32Array) {
    this.arena = arena;
  }

  conv(x: Tensor4D, weights: ConvWeights, options: ConvOptions<Tensor4D> = {}): Tensor4D {
    return tf.tidy(() => {
      const { size, inChannels, outChannels } = weights;
      const { second, perChannel, residual, scale = 1 } = options;
      const input = second === undefined ? x : tf.concat([x, second], 3);
      const [, height, width] = input.shape;
      let y: Tensor4D = tf.fused.conv2d({
        x: options.upsample ? tf.image.resizeNearestNeighbor(input, [2 * height, 2 * width]) : input,
        filter: this.weight(weights.kernel, [size, size, inChannels, outChannels]) as Tensor4D,
        strides: options.stride ?? 1,
        pad: [[0, 0], ...(options.padding ?? defaultPadding(size)), [0, 0]] as Parameters<
          typeof tf.fused.conv2d
        >[0]['pad'],
        bias: this.weight(weights.bias, [outChannels]),
      });
      if (perChannel !== undefined) {
        const rows = tf.slice(perChannel.table, [0, 0, 0, perChannel.column], [-1, -1, -1, outChannels]);
        y = tf.add(y, rows);
      }
      if (residual !== undefined) y = tf.add(y, residual);
      if (scale !== 1) y = tf.mul(y, this.constant(scale));
      return options.silu ? tf.mul(y, tf.sigmoid(y)) : y;
    });
  }

  /**
   * Means over a group are products with two constant matrices: (1, pixels) averages the pixels, (channels, channels)
   * averages inside a group and spreads the result over its channels. tf.moments would transpose the picture twice.
   * Two passes (mean, then squares of what is left), because E[x²] − E[x]² loses digits in float32.
   */
  groupNorm(
    first: Tensor4D,
    { scale, shift, groups, epsilon }: NormWeights,
    { second, modulation, silu = false }: NormOptions<Tensor4D> = {},
  ): Tensor4D {
    return tf.tidy(() => {
      const x = second === undefined ? first : tf.concat([first, second], 3);
      const [batch, height, width, channels] = x.shape;
      const pixels = height * width;
      const rows = tf.reshape<tf.Rank.R3>(x, [batch, pixels, channels]);
      const groupMean = (values: Tensor3D): Tensor3D => {
        const mean = tf.matMul(this.averageOf(pixels, batch), values);
        const perChannel = tf.reshape<tf.Rank.R2>(mean, [batch, channels]);
        const perGroup = tf.matMul(perChannel, this.groupAverage(channels, groups));
        return tf.reshape<tf.Rank.R3>(perGroup, [batch, 1, channels]);
      };
      const centred = tf.sub<Tensor3D>(rows, groupMean(rows));
      const variance = groupMean(tf.mul(centred, centred));
      const gain = tf.mul(tf.rsqrt(tf.add(variance, this.constant(epsilon))), this.weight(scale, [channels]));
      const normal = tf.add(tf.mul(centred, gain), this.weight(shift, [channels]));
      const columns = (from: number): Tensor3D =>
        tf.reshape(tf.slice(modulation!.table, [0, 0, 0, from], [-1, -1, -1, channels]), [
          batch,
          1,
          channels,
        ]);
      const y =
        modulation === undefined
          ? normal
          : tf.add(
              tf.add(normal, tf.mul(normal, columns(modulation.column))),
              columns(modulation.column + channels),
            );
      return tf.reshape<tf.Rank.R4>(silu ? tf.mul(y, tf.sigmoid(y)) : y, x.shape);
    });
  }

  attention(qkv: Tensor4D, heads: number): Tensor4D {
    return tf.tidy(() => {
      const [batch, height, width, all] = qkv.shape;
      const pixels = height * width;
      const channels = all / 3;
      const [q, k, v] = (tf.split(qkv, 3, 3) as Tensor4D[]).map((x): Tensor4D =>
        heads === 1
          ? tf.reshape(x, [batch, 1, pixels, channels])
          : tf.transpose(tf.reshape<tf.Rank.R4>(x, [batch, pixels, heads, channels / heads]), [0, 2, 1, 3]),
      );
      const scores = tf.matMul(q, k, false, true);
      const weights = tf.softmax(tf.mul(scores, this.constant(1 / Math.sqrt(channels / heads))));
      const mixed = tf.matMul(weights, v);
      return tf.reshape<tf.Rank.R4>(heads === 1 ? mixed : tf.transpose(mixed, [0, 2, 1, 3]), [
        batch,
        height,
        width,
        channels,
      ]);
    });
  }

  scope(work: () => Tensor4D): Tensor4D {
    return tf.tidy(work);
  }

  /** The standard normal numbers of (seed, step), elements 0, 1, … (gaussianField of src/math/rng.ts). */
  noise(seed: number, step: number, shape: [number, number, number, number]): Tensor4D {
    const size = tf.util.sizeFromShape(shape);
    return tf.tensor4d(gaussianField(seed, step, size, new Float32Array(size)), shape);
  }

  dispose(): void {
    for (const tensor of this.kept.values()) tensor.dispose();
    this.kept.clear();
  }

  private keep<T extends Tensor>(key: string, make: () => T): T {
    let tensor = this.kept.get(key);
    if (tensor === undefined) {
      tensor = tf.keep(make());
      this.kept.set(key, tensor);
    }
    return tensor as T;
  }

  protected weight({ offset, length }: WeightRef, shape: number[]): Tensor {
    return this.keep(`weight ${offset}`, () =>
      tf.tensor(this.arena.subarray(offset, offset + length), shape),
    );
  }

  private constant(value: number): Tensor {
    return this.keep(`scalar ${value}`, () => tf.scalar(value));
  }

  /** (batch, 1, pixels), every entry 1/pixels. */
  private averageOf(pixels: number, batch: number): Tensor3D {
    return this.keep(`average ${pixels} ${batch}`, () => tf.fill([batch, 1, pixels], 1 / pixels));
  }

  /** (channels, channels): 1/size inside each group's block, 0 elsewhere. */
  private groupAverage(channels: number, groups: number): Tensor2D {
    return this.keep(`group ${channels} ${groups}`, () => {
      const size = channels / groups;
      const values = new Float32Array(channels * channels);
      for (let i = 0; i < channels; i++) {
        const first = i - (i % size);
        values.fill(1 / size, i * channels + first, i * channels + first + size);
      }
      return tf.tensor2d(values, [channels, channels]);
    });
  }
}
