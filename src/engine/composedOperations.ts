import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { gaussianField } from '../math/rng.ts';
import type { ConvWeights, LinearWeights, NormWeights, Operations, Padding } from './operations.ts';

/**
 * The operations put together from tfjs' own: they run on every backend and are what faster kernels are checked
 * against. The constants they need are kept on the device; dispose() frees them.
 */
export class ComposedOperations implements Operations {
  private readonly constants = new Map<string, Tensor>();

  conv2d(x: Tensor4D, { kernel, bias }: ConvWeights, stride: number, padding: Padding): Tensor4D {
    return tf.fused.conv2d({
      x,
      filter: kernel,
      strides: stride,
      pad: [[0, 0], ...padding, [0, 0]] as Parameters<typeof tf.fused.conv2d>[0]['pad'],
      bias,
    });
  }

  /**
   * Means over a group are products with two constant matrices: (1, pixels) averages the pixels, (channels, channels)
   * averages inside a group and spreads the result over its channels. tf.moments would transpose the picture twice.
   * Two passes (mean, then squares of what is left), because E[x²] − E[x]² loses digits in float32.
   */
  groupNorm(x: Tensor4D, { scale, shift, groups, epsilon }: NormWeights): Tensor4D {
    return tf.tidy(() => {
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
      const gain = tf.mul(tf.rsqrt(tf.add(variance, this.constant(epsilon))), scale);
      return tf.reshape<tf.Rank.R4>(tf.add(tf.mul(centred, gain), shift), x.shape);
    });
  }

  groupNormSilu(x: Tensor4D, weights: NormWeights): Tensor4D {
    return tf.tidy(() => this.silu(this.groupNorm(x, weights)));
  }

  silu<T extends Tensor>(x: T): T {
    return tf.tidy(() => tf.mul(x, tf.sigmoid(x)) as T);
  }

  linear(x: Tensor2D, { matrix, bias }: LinearWeights): Tensor2D {
    return tf.fused.matMul({ a: x, b: matrix, bias }) as Tensor2D;
  }

  linearPerPixel(x: Tensor4D, weights: LinearWeights): Tensor4D {
    return tf.tidy(() => {
      const [batch, height, width, channels] = x.shape;
      const rows = this.linear(tf.reshape<tf.Rank.R2>(x, [batch * height * width, channels]), weights);
      return tf.reshape<tf.Rank.R4>(rows, [batch, height, width, rows.shape[1]]);
    });
  }

  attention(q: Tensor4D, k: Tensor4D, v: Tensor4D, heads: number): Tensor4D {
    return tf.tidy(() => {
      const [batch, height, width, channels] = q.shape;
      const pixels = height * width;
      const split = (x: Tensor4D): Tensor4D =>
        heads === 1
          ? tf.reshape(x, [batch, 1, pixels, channels])
          : tf.transpose(tf.reshape<tf.Rank.R4>(x, [batch, pixels, heads, channels / heads]), [0, 2, 1, 3]);
      const scores = tf.matMul(split(q), split(k), false, true);
      const weights = tf.softmax(tf.mul(scores, this.constant(1 / Math.sqrt(channels / heads))));
      const mixed = tf.matMul(weights, split(v));
      return tf.reshape<tf.Rank.R4>(heads === 1 ? mixed : tf.transpose(mixed, [0, 2, 1, 3]), q.shape);
    });
  }

  upsampleNearest2x(x: Tensor4D): Tensor4D {
    return tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
  }

  add(a: Tensor4D, b: Tensor4D): Tensor4D {
    return tf.add(a, b);
  }

  addPerChannel(x: Tensor4D, perChannel: Tensor2D): Tensor4D {
    return tf.tidy(() => tf.add(x, tf.reshape(perChannel, [perChannel.shape[0], 1, 1, perChannel.shape[1]])));
  }

  divide(x: Tensor4D, divisor: number): Tensor4D {
    return divisor === 1 ? tf.clone(x) : tf.div(x, this.constant(divisor));
  }

  concat(a: Tensor4D, b: Tensor4D): Tensor4D {
    return tf.concat([a, b], 3);
  }

  noise(seed: number, step: number, shape: [number, number, number, number]): Tensor4D {
    const size = tf.util.sizeFromShape(shape);
    return tf.tensor4d(gaussianField(seed, step, size, new Float32Array(size)), shape);
  }

  dispose(): void {
    for (const tensor of this.constants.values()) tensor.dispose();
    this.constants.clear();
  }

  private kept<T extends Tensor>(key: string, make: () => T): T {
    let tensor = this.constants.get(key);
    if (tensor === undefined) {
      tensor = tf.keep(make());
      this.constants.set(key, tensor);
    }
    return tensor as T;
  }

  private constant(value: number): Tensor {
    return this.kept(`scalar ${value}`, () => tf.scalar(value));
  }

  /** (batch, 1, pixels), every entry 1/pixels. */
  private averageOf(pixels: number, batch: number): Tensor3D {
    return this.kept(`average ${pixels} ${batch}`, () => tf.fill([batch, 1, pixels], 1 / pixels));
  }

  /** (channels, channels): 1/size inside each group's block, 0 elsewhere. */
  private groupAverage(channels: number, groups: number): Tensor2D {
    return this.kept(`group ${channels} ${groups}`, () => {
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
